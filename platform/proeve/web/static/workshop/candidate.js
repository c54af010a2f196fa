/** Shows one question as the page of the exam does; what is answered goes nowhere. */

import { part } from "../exam/dom.js";
import { itemView } from "../exam/item.js";
import { kindNamed } from "../exam/kinds.js";
import { announce } from "../exam/notices.js";
import { shortcuts } from "../exam/shortcuts.js";

const item = JSON.parse(part("question").textContent);
const view = itemView({ item, number: 1, answer: null, change: () => {}, announce });
part("stage").replaceChildren(view.element);
part("keys-hint").textContent = kindNamed(item.kind)?.keysHint ?? "";
shortcuts((event) => view.key(event) ?? false);
