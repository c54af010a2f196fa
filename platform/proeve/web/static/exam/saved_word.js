/** Tells with a few quiet words whether the answers are on the server. */

import { part } from "./dom.js";
import { announce } from "./notices.js";
import { words } from "./words.js";

const REACHABLE = "reachable";
const UNREACHABLE = "unreachable";
const FAILING = "failing";

const AWAY = "away";
const AWAY_VOLATILE = "awayVolatile";
const BACK = "back";
const SAVED = "saved";
const REFUSED = "refused";

/** Follows the sending and the connection; `resting` is what to say before anything was saved. */
export class SavedWord {
  #status = SAVED;
  #server = REACHABLE;
  #told = SAVED;
  #durable = true;
  #storing = false;
  #resting;
  #target = part("saved");

  constructor(resting) {
    this.#resting = resting;
    this.#show();
  }

  sending(status) {
    this.#status = status;
    this.#show();
    this.#tellReturn();
  }

  /** The server acknowledged answers at this moment (ms). */
  savedAt(moment) {
    this.#resting = words.saved(new Date(moment).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }));
    this.#show();
  }

  /** Learn from any reply, status 0 for none, whether the server can be reached. */
  replied(status) {
    this.#server = status === 0 ? UNREACHABLE : status >= 500 ? FAILING : REACHABLE;
    this.#show();
    if (this.#server === UNREACHABLE) this.#tell(this.#durable ? AWAY : AWAY_VOLATILE);
    else this.#tellReturn();
  }

  get unreachable() {
    return this.#server === UNREACHABLE;
  }

  volatile() {
    this.#durable = false;
    this.#show();
  }

  /** Learn whether answers are still on their way to the store of this device. */
  storing(isStoring) {
    this.#storing = isStoring;
    this.#show();
  }

  /** After an outage: that the connection is back at once, that all is saved only when nothing waits any more. */
  #tellReturn() {
    if (this.#told === SAVED || this.#server !== REACHABLE) return;
    this.#tell(this.#status === SAVED ? SAVED : BACK);
  }

  #tell(news) {
    if (news === this.#told) return;
    this.#told = news;
    announce(words.announced[news]);
  }

  #show() {
    const text = this.#text();
    if (this.#target.textContent !== text) this.#target.textContent = text;
    const needsAttention = this.#status === "kept" || this.#status === REFUSED || this.#server !== REACHABLE;
    this.#target.classList.toggle("exam-saved-kept", needsAttention);
  }

  #text() {
    if (this.#status === REFUSED) return this.#server === UNREACHABLE ? words.refusedOffline : words.refused;
    const waiting = this.#status === "kept" || (this.#status !== SAVED && this.#server !== REACHABLE);
    if (waiting && !this.#durable) return words.volatile;
    if (waiting && this.#storing) return words.saving;
    if (waiting) return this.#server === UNREACHABLE ? words.kept : words.keptServer;
    if (this.#status === "saving") return words.saving;
    return this.#server === UNREACHABLE ? words.offline : this.#resting;
  }
}
