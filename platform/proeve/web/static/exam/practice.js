/** The practice questions: the same page and the same keys as the exam, without a clock and without saving. */

import { Answers } from "./answers.js";
import { part } from "./dom.js";
import { panel, act, way } from "./panel.js";
import { Stage } from "./stage.js";
import { words } from "./words.js";

const config = part("exam").dataset;
const { exam, items } = JSON.parse(part("practice-items").textContent);

const stage = new Stage({ exam, items, answers: new Answers(items), hand: finish });
part("saved").textContent = words.practiceSaved;
stage.open();

/** What stands in the exam in place of this: the question whether to hand in. */
function finish() {
  const { title, text, back, more } = words.practiceDone;
  stage.lock(
    panel(
      title,
      [text],
      way(back, config.backUrl),
      act(more, () => stage.open(), { quiet: true }),
    ),
  );
}
