/** One reply out of several: best answer, next step, recognise a category. */

import { element } from "../dom.js";
import { letter, words } from "../words.js";

export const choose = {
  hint: words.choose,
  keysHint: words.keys.detail.choose,
  progress: () => "complete",
  view,
};

function view({ item, change }) {
  const inputs = item.options.map((option, position) =>
    element("input", {
      type: "radio",
      name: "choice",
      class: "form-check-input",
      change: () => change({ choice: position }),
    }),
  );
  const cards = item.options.map((option, position) =>
    element(
      "label",
      { class: "choice-card" },
      inputs[position],
      element("span", { class: "choice-letter" }, letter(position)),
      element("span", { class: "choice-words" }, option.text),
    ),
  );
  return {
    body: cards,
    show: (answer) => inputs.forEach((input, position) => (input.checked = answer?.choice === position)),
    pick: (position) => {
      inputs[position].focus();
      inputs[position].click();
    },
  };
}
