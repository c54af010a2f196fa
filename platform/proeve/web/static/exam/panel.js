/** A page-filling message that takes the place of the question, with the ways on. */

import { button, element } from "./dom.js";

const LOUD = "btn btn-primary";
const QUIET = "btn btn-outline-primary";

/** Make a link that looks like a button; `tab` opens it beside this page. */
export function way(text, href, { tab = false } = {}) {
  return element("a", { class: LOUD, href, target: tab ? "_blank" : null, rel: tab ? "noopener" : null }, text);
}

/** Make a button that acts and cannot be pressed twice. */
export function act(text, click, { quiet = false } = {}) {
  const made = button(text, quiet ? QUIET : LOUD, () => {
    made.disabled = true;
    click();
  });
  return made;
}

export function panel(title, texts, ...ways) {
  return element(
    "section",
    { class: "exam-panel" },
    element("h1", { tabindex: "-1" }, title),
    ...texts.filter(Boolean).map((text) => element("p", null, text)),
    ways.length > 0 ? element("p", { class: "exam-ways" }, ...ways) : null,
  );
}
