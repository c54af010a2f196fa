/** Lets letters and digits answer a question, unless the candidate switches that off (WCAG 2.1.4). */

import { part } from "./dom.js";

const REMEMBERED = "proeve-exam-letters-off";
const TYPING = "select, textarea, input:not([type=radio], [type=checkbox]), [contenteditable]";

/** Listen on the page; `press(event)` says whether the key meant something. */
export function shortcuts(press) {
  const toggle = part("letters");
  toggle.checked = remembered() !== "yes";
  toggle.onchange = () => remember(toggle.checked ? "no" : "yes");
  document.onkeydown = (event) => {
    const other = event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat;
    if (!toggle.checked || other || event.target.closest(TYPING) || event.target.closest("dialog")) return;
    if (press(event)) event.preventDefault();
  };
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(REMEMBERED, value);
  } catch {
    // A browser that refuses storage keeps the choice for this page only.
  }
}
