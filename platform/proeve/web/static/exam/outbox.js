/** Keeps every unsent save in IndexedDB, keyed by attempt, lease and sequence, until the server has acknowledged it. */

import { openDB } from "../vendor/idb.js";

const DATABASE = "proeve-exam";
const SAVES = "saves";

/** Open the browser's store, or return null where the browser has none (private windows, full disks). */
export async function openStore() {
  try {
    return await openDB(DATABASE, 1, {
      upgrade: (database) => database.createObjectStore(SAVES, { keyPath: ["attempt", "lease", "sequence"] }),
    });
  } catch {
    return null;
  }
}

/** All saves that pages of this browser left for an attempt, oldest first. */
export async function savesOf(store, attempt) {
  try {
    return await store.getAll(SAVES, IDBKeyRange.bound([attempt], [attempt, []]));
  } catch {
    return [];
  }
}

/** Remove saves that need not be kept any longer. */
export async function forgetSaves(store, entries) {
  const transaction = store.transaction(SAVES, "readwrite");
  await Promise.all([...entries.map((entry) => transaction.store.delete(keyOf(entry))), transaction.done]);
}

function keyOf({ attempt, lease, sequence }) {
  return [attempt, lease, sequence];
}

/**
 * The saves of one lease. Memory is what the page reads, the store is what survives a reload, so sending never waits for
 * the disk. `onVolatile` is called once when the store is missing or fails: then only this open page holds the saves.
 * `onStoring` is told whether anything is still on its way to the disk.
 */
export class Outbox {
  #store;
  #attempt;
  #lease;
  #onVolatile;
  #onStoring;
  #writes = 0;
  #entries = new Map();
  #newest = new Map();
  #sequence = 0;

  constructor({ store, attempt, lease, onVolatile = () => {}, onStoring = () => {} }) {
    this.#store = store;
    this.#attempt = attempt;
    this.#lease = lease;
    this.#onVolatile = onVolatile;
    this.#onStoring = onStoring;
    if (!store) onVolatile();
  }

  get durable() {
    return this.#store !== null;
  }

  /** All saves that still have to reach the server, oldest first. */
  get waiting() {
    return [...this.#entries.values()].filter((entry) => !entry.refused);
  }

  /** The saves that still wait and those the server refused. */
  get undelivered() {
    return [...this.#entries.values()];
  }

  /** The refused saves that no newer save of their question replaces: these answers the server does not have. */
  get missing() {
    return this.undelivered.filter(({ refused, slot, sequence }) => refused && this.#newest.get(slot) === sequence);
  }

  /** Give a save the next number and keep it. */
  add({ slot, answer, flagged, client_ms }) {
    this.#sequence += 1;
    const entry = {
      attempt: this.#attempt,
      lease: this.#lease,
      sequence: this.#sequence,
      slot,
      answer,
      flagged,
      client_ms,
    };
    this.#entries.set(entry.sequence, entry);
    this.#newest.set(slot, entry.sequence);
    this.#write((saves) => [saves.put(entry)]);
    return entry;
  }

  /** Keep what changed in a save that was never sent, under the number it has. */
  update(entry, change) {
    Object.assign(entry, change);
    this.#write((saves) => [saves.put(entry)]);
  }

  /** Forget the saves the server has stored. */
  acknowledge(sequences) {
    const known = sequences.filter((sequence) => this.#entries.delete(sequence));
    this.#write((saves) => known.map((sequence) => saves.delete([this.#attempt, this.#lease, sequence])));
  }

  /** Keep a save the server will never take as evidence, and stop sending it. */
  refuse(sequence, code) {
    const entry = this.#entries.get(sequence);
    if (entry) this.update(entry, { refused: code });
  }

  /**
   * Give a save a fresh number, unless a newer save of the same question makes it superfluous.
   * Returns false for a save that had its fresh number already.
   */
  renumber(sequence) {
    const entry = this.#entries.get(sequence);
    if (!entry) return true;
    if (this.#newest.get(entry.slot) !== sequence) {
      this.refuse(sequence, "sequence");
      return true;
    }
    if (entry.renumbered) return false;
    this.add(entry).renumbered = true;
    this.acknowledge([sequence]);
    return true;
  }

  /** All saves that earlier pages of this browser left for this attempt, oldest first. */
  async leftovers() {
    const all = this.#store ? await savesOf(this.#store, this.#attempt) : [];
    return all.filter((entry) => entry.lease !== this.#lease);
  }

  /** Move a leftover into this lease; copy and removal are one transaction, so a crash keeps exactly one of them. */
  adopt(leftover) {
    this.#sequence += 1;
    const entry = { ...leftover, lease: this.#lease, sequence: this.#sequence };
    this.#entries.set(entry.sequence, entry);
    this.#newest.set(entry.slot, entry.sequence);
    this.#write((saves) => [saves.put(entry), saves.delete(keyOf(leftover))]);
  }

  /** Remove a leftover of which the server has shown that it is stored. */
  forget(leftover) {
    this.#write((saves) => [saves.delete(keyOf(leftover))]);
  }

  async #write(change) {
    if (!this.#store) return;
    this.#writes += 1;
    this.#onStoring(true);
    try {
      // A browser otherwise calls it written when it is not yet on the disk, and a battery may run out.
      const transaction = this.#store.transaction(SAVES, "readwrite", { durability: "strict" });
      await Promise.all([...change(transaction.store), transaction.done]);
    } catch {
      if (this.#store) this.#onVolatile();
      this.#store = null;
    }
    this.#writes -= 1;
    if (this.#writes === 0) this.#onStoring(false);
  }
}
