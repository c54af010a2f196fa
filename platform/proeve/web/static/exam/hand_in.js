/** Asks once before handing in, with a list of what is open, and hands in only when the server has every answer. */

import { button, element, part } from "./dom.js";
import { paintSquare } from "./navigator.js";
import { words } from "./words.js";

const dialog = () => part("hand-in");

/**
 * Open the dialog. `go(index)` leads to an open question; `ready()` resolves to whether all answers have reached the
 * server, `submit()` then posts the form. `isDurable()` says whether the device keeps those that have not.
 */
export function askToHandIn({ states, go, ready, isDurable, submit }) {
  const message = element("p", { class: "exam-hand-message", role: "status" });
  const confirm = button(words.submit.confirm, "btn btn-primary", () => handIn());
  const cancel = button(words.submit.cancel, "btn btn-outline-primary", () => dialog().close());

  async function handIn() {
    confirm.disabled = true;
    message.textContent = words.submit.sending;
    const complete = await ready();
    if (!dialog().open) return;
    if (complete) return submit();
    message.textContent = words.submit.offline(isDurable());
    confirm.disabled = false;
  }

  dialog().replaceChildren(
    element("h2", { id: "hand-in-title", tabindex: "-1", autofocus: true }, words.submit.title),
    ...summary(states, (index) => {
      dialog().close();
      go(index);
    }),
    element("p", null, words.submit.final),
    message,
    element("p", { class: "exam-ways" }, cancel, confirm),
  );
  dialog().showModal();
}

/** Close the dialog when something else takes the page over. */
export function stopAsking() {
  if (dialog().open) dialog().close();
}

function summary(states, go) {
  const of = (test) => states.filter(test);
  const empty = of(({ progress }) => progress === "empty");
  const partial = of(({ progress }) => progress === "partial");
  const flagged = of((state) => state.flagged);
  return [
    empty.length + partial.length === 0 ? element("p", null, words.submit.complete(states.length)) : null,
    ...questions(words.submit.open, empty, go),
    ...questions(words.submit.partial, partial, go),
    empty.length + partial.length > 0 ? element("p", null, words.submit.guess) : null,
    ...questions(words.submit.flagged, flagged, go),
  ].filter(Boolean);
}

function squareOf(state, click) {
  const square = button(String(state.number), "exam-square", click);
  paintSquare(square, state);
  return square;
}

function questions(sentence, states, go) {
  if (states.length === 0) return [];
  const squares = states.map((state) =>
    element(
      "li",
      null,
      squareOf(state, () => go(state.number - 1)),
    ),
  );
  return [
    element("p", { class: "exam-hand-open" }, sentence(states.length)),
    element("ul", { class: "exam-squares" }, ...squares),
  ];
}
