/** On the result page: offers to hand over what an exam page of this browser could not deliver. */

import { part } from "./dom.js";
import { lateForm, lateOf } from "./late.js";
import { sortLeftovers } from "./leftovers.js";
import { forgetSaves, openStore, savesOf } from "./outbox.js";

const form = part("late");
const store = form && (await openStore());
if (store) {
  const { attempt, stored, lateUrl } = form.dataset;
  const saves = await savesOf(store, Number(attempt));
  const { send } = sortLeftovers(
    lateOf(saves).map(({ refused: _, ...save }) => save),
    JSON.parse(stored),
  );
  const token = form.elements._csrf_token.value;
  if (send.length > 0) {
    part("late-stage").append(lateForm({ late: send, url: lateUrl, token, forget: () => forgetSaves(store, saves) }));
  }
}
