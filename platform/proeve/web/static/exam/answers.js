/** What the candidate has answered and flagged so far, as this page knows it. */

import { progressOf } from "./kinds.js";

export class Answers {
  #items;
  #bySlot;
  #listeners = [];

  /** `stored` are the answers of the bootstrap. */
  constructor(items, stored = []) {
    this.#items = items;
    this.#bySlot = new Map(items.map(({ slot }) => [slot, { answer: null, flagged: false }]));
    for (const { slot, answer, flagged } of stored) this.#bySlot.set(slot, { answer, flagged });
  }

  /** Call `listener(slot, {answer, flagged})` after each change. */
  whenChanged(listener) {
    this.#listeners.push(listener);
  }

  of(slot) {
    return this.#bySlot.get(slot);
  }

  change(slot, change) {
    const now = { ...this.of(slot), ...change };
    this.#bySlot.set(slot, now);
    this.#listeners.forEach((listener) => listener(slot, now));
  }

  /** The state of each item in order: `{number, slot, progress, flagged}`. */
  states() {
    return this.#items.map((item, index) => {
      const { answer, flagged } = this.of(item.slot);
      return { number: index + 1, slot: item.slot, progress: progressOf(item, answer), flagged };
    });
  }
}
