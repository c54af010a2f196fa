/** The end of the time: closes the questions, delivers what waits, and hands in by itself. */

import { panel } from "./panel.js";
import { words } from "./words.js";

/** Long enough to read one sentence before the page changes by itself. */
const READING_MS = 4000;
const PAUSE_MS = 2000;

/**
 * Run until the exam is handed in, `isOver()` says that somebody else ended it, or extra minutes open the questions
 * again. Saves have until the end of the grace; after that the exam is handed in without them.
 */
export async function handInAtTimeUp({ stage, clock, graceMs, isOver, isEmpty, isDurable, flush, beat, submit }) {
  const show = shownOnce(stage);
  show(isEmpty() ? words.timeUp.title : words.timeUp.sendingTitle, words.timeUp.handing);
  while (true) {
    const delivered = await flush();
    if (isOver()) return;
    if (delivered) {
      show(words.timeUp.title, words.timeUp.handing);
      await pause(READING_MS);
    }
    const { status } = await beat();
    if (isOver()) return;
    if (clock.remainingMs > 0) return stage.open();
    if (status === 200 && (delivered || clock.remainingMs < -graceMs)) return submit();
    if (status === 0) {
      show(delivered ? words.timeUp.title : words.timeUp.offlineTitle(isDurable()), words.timeUp.offline);
    }
    await pause(PAUSE_MS);
    if (isOver()) return;
  }
}

/** Show a message only when it differs from what is there, so that no focus jumps and nothing is said twice. */
function shownOnce(stage) {
  let shown = null;
  return (title, text) => {
    if (title + text === shown) return;
    shown = title + text;
    stage.lock(panel(title, [text]));
  };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
