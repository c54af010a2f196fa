/** One lease on one attempt: everything between the bootstrap and the moment the page stops writing. */

import { Answers } from "./answers.js";
import { Clock } from "./clock.js";
import { journal } from "./connection.js";
import { countdown } from "./countdown.js";
import { part } from "./dom.js";
import { askToHandIn, stopAsking } from "./hand_in.js";
import { Heartbeat } from "./heartbeat.js";
import { sortLeftovers } from "./leftovers.js";
import { offerMoreTime, stopOffering } from "./more_time.js";
import { announce, notice, withdraw } from "./notices.js";
import { Outbox } from "./outbox.js";
import { panel } from "./panel.js";
import { SavedWord } from "./saved_word.js";
import { Sending } from "./sending.js";
import { Stage } from "./stage.js";
import { handInAtTimeUp } from "./time_up.js";
import { words } from "./words.js";

const MINUTE_MS = 60_000;

const showTime = countdown();

export class Sitting {
  #config;
  #bootstrap;
  #on;
  #outbox;
  #sending;
  #heartbeat;
  #clock;
  #answers;
  #stage;
  #word;
  #paused = false;
  #closing = false;
  #ended = false;

  /** `on` holds `lost()`, `closed(undelivered)` and `unauthorised()`; one of them is called once, at the end. */
  constructor({ config, bootstrap, store, on }) {
    this.#config = config;
    this.#bootstrap = bootstrap;
    this.#on = on;
    this.#word = new SavedWord(bootstrap.answers.length > 0 ? words.allSaved : words.nothingYet);
    this.#outbox = new Outbox({
      store,
      attempt: bootstrap.attempt,
      lease: bootstrap.lease,
      onVolatile: () => this.#volatile(),
      onStoring: (isStoring) => this.#word.storing(isStoring),
    });
  }

  /** The saves that neither the server nor the device has, for the sitting that follows this one in the same page. */
  get homeless() {
    return this.durable ? [] : this.#outbox.waiting;
  }

  /** Whether the device keeps what the server does not have. */
  get durable() {
    return this.#outbox.durable;
  }

  /** The saves that did not reach the server, those it refused among them. */
  get undelivered() {
    return this.#outbox.undelivered;
  }

  /** Begin; `sent` and `received` are the moments of the bootstrap, `homeless` those saves of the sitting before. */
  async start({ sent, received, homeless }) {
    const { exam, items, answers: stored, token } = this.#bootstrap;
    const leftovers = sortLeftovers([...(await this.#outbox.leftovers()), ...homeless], stored);
    this.#answers = new Answers(items, [...stored, ...leftovers.send]);
    const { save, beat } = journal({ ...this.#config, token, place: () => this.#place() });
    this.#sending = new Sending({
      outbox: this.#outbox,
      save,
      now: () => this.#clock.serverMs,
      onStatus: (status) => this.#word.sending(status),
      onReply: (reply) => this.#hear(reply),
      onSaved: () => this.#word.savedAt(this.#clock.serverMs),
      onRefused: (entry, code, message) => this.#refused(entry, code, message),
    });
    this.#heartbeat = new Heartbeat({ beat, onReply: (reply) => this.#hear(reply) });
    this.#clock = new Clock({
      tick: showTime,
      minutesLeft: (minutes) => this.#minutesLeft(minutes),
      deadlineMoved: (change) => this.#deadlineMoved(change),
      timeUp: () => this.#timeUp(),
      woke: () => this.#heartbeat.now(),
    });
    this.#clock.learn(this.#bootstrap, sent, received);
    this.#stage = new Stage({
      exam,
      items,
      answers: this.#answers,
      hand: () => this.#ask(),
      slot: this.#bootstrap.last_slot,
    });
    this.#answers.whenChanged((slot, { answer, flagged }) => {
      withdraw(refusedAt(slot));
      this.#sending.change({ slot, answer, flagged });
    });
    this.#stage.open();
    this.#standStill(this.#bootstrap.state === "paused");
    this.#takeOver(leftovers);
    this.#listen();
    this.#heartbeat.start();
    this.#clock.start();
  }

  #takeOver({ send, known, older }) {
    known.forEach((leftover) => this.#outbox.forget(leftover));
    send.forEach((leftover) => this.#outbox.adopt(leftover));
    if (send.length > 0) this.#sending.flush();
    if (older.length === 0) return;
    const numbers = this.#bootstrap.items.flatMap(({ slot }, index) =>
      older.some((leftover) => leftover.slot === slot) ? [index + 1] : [],
    );
    notice("older", words.leftoverNotice(numbers));
  }

  #listen() {
    window.onbeforeunload = (event) => {
      if (this.#outbox.waiting.length > 0) event.preventDefault();
    };
    window.ononline = () => this.#again();
    window.onoffline = () => this.#heartbeat.now();
    window.onpageshow = (event) => event.persisted && this.#again();
    document.onvisibilitychange = () => {
      if (document.visibilityState === "visible") this.#again();
      else this.#sending.flush({ keepalive: true });
    };
  }

  #again() {
    this.#heartbeat.now();
    this.#sending.flush();
  }

  /** Learn from each reply; any of them may say that the deadline moved, the lease is lost or the sitting is closed. */
  #hear(reply) {
    if (this.#ended) return;
    const wasUnreachable = this.#word.unreachable;
    this.#word.replied(reply.status);
    if (reply.status === 401) return this.#end(() => this.#on.unauthorised());
    if (reply.status !== 200) return;
    this.#clock.learn(reply.body, reply.sent, reply.received);
    if (reply.body.state === "closed") this.#close();
    else if (reply.body.lease === "lost") this.#end(() => this.#on.lost());
    else {
      this.#standStill(reply.body.state === "paused");
      if (wasUnreachable) this.#sending.flush();
    }
  }

  #standStill(paused) {
    if (paused === this.#paused) return;
    this.#paused = paused;
    if (!paused) return this.#goOn();
    stopAsking();
    this.#stage.lock(panel(words.standstill.title, words.standstill.texts));
  }

  #goOn() {
    this.#stage.open();
    announce(words.goesOn);
  }

  /** Which question is shown, and how many are answered. */
  #place() {
    const answered = this.#answers.states().filter(({ progress }) => progress === "complete").length;
    return { slot: this.#stage.slot, answered };
  }

  /** Offer what waits once more: the server says of each save whether it has it or came too late. */
  async #close() {
    if (this.#closing) return;
    this.#closing = true;
    await this.#sending.flush();
    this.#end(() => this.#on.closed(this.#outbox.undelivered));
  }

  #end(then) {
    if (this.#ended) return;
    this.#ended = true;
    this.#sending.stop();
    this.#heartbeat.stop();
    this.#clock.stop();
    window.onbeforeunload = window.ononline = window.onoffline = window.onpageshow = document.onvisibilitychange = null;
    stopAsking();
    then();
  }

  #volatile() {
    this.#word.volatile();
    notice("volatile", words.volatileNotice);
  }

  #refused(entry, code, message) {
    if (code === "closed" || code === "late") return;
    const number = this.#bootstrap.items.findIndex(({ slot }) => slot === entry.slot) + 1;
    notice(refusedAt(entry.slot), words.refusedNotice(number, message));
  }

  #minutesLeft(minutes) {
    const extension = Number(this.#config.extensionMinutes);
    if (minutes > 1 || !extension) return announce(words.minutesLeft(minutes));
    offerMoreTime({
      minutes: extension,
      url: this.#config.extendUrl,
      token: part("submit").elements._csrf_token.value,
      taken: ({ body, sent, received }) => this.#clock.learn(body, sent, received),
    });
  }

  #deadlineMoved(change) {
    stopOffering();
    const minutes = Math.round(change / MINUTE_MS);
    notice(
      "deadline",
      minutes > 0
        ? words.extraTime(minutes)
        : words.lessTime(Math.max(0, Math.ceil(this.#clock.remainingMs / MINUTE_MS))),
    );
  }

  #ask() {
    askToHandIn({
      states: this.#answers.states(),
      go: (index) => this.#stage.go(index),
      ready: async () => (await this.#sending.flush()) && (await this.#heartbeat.now()).status === 200,
      isDurable: () => this.durable,
      submit: () => this.#submit(),
    });
  }

  #submit() {
    if (this.#ended) return;
    window.onbeforeunload = null;
    const form = part("submit");
    // A page that came from a node with the release before has no such field; it still hands in.
    const { lease } = form.elements;
    if (lease) lease.value = this.#bootstrap.lease;
    form.submit();
  }

  #timeUp() {
    stopAsking();
    stopOffering();
    return handInAtTimeUp({
      stage: {
        lock: (message) => this.#stage.lock(message),
        open: () => this.#paused || this.#stage.open(),
      },
      clock: this.#clock,
      graceMs: this.#bootstrap.grace_ms,
      isOver: () => this.#ended || this.#closing,
      isEmpty: () => this.#outbox.waiting.length === 0,
      isDurable: () => this.durable,
      flush: () => this.#sending.flush(),
      beat: () => this.#heartbeat.now(),
      submit: () => this.#submit(),
    });
  }
}

/** The subject of the notice that the last answer to a question was refused. */
function refusedAt(slot) {
  return `refused-${slot}`;
}
