/** Walks through the checks of the rehearsal, one after the other, and tells the server what it found. */

import { errorMessage } from "../exam/connection.js";
import { part, sign } from "../exam/dom.js";
import { missingFeatures } from "./features.js";
import { Line } from "./line.js";
import { interrupt } from "./offline.js";
import { keepsAnswers } from "./practice_store.js";
import { words } from "./words.js";

const config = part("rehearsal").dataset;
const token = part("rehearsal").querySelector("[name=_csrf_token]").value;

/** Show where a check stands: busy, good or wrong. */
function show(name, state, text) {
  const check = part(`check-${name}`);
  check.dataset.state = state;
  check.querySelector(".check-sign").replaceChildren(sign(state));
  check.querySelector(".check-words").textContent = text;
}

/** Do the checks in order and return what they found; the first that fails is the last. */
async function check(line) {
  const checks = { browser: { missing: missingFeatures() } };
  if (checks.browser.missing.length > 0) return failed("browser", words.browser.wrong, checks);
  show("browser", "good", words.browser.good);

  const time = await checkClock(line);
  if (time === null) return null;
  checks.clock = time;

  show("storage", "busy", words.busy);
  checks.storage = { kept: await keepsAnswers(config.run) };
  if (!checks.storage.kept) return failed("storage", words.storage.wrong, checks);
  show("storage", "good", words.storage.good);

  checks.saving = await checkSaving(line);
  if (checks.saving === null) return failed("saving", words.saving.wrong, checks);

  show("offline", "busy", words.offline.asked);
  checks.offline = await interrupt(line);
  const { kept, delivered } = checks.offline;
  show("offline", kept && delivered ? "good" : "wrong", delivered ? words.offline.good : words.offline.notKept);
  return checks;
}

function failed(name, text, checks) {
  show(name, "wrong", text);
  return checks;
}

async function checkClock(line) {
  show("clock", "busy", words.busy);
  const here = Date.now();
  const reply = await line.askTime();
  if (reply.status !== 200) {
    show("clock", "wrong", errorMessage(reply) ?? words.unreachable);
    return null;
  }
  const difference_ms = Math.round((here + Date.now()) / 2 - reply.body.server_ms);
  show("clock", "good", words.clock(difference_ms));
  return { difference_ms };
}

async function checkSaving(line) {
  show("saving", "busy", words.busy);
  let milliseconds = 0;
  await line.open({ onReply: ({ sent, received }) => (milliseconds = Math.round(received - sent)), onStatus: () => {} });
  line.answer(0, 0);
  if (!(await line.flush())) return null;
  show("saving", "good", words.saving.good(milliseconds));
  return { milliseconds };
}

async function begin() {
  part("begin").hidden = part("last-time").hidden = true;
  const line = new Line(config, token);
  const checks = await check(line);
  const reply = checks === null ? null : await line.finish(checks);
  if (reply?.status === 200) conclude(reply.body.outcome, reply.body.reason);
  else conclude("unsent", reply === null ? null : errorMessage(reply));
}

function conclude(outcome, reason) {
  const section = part(`outcome-${outcome}`);
  if (reason) section.querySelector("[data-reason]").textContent = reason;
  section.hidden = false;
  section.focus();
}

document.documentElement.dataset.rehearsal = "open";
part("begin").hidden = false;
part("begin").onclick = begin;
