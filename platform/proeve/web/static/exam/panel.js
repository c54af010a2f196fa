/** A page-filling message that takes the place of the question, with the ways on. */

import { button, element } from "./dom.js";

/** Make a link that looks like a button. */
export function way(text, href, { tab = false, quiet = false } = {}) {
  const look = quiet ? "btn btn-outline-primary" : "btn btn-primary";
  return element("a", { class: look, href, ...(tab ? { target: "_blank", rel: "noopener" } : {}) }, text);
}

/** Make a button that acts and cannot be pressed twice. */
export function act(text, click) {
  const made = button(text, "btn btn-primary", () => {
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
