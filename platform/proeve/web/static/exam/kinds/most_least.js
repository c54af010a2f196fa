/** The most and the least professional reply; one reply cannot be both. */

import { element } from "../dom.js";
import { letter, words } from "../words.js";

const ENDS = ["most", "least"];

export const mostLeast = {
  hint: words.mostLeast,
  keysHint: words.keys.detail.mostLeast,
  progress: ({ most, least }) => (most === null || least === null ? "partial" : "complete"),
  view,
};

function view({ item, change }) {
  let chosen = { most: null, least: null };
  const inputs = { most: [], least: [] };

  function set(end, position) {
    const other = end === "most" ? "least" : "most";
    chosen = { ...chosen, [end]: position };
    if (chosen[other] === position) chosen[other] = null;
    paint();
    change(chosen);
  }

  function paint() {
    for (const end of ENDS) inputs[end].forEach((input, position) => (input.checked = chosen[end] === position));
  }

  function step(end, position) {
    const input = element("input", {
      type: "radio",
      name: end,
      class: "form-check-input",
      "aria-labelledby": `label-${end}-${position} reply-${position}`,
      change: () => set(end, position),
    });
    inputs[end].push(input);
    return element(
      "label",
      { class: "exam-step" },
      input,
      element("span", { id: `label-${end}-${position}` }, words[end]),
    );
  }

  const body = item.options.map((option, position) =>
    element(
      "div",
      { class: "exam-reply" },
      element(
        "p",
        { class: "exam-reply-head", id: `reply-${position}` },
        element("span", { class: "choice-letter" }, letter(position)),
        element("span", null, option.text),
      ),
      element("div", { class: "exam-steps exam-steps-two" }, ...ENDS.map((end) => step(end, position))),
    ),
  );
  return {
    body,
    show: (answer) => {
      chosen = answer ? { ...answer } : { most: null, least: null };
      paint();
    },
    pick: (position, event) => {
      const input = inputs[event.shiftKey ? "least" : "most"][position];
      input.focus();
      input.click();
    },
  };
}
