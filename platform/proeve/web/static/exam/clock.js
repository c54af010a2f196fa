/** Tells how much time is left by the server's clock; the computer's own clock may be wrong or be changed. */

const TICK_MS = 250;
const ANNOUNCED_MINUTES = [10, 5, 1];
const MINUTE_MS = 60_000;
/** A difference below this is the network's, not somebody's decision. */
const DECISION_MS = 5000;
/** A slow answer says little about the server's clock, so a quicker one that is known is preferred for a while. */
const SLOW_MS = 2000;

/**
 * Counts down to the deadline of the last answer. `on` may hold `tick(remainingMs)`, `minutesLeft(minutes)`,
 * `deadlineMoved(changeMs)`, `timeUp()` and `woke()`, which follows a sleep of the computer.
 */
export class Clock {
  #on;
  #offset = null;
  #offsetError = Infinity;
  #deadline = null;
  #held = null;
  #announced = new Set();
  #up = false;
  #timer = null;
  #seen = null;

  constructor(on) {
    this.#on = on;
  }

  /** Learn from an answer of the server, with the moments (`performance.now()`) between which it was on its way. */
  learn({ server_ms, deadline_ms, state }, sent, received) {
    const error = received - sent;
    if (error < SLOW_MS || error <= this.#offsetError) {
      this.#offset = server_ms - (sent + received) / 2;
      this.#offsetError = error;
    }
    this.#move(deadline_ms, state === "paused" ? deadline_ms - server_ms : null);
  }

  get serverMs() {
    return performance.now() + this.#offset;
  }

  get remainingMs() {
    return this.#held ?? this.#deadline - this.serverMs;
  }

  start() {
    for (const minutes of ANNOUNCED_MINUTES) if (this.remainingMs <= minutes * MINUTE_MS) this.#announced.add(minutes);
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#tick();
  }

  stop() {
    clearInterval(this.#timer);
  }

  /** `held` is the time left while the clock stands still; that it stops or goes on is no change of the time left. */
  #move(deadline, held) {
    const before = { deadline: this.#deadline, held: this.#held };
    this.#deadline = deadline;
    this.#held = held;
    this.#up = this.remainingMs <= 0 && this.#up;
    if (before.deadline === null || (held === null) !== (before.held === null)) return;
    const change = held === null ? deadline - before.deadline : held - before.held;
    if (Math.abs(change) < DECISION_MS) return;
    for (const minutes of ANNOUNCED_MINUTES)
      if (this.remainingMs > minutes * MINUTE_MS) this.#announced.delete(minutes);
    this.#on.deadlineMoved?.(change);
  }

  #tick() {
    this.#noticeSleep();
    const remaining = Math.max(0, this.remainingMs);
    this.#on.tick?.(remaining);
    this.#announce(remaining);
    if (remaining > 0 || this.#up) return;
    this.#up = true;
    this.#on.timeUp?.();
  }

  #announce(remaining) {
    const passed = ANNOUNCED_MINUTES.filter(
      (minutes) => remaining <= minutes * MINUTE_MS && !this.#announced.has(minutes),
    );
    passed.forEach((minutes) => this.#announced.add(minutes));
    if (passed.length > 0 && remaining > 0) this.#on.minutesLeft?.(Math.min(...passed));
  }

  /** On a sleeping computer `performance.now()` stands still in some browsers; only the server knows for how long. */
  #noticeSleep() {
    const difference = Date.now() - performance.now();
    const slept = this.#seen !== null && Math.abs(difference - this.#seen) > DECISION_MS;
    this.#seen = difference;
    if (!slept) return;
    this.#offsetError = Infinity;
    this.#on.woke?.();
  }
}
