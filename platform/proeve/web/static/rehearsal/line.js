/** A practice sitting in small: the exam's own outbox and sending, over a connection that can be cut. */

import { post } from "../exam/connection.js";
import { openStore, Outbox } from "../exam/outbox.js";
import { Sending } from "../exam/sending.js";
import { PRACTICE } from "./practice_store.js";

const UNREACHABLE = { status: 0, body: null, retryAfterMs: 0 };

/** `onReply(reply)` and `onStatus(status)` as of the exam's sending. */
export class Line {
  #config;
  #headers;
  #sending;
  #isCut = false;
  #saved = () => {};

  constructor(config, token) {
    this.#config = config;
    this.#headers = { "X-CSRFToken": token, Accept: "application/json" };
  }

  async open({ onReply, onStatus }) {
    const outbox = new Outbox({ store: await openStore(), attempt: PRACTICE, lease: 0 });
    this.#sending = new Sending({
      outbox,
      save: (saves) => this.#send(saves),
      now: () => Date.now(),
      onStatus,
      onReply,
      onSaved: () => this.#saved(),
      onRefused: () => {},
    });
  }

  /** Ask the server for its time. */
  askTime() {
    return this.#post(this.#config.saveUrl, { saves: [] });
  }

  /** Tell what was found out. */
  finish(checks) {
    return this.#post(this.#config.finishUrl, { checks });
  }

  answer(slot, choice) {
    this.#sending.change({ slot, answer: { choice }, flagged: false });
  }

  /** Send what waits; resolves to false at the first failure. */
  flush() {
    return this.#sending.flush();
  }

  cut() {
    this.#isCut = true;
  }

  /** Restore the connection; resolves once what waited has arrived, however long a real interruption lasts. */
  restore() {
    this.#isCut = false;
    const arrived = new Promise((resolve) => (this.#saved = resolve));
    this.flush();
    return arrived;
  }

  close() {
    this.#sending.stop();
  }

  #send(saves) {
    const now = performance.now();
    return this.#isCut ? Promise.resolve({ ...UNREACHABLE, sent: now, received: now }) : this.#save(saves);
  }

  #save(saves) {
    return this.#post(this.#config.saveUrl, { saves });
  }

  #post(url, body) {
    return post(url, { headers: this.#headers, body: JSON.stringify({ run: this.#config.run, ...body }) });
  }
}
