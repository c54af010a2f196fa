/** Sends the outbox: soon after a change, one request at a time, again and again until the server has acknowledged. */

const QUIET_MS = 300;
const LONGEST_HOLD_MS = 1000;
const LARGEST_BATCH = 100;
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000];
/** Browsers let a closing page send 64 kB at most. */
const KEEPALIVE_SAVES = 50;
/** Refusals that say something about one save; the others speak of the whole sitting and come with the envelope too. */
const REFUSED_FOR_GOOD = new Set(["closed", "late", "sequence", "unknown_item", "wrong_shape"]);

/**
 * `save` posts a list of saves, `now` tells the moment of a change (ms) by the best clock there is.
 * `onStatus(status)` hears "saved", "saving", "kept" (not on the server, tried again later) or "refused" (nothing waits,
 * but not all is on the server), `onSaved()` that answers were acknowledged, `onRefused(entry, code, message)` of a save
 * the server will never take, and `onReply(reply)` each outcome, after its saves were dealt with.
 */
export class Sending {
  #outbox;
  #save;
  #now;
  #on;
  #held = new Map();
  #busy = null;
  #retry = null;
  #failures = 0;
  #batch = LARGEST_BATCH;
  #stopped = false;

  constructor({ outbox, save, now, ...on }) {
    this.#outbox = outbox;
    this.#save = save;
    this.#now = now;
    this.#on = on;
  }

  /** Keep a change at once, and send it after a moment of quiet; quick changes of one question travel as one save. */
  change({ slot, answer, flagged }) {
    const content = { slot, answer, flagged, client_ms: Math.round(this.#now()) };
    const held = this.#held.get(slot);
    if (held) {
      clearTimeout(held.timer);
      this.#outbox.update(held.entry, content);
    } else {
      this.#held.set(slot, { entry: this.#outbox.add(content), since: performance.now() });
    }
    this.#hold(this.#held.get(slot), slot);
    this.#report();
  }

  /** Send everything now. Resolves to true when nothing waits any more, to false at the first failure. */
  async flush({ keepalive = false } = {}) {
    clearTimeout(this.#retry);
    this.#retry = null;
    this.#failures = 0;
    this.#report();
    while (!this.#stopped && this.#outbox.waiting.length > 0) {
      this.#release(); // What was changed during the last request too: this loop leaves its timer no turn.
      await (this.#busy ?? this.#send(keepalive));
      if (this.#failures > 0) return false;
    }
    return this.#outbox.waiting.length === 0;
  }

  /** Send no more; the outbox keeps what waits. */
  stop() {
    this.#release();
    this.#stopped = true;
    clearTimeout(this.#retry);
  }

  #hold(held, slot) {
    const room = LONGEST_HOLD_MS - (performance.now() - held.since);
    held.timer = setTimeout(
      () => {
        this.#held.delete(slot);
        this.#send();
      },
      Math.max(0, Math.min(QUIET_MS, room)),
    );
  }

  #release() {
    for (const held of this.#held.values()) clearTimeout(held.timer);
    this.#held.clear();
  }

  #ready() {
    const held = new Set([...this.#held.values()].map(({ entry }) => entry));
    return this.#outbox.waiting.filter((entry) => !held.has(entry)).slice(0, this.#batch);
  }

  async #send(keepalive = false) {
    if (this.#stopped || this.#busy || this.#retry) return;
    const ready = keepalive ? this.#ready().slice(0, KEEPALIVE_SAVES) : this.#ready();
    if (ready.length === 0) return this.#report();
    this.#busy = this.#exchange(ready, keepalive);
    await this.#busy;
  }

  async #exchange(ready, keepalive) {
    const reply = await this.#save(ready.map(wire), keepalive);
    this.#busy = null;
    if (reply.status === 200 && Array.isArray(reply.body.acknowledged)) this.#settle(reply.body, ready);
    else this.#fail(reply, ready);
    this.#report();
    this.#on.onReply(reply);
    if (!this.#retry && this.#ready().length > 0) this.#send();
  }

  #settle({ acknowledged, refused = [] }, ready) {
    this.#outbox.acknowledge(acknowledged);
    for (const refusal of refused) this.#refuse(refusal, ready);
    if (acknowledged.length > 0) this.#on.onSaved();
    this.#batch = LARGEST_BATCH;
    this.#failures = 0;
    // A server that answers without settling anything would otherwise be asked again without a pause.
    const waiting = new Set(this.#outbox.waiting);
    if (ready.every((entry) => waiting.has(entry))) this.#wait(0);
  }

  #refuse({ sequence, code, message }, ready) {
    if (code === "sequence" && this.#outbox.renumber(sequence)) return;
    if (!REFUSED_FOR_GOOD.has(code)) return;
    this.#outbox.refuse(sequence, code);
    this.#on.onRefused(
      ready.find((entry) => entry.sequence === sequence),
      code,
      message,
    );
  }

  #fail(reply, ready) {
    const unreadable = reply.status === 400 || reply.status === 413 || reply.status === 422;
    if (unreadable && ready.length === 1) this.#refuseAlone(ready[0], reply);
    else if (unreadable) this.#batch = Math.ceil(ready.length / 2);
    this.#wait(reply.retryAfterMs);
  }

  /** One save the server cannot read must not keep the others waiting. */
  #refuseAlone(entry, reply) {
    this.#outbox.refuse(entry.sequence, "wrong_shape");
    this.#on.onRefused(entry, "wrong_shape", reply.body?.error?.message);
  }

  #wait(atLeastMs) {
    if (this.#stopped) return;
    const wait = WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)];
    this.#failures += 1;
    clearTimeout(this.#retry);
    // The fifth that differs per page keeps a whole office from coming back in the same millisecond.
    this.#retry = setTimeout(
      () => {
        this.#retry = null;
        this.#send();
      },
      Math.max(wait * (0.9 + 0.2 * Math.random()), atLeastMs),
    );
  }

  #report() {
    const { waiting, missing } = this.#outbox;
    if (waiting.length > 0) this.#on.onStatus(this.#failures > 0 ? "kept" : "saving");
    else this.#on.onStatus(missing.length > 0 ? "refused" : "saved");
  }
}

function wire({ sequence, slot, answer, flagged, client_ms }) {
  return { sequence, slot, answer, flagged, client_ms };
}
