/** Shows the time that is left, in minutes and at the end in seconds, unless the candidate hides it. */

import { part } from "./dom.js";
import { words } from "./words.js";

const REMEMBERED = "proeve-exam-time-hidden";
const SECONDS_BELOW_MS = 120_000;
const LAST_MINUTES_MS = 300_000;

/** Write a duration as "32 min" or, in the last two minutes, as "1:45"; begun minutes count whole. */
export function spoken(remainingMs) {
  const seconds = Math.ceil(remainingMs / 1000);
  if (remainingMs > SECONDS_BELOW_MS) return words.minutesShort(Math.ceil(seconds / 60));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Wire the switch and return a function that shows what is left. */
export function countdown() {
  const time = part("time");
  const toggle = part("time-switch");
  let hidden = localStorageOf("getItem") === "yes";
  let last = null;

  function show(remainingMs) {
    last = remainingMs;
    const ending = remainingMs <= LAST_MINUTES_MS;
    write(time, hidden ? (ending ? words.timeEnding : words.timeHidden) : spoken(remainingMs));
    time.classList.toggle("exam-time-ending", ending);
    const { text, name } = hidden ? words.showTime : words.hideTime;
    write(part("time-switch-word"), text);
    toggle.dataset.time = hidden ? "hidden" : "shown";
    toggle.setAttribute("aria-label", name);
  }

  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    hidden = !hidden;
    localStorageOf("setItem", hidden ? "yes" : "no");
    if (last !== null) show(last);
  });
  return show;
}

/** Leave an element alone when nothing changes, so that a screen reader or a selection is not disturbed. */
function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** A browser may refuse storage altogether; then the choice lasts as long as the page. */
function localStorageOf(method, ...value) {
  try {
    return localStorage[method](REMEMBERED, ...value);
  } catch {
    return null;
  }
}
