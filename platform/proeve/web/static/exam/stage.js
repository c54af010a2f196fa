/** Shows one question at a time; the address (`#vraag-7`) says which, so that Back and reload keep the place. */

import { part } from "./dom.js";
import { itemView } from "./item.js";
import { kindNamed } from "./kinds.js";
import { navigator } from "./navigator.js";
import { announce } from "./notices.js";
import { shortcuts } from "./shortcuts.js";
import { words } from "./words.js";

export class Stage {
  #items;
  #answers;
  #exam;
  #current;
  #view = null;
  #paint;
  #locked = false;

  /** `hand()` is called when the candidate wants to hand in; without an address it begins at question `slot`. */
  constructor({ exam, items, answers, hand, slot = null }) {
    this.#items = items;
    this.#answers = answers;
    this.#exam = exam;
    this.#current = Math.max(
      0,
      items.findIndex((item) => item.slot === slot),
    );
    this.#paint = navigator(items.length, (index) => this.go(index));
    answers.whenChanged(() => this.#refresh());
    part("previous").onclick = () => this.go(this.#current - 1);
    part("next").onclick = () => (this.#isLast ? hand() : this.go(this.#current + 1));
    part("hand").onclick = hand;
    part("flag").onclick = () => this.#toggleFlag();
    window.onhashchange = () => this.#follow();
    shortcuts((event) => !this.#locked && (this.#view?.key(event) ?? false));
  }

  /** Show the questions, at the one in the address or else where one was. */
  open() {
    this.#locked = false;
    document.body.classList.add("exam-open");
    const index = this.#fromAddress() ?? this.#current;
    history.replaceState(null, "", addressOf(index));
    this.#show(index);
  }

  /** Show a message in place of the questions; nothing can be answered until `open`. */
  lock(message) {
    this.#locked = true;
    lock(message);
  }

  /** Go to a question, counted from 0. */
  go(index) {
    if (index < 0 || index >= this.#items.length) return;
    if (index === this.#fromAddress()) this.#show(index);
    else location.hash = addressOf(index);
  }

  /** The slot of the question that is shown. */
  get slot() {
    return this.#item.slot;
  }

  get #isLast() {
    return this.#current === this.#items.length - 1;
  }

  get #item() {
    return this.#items[this.#current];
  }

  #fromAddress() {
    const number = Number(/^#vraag-(\d+)$/.exec(location.hash)?.[1]);
    return number >= 1 && number <= this.#items.length ? number - 1 : null;
  }

  #follow() {
    const index = this.#fromAddress();
    if (index !== null && !this.#locked) this.#show(index);
  }

  #show(index) {
    this.#current = index;
    const { slot, kind } = this.#item;
    this.#view = itemView({
      item: this.#item,
      number: index + 1,
      answer: this.#answers.of(slot).answer,
      change: (answer) => this.#answers.change(slot, { answer }),
      announce,
    });
    part("stage").replaceChildren(this.#view.element);
    part("keys-hint").textContent = kindNamed(kind)?.keysHint ?? "";
    document.title = words.titled(index + 1, this.#exam);
    this.#refresh();
    window.scrollTo({ top: 0, behavior: "instant" });
    this.#view.heading.focus({ preventScroll: true });
  }

  #toggleFlag() {
    const { flagged } = this.#answers.of(this.#item.slot);
    this.#answers.change(this.#item.slot, { flagged: !flagged });
    announce(flagged ? words.unflagged : words.flagged);
  }

  #refresh() {
    const { flagged } = this.#answers.of(this.#item.slot);
    part("progress").textContent = words.progress(this.#current + 1, this.#items.length);
    part("previous").disabled = this.#current === 0;
    part("next-word").textContent = this.#isLast ? words.hand : words.next;
    part("flag-word").textContent = flagged ? words.unflag : words.flag;
    part("flag").classList.toggle("exam-flag-on", flagged);
    this.#paint(this.#answers.states(), this.#current);
  }
}

function addressOf(index) {
  return `#vraag-${index + 1}`;
}

/** Show a message alone on the page and bring the reader to it. */
export function lock(message) {
  document.body.classList.remove("exam-open");
  part("notices").replaceChildren();
  part("stage").replaceChildren(message);
  window.scrollTo({ top: 0, behavior: "instant" });
  message.querySelector("h1").focus({ preventScroll: true });
}
