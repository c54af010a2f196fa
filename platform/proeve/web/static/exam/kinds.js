/** The registry of question kinds: one file each, found by the kind's name. */

import { choose } from "./kinds/choose.js";
import { mostLeast } from "./kinds/most_least.js";
import { rank } from "./kinds/rank.js";
import { rate } from "./kinds/rate.js";

/**
 * A kind has a `hint` and `keysHint` in words, `progress(answer)` ("empty", "partial" or "complete") and
 * `view({item, change, announce})`, which returns `{body, show(answer), pick(position, event), digit(number)}`: elements,
 * and functions that show an answer and that handle a letter or digit key. `change(answer)` reports a new answer.
 */
const KINDS = {
  best_answer: choose,
  next_step: choose,
  recognise_category: choose,
  most_least: mostLeast,
  rate_replies: rate,
  rank_replies: rank,
};

/** Return the kind with this name, or null for one this page is too old for. */
export function kindNamed(name) {
  return Object.hasOwn(KINDS, name) ? KINDS[name] : null;
}

/** Say how far an item is answered. */
export function progressOf(item, answer) {
  if (answer === null) return "empty";
  return kindNamed(item.kind)?.progress(answer) ?? "empty";
}
