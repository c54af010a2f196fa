/** Every reply on four labelled steps, each row a group of radio buttons of its own. */

import { element } from "../dom.js";
import { letter, words } from "../words.js";

export const rate = {
  hint: words.rate,
  keysHint: words.keys.detail.rate,
  progress: ({ ratings }) => (ratings.includes(null) ? "partial" : "complete"),
  view,
};

function view({ item, change }) {
  let ratings = item.options.map(() => null);

  function set(position, value) {
    ratings = ratings.with(position, value);
    change({ ratings });
  }

  const inputs = item.options.map((option, position) =>
    words.steps.map((word, index) =>
      element("input", {
        type: "radio",
        name: `rating-${position}`,
        class: "form-check-input",
        change: () => set(position, index + 1),
      }),
    ),
  );
  const rows = item.options.map((option, position) =>
    element(
      "fieldset",
      { class: "exam-reply" },
      element(
        "legend",
        { class: "exam-reply-head" },
        element("span", { class: "choice-letter" }, letter(position)),
        element("span", null, option.text),
      ),
      element(
        "div",
        { class: "exam-steps" },
        ...words.steps.map((word, index) =>
          element("label", { class: "exam-step" }, inputs[position][index], element("span", null, word)),
        ),
      ),
    ),
  );
  return {
    body: rows,
    show: (answer) => {
      ratings = answer?.ratings ?? item.options.map(() => null);
      inputs.forEach((row, position) =>
        row.forEach((input, index) => (input.checked = ratings[position] === index + 1)),
      );
    },
    pick: (position) => (inputs[position].find((input) => input.checked) ?? inputs[position][0]).focus(),
    digit: (number) => {
      const input = inputs.find((row) => row.includes(document.activeElement))?.[number - 1];
      input?.focus();
      input?.click();
    },
  };
}
