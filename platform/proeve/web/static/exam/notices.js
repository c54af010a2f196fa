/** Says things beside the question: aloud to screen readers, and as a line in the bar that stays until it is closed. */

import { button, element, part } from "./dom.js";
import { words } from "./words.js";

/** Long enough for what is said in the same moment to be heard too, short enough not to be found again later. */
const ANNOUNCED_MS = 5000;

/** Let screen readers say a sentence when they have a moment, after what they were still to say. */
export function announce(text) {
  const line = element("p", null, text);
  part("announcer").append(line);
  setTimeout(() => line.remove(), ANNOUNCED_MS);
}

/** Show and say a sentence, with a button if there is something to do; a later one of the subject takes its place. */
export function notice(subject, text, way = null) {
  withdraw(subject);
  const line = element("p", { class: "exam-notice", "data-subject": subject }, element("span", null, text), way);
  line.append(button(words.close, "btn btn-link", () => line.remove()));
  part("notices").append(line);
  announce(text);
}

/** Take a notice back when it is no longer true. */
export function withdraw(subject) {
  part("notices").querySelector(`[data-subject="${subject}"]`)?.remove();
}
