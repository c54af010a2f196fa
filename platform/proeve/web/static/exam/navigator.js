/** The strip of numbered squares: where one is, what is answered, what is flagged. */

import { button, element, part } from "./dom.js";
import { words } from "./words.js";

/** Wide enough for the strip to stay open; below it folds. The same width is in exam.css. */
const WIDE = matchMedia("(min-width: 48rem)");

/** Fill the strip; `go(index)` is called with the square that is pressed. Returns `paint(states, current)`. */
export function navigator(count, go) {
  const fold = part("navigator");
  const squares = Array.from({ length: count }, (_, index) =>
    button(String(index + 1), "exam-square", () => {
      if (!WIDE.matches) fold.open = false;
      go(index);
    }),
  );
  part("squares").replaceChildren(...squares.map((square) => element("li", null, square)));
  const unfold = () => (fold.open = WIDE.matches);
  WIDE.onchange = unfold;
  unfold();

  return function paint(states, current) {
    const done = states.filter(({ progress }) => progress === "complete").length;
    part("navigator-summary").textContent = words.allQuestions(done, count);
    states.forEach((state, index) => {
      const square = squares[index];
      paintSquare(square, state);
      if (index === current) square.setAttribute("aria-current", "step");
      else square.removeAttribute("aria-current");
    });
  };
}

/** Show the state of a question on its square, in shape and in words. */
export function paintSquare(square, { number, progress, flagged }) {
  square.dataset.progress = progress;
  square.classList.toggle("exam-square-flagged", flagged);
  square.setAttribute("aria-label", words.square(number, words.states[progress], flagged));
}
