/** The check without a connection: the candidate answers, sees that it is kept, and sees it arrive afterwards. */

import { part } from "../exam/dom.js";
import { practiceSaves } from "./practice_store.js";
import { words } from "./words.js";

const SLOT = 1;

/** Return what happened: `{way, noticed, kept, delivered}`. */
export async function interrupt(line) {
  const found = { way: navigator.onLine ? "simulated" : "real", noticed: false, kept: false, delivered: false };
  window.onoffline = () => (found.way = "real");
  line.cut();
  open();
  found.noticed = await answered(line);
  found.kept = (await practiceSaves().catch(() => [])).some(({ slot }) => slot === SLOT);
  say(found.kept ? words.offline.kept : words.offline.notKept);
  if (found.kept) {
    await restored(line);
    found.delivered = true;
  }
  close(line);
  return found;
}

function open() {
  part("offline").hidden = false;
  say(words.offline.cut);
  part("offline-title").focus();
}

function close(line) {
  window.onoffline = window.ononline = null;
  line.close();
  part("offline").hidden = true;
}

function say(text) {
  part("line").textContent = text;
}

/** Wait for an answer; resolves to whether sending it failed, as it must. */
async function answered(line) {
  const choice = await new Promise((resolve) => {
    part("offline").onchange = (event) => resolve(Number(event.target.value));
  });
  part("offline").onchange = (event) => line.answer(SLOT, Number(event.target.value));
  line.answer(SLOT, choice);
  return !(await line.flush());
}

async function restored(line) {
  const button = part("restore");
  button.hidden = false;
  await new Promise((resolve) => (button.onclick = resolve));
  button.disabled = true;
  part("offline").onchange = null;
  say(words.offline.restoring);
  window.ononline = () => line.flush();
  await line.restore();
}
