/** Shows one item: heading, scenario, question and the view of its kind. */

import { button, element } from "./dom.js";
import { kindNamed } from "./kinds.js";
import { scenario } from "./scenario.js";
import { words } from "./words.js";

/** Return `{element, heading, key(event)}`; `change(answer)` hears each new answer, null when it is cleared. */
export function itemView({ item, number, answer, change, announce }) {
  const heading = element("h1", { class: "exam-heading", tabindex: "-1" }, words.question(number));
  const kind = kindNamed(item.kind);
  const clear = button(words.clear, "btn btn-link exam-clear", () => wipe());
  const view = kind?.view({ item, announce, change: (given) => give(given) });

  function give(given) {
    clear.hidden = given === null;
    change(given);
  }

  function wipe() {
    view.show(null);
    give(null);
    announce(words.cleared);
    group.querySelector("input, select").focus();
  }

  const group = element(
    "fieldset",
    { class: "exam-replies" },
    element("legend", { class: "exam-question" }, element("h2", null, item.question)),
    element("p", { class: "exam-hint" }, kind?.hint ?? words.unknownKind),
    ...(view?.body ?? []),
  );
  view?.show(answer);
  clear.hidden = answer === null;
  return {
    element: element("article", { class: "exam-item" }, heading, scenario(item), group, clear),
    heading,
    key: (event) => view !== undefined && press(view, item.options.length, event),
  };
}

/** Hand a letter or a digit to the view; returns whether it was one. */
function press(view, count, event) {
  const position = event.key.length === 1 ? event.key.toUpperCase().charCodeAt(0) - 65 : -1;
  if (position >= 0 && position < count) view.pick(position, event);
  else if (/^[1-9]$/.test(event.key) && view.digit) view.digit(Number(event.key));
  else return false;
  return true;
}
