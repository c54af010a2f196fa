/** The exam's own store in the browser, used for practice: its saves belong to attempt 0, which is nobody's. */

import { openStore } from "../exam/outbox.js";

export const PRACTICE = 0;
const SAVES = "saves";
const ALL_PRACTICE = () => IDBKeyRange.bound([PRACTICE], [PRACTICE, []]);

/** Put something in the store, close it, open it again and see whether it is still there; leave nothing behind. */
export async function keepsAnswers(run) {
  try {
    const first = await openStore();
    await first.delete(SAVES, ALL_PRACTICE());
    await first.put(SAVES, { attempt: PRACTICE, lease: 0, sequence: 1, run });
    first.close();
    const kept = await practiceSaves();
    await forgetPractice();
    return kept.some((entry) => entry.run === run);
  } catch {
    return false;
  }
}

/** Return the practice saves as a page that opens now would find them. */
export async function practiceSaves() {
  const store = await openStore();
  const saves = await store.getAll(SAVES, ALL_PRACTICE());
  store.close();
  return saves;
}

async function forgetPractice() {
  const store = await openStore();
  await store.delete(SAVES, ALL_PRACTICE());
  store.close();
}
