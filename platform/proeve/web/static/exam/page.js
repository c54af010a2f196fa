/** Opens the exam on this device and says what to do when that cannot be. */

import { errorMessage, post } from "./connection.js";
import { element, part } from "./dom.js";
import { lateForm, lateOf } from "./late.js";
import { forgetSaves, openStore } from "./outbox.js";
import { act, panel, way } from "./panel.js";
import { Sitting } from "./sitting.js";
import { lock } from "./stage.js";
import { words } from "./words.js";

const BUSY_MS = 5000;

const config = part("exam").dataset;
const store = await openStore();
let sitting = null;

/** Take the lease for this page; the questions come with the answer. */
async function open() {
  const reply = await post(config.openUrl, { headers: { "X-CSRFToken": csrf() } });
  const answered = outcomes[reply.status] ?? (reply.status >= 500 ? busy : refused);
  await answered(reply);
}

const outcomes = { 0: unreachable, 200: begin, 201: begin, 401: expired, 403: stale, 429: busy };

async function begin(reply) {
  if (reply.body.state === "closed") return closed(sitting?.undelivered);
  const homeless = sitting?.homeless ?? [];
  sitting = new Sitting({ config, bootstrap: reply.body, store, on: { lost, closed, unauthorised } });
  await sitting.start({ ...reply, homeless });
}

function unreachable() {
  const { title, text, retry } = words.openFailed;
  lock(panel(title, [text], act(retry, again)));
  window.ononline = again;
}

function busy({ retryAfterMs }) {
  lock(panel(words.busy.title, [words.busy.text]));
  setTimeout(open, Math.max(retryAfterMs, BUSY_MS * (0.8 + 0.4 * Math.random())));
}

function expired() {
  const { title, text, signIn } = words.expired;
  lock(panel(title, [text], way(signIn, config.signInUrl, { tab: true }), act(words.lost.here, again)));
}

function stale() {
  const { title, text, reload } = words.stale;
  lock(
    panel(
      title,
      [text(!sitting?.homeless.length)],
      act(reload, () => location.reload()),
    ),
  );
}

function refused(reply) {
  if (reply.body?.error?.code === "attempt_closed") return closed(sitting?.undelivered);
  lock(panel(words.refusedOpen.title, [errorMessage(reply)], way(words.refusedOpen.back, config.homeUrl)));
}

function lost() {
  const { title, text, here } = words.lost;
  lock(panel(title, [text], act(here, again)));
}

function unauthorised() {
  const { title, text } = words.paused;
  lock(panel(title, [text(sitting.durable)], act(words.lost.here, again)));
}

function closed(undelivered = []) {
  const { title, text, result } = words.closed;
  const exit = way(result, config.resultUrl);
  const late = lateOf(undelivered);
  if (late.length === 0) return lock(panel(title, [text], exit));
  const message = panel(title, [text]);
  const form = lateForm({ late, url: config.lateUrl, token: csrf(), forget, durable: sitting.durable });
  message.append(form, element("p", { class: "exam-ways" }, exit));
  lock(message);

  function forget() {
    if (store) forgetSaves(store, undelivered);
  }
}

function csrf() {
  return part("submit").elements._csrf_token.value;
}

function again() {
  window.ononline = null;
  part("stage").querySelector("h1").textContent = words.opening;
  open();
}

open();
