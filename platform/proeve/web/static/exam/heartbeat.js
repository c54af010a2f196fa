/** Tells the server every 15 seconds that this page is here, visible or not, and learns time, deadline and lease. */

const PERIOD_MS = 15_000;

/** `beat` posts the heartbeat; `onReply(reply)` gets each outcome, also when the server could not be reached. */
export class Heartbeat {
  #beat;
  #onReply;
  #worker = null;
  #timer = null;
  #busy = null;
  #stopped = false;

  constructor({ beat, onReply }) {
    this.#beat = beat;
    this.#onReply = onReply;
  }

  start() {
    try {
      this.#worker = new Worker(new URL("ticker.js", import.meta.url));
      this.#worker.onmessage = () => this.now();
      this.#worker.onerror = () => this.#tickHere();
    } catch {
      this.#tickHere();
    }
  }

  stop() {
    this.#worker?.terminate();
    clearInterval(this.#timer);
    this.#stopped = true;
  }

  /** Beat at once and resolve to the reply; a beat on its way is not doubled. */
  now() {
    this.#busy ??= this.#beat().then((reply) => {
      this.#busy = null;
      if (!this.#stopped) this.#onReply(reply);
      return reply;
    });
    return this.#busy;
  }

  #tickHere() {
    this.#timer ??= setInterval(() => this.now(), PERIOD_MS);
  }
}
