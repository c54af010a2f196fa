/** Tells with a few quiet words whether the answers are on the server. */

import { part } from "./dom.js";
import { announce } from "./notices.js";
import { words } from "./words.js";

const REACHABLE = "reachable";
const UNREACHABLE = "unreachable";
const FAILING = "failing";

/** Follows the sending and the connection; `resting` is what to say before anything was saved. */
export class SavedWord {
  #status = "saved";
  #server = REACHABLE;
  #durable = true;
  #resting;
  #target = part("saved");

  constructor(resting) {
    this.#resting = resting;
    this.#show();
  }

  sending(status) {
    this.#status = status;
    this.#show();
  }

  /** The server acknowledged answers at this moment (ms). */
  savedAt(moment) {
    this.#resting = words.saved(new Date(moment).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }));
    this.#show();
  }

  /** Learn from any reply, status 0 for none, whether the server can be reached. */
  replied(status) {
    const before = this.#server;
    this.#server = status === 0 ? UNREACHABLE : status >= 500 ? FAILING : REACHABLE;
    this.#show();
    if (before !== UNREACHABLE && this.#server === UNREACHABLE) announce(words.announceOffline);
    if (before === UNREACHABLE && this.#server === REACHABLE) announce(words.announceBack);
  }

  get unreachable() {
    return this.#server === UNREACHABLE;
  }

  volatile() {
    this.#durable = false;
    this.#show();
  }

  #show() {
    const text = this.#text();
    if (this.#target.textContent !== text) this.#target.textContent = text;
    this.#target.classList.toggle("exam-saved-kept", this.#status === "kept" || this.#server !== REACHABLE);
  }

  #text() {
    const waiting = this.#status === "kept" || (this.#status === "saving" && this.#server !== REACHABLE);
    if (waiting && !this.#durable) return words.volatile;
    if (waiting) return this.#server === UNREACHABLE ? words.kept : words.keptServer;
    if (this.#status === "saving") return words.saving;
    return this.#server === UNREACHABLE ? words.offline : this.#resting;
  }
}
