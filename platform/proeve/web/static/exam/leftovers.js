/** Decides what happens to saves that an earlier page of this browser could not deliver. */

/**
 * Sort leftovers by what the server has of their question: `send` is newer than that, `known` is stored already,
 * `older` was overtaken by an answer given elsewhere and is kept without being sent, `refused` will never be taken.
 * Both kinds of entries have `slot`, `lease` and `sequence`; `leftovers` are oldest first and stay so.
 */
export function sortLeftovers(leftovers, stored) {
  const bySlot = new Map(stored.map((answer) => [answer.slot, answer]));
  const sorted = { send: [], known: [], older: [], refused: [] };
  for (const leftover of leftovers) sorted[fateOf(leftover, bySlot.get(leftover.slot))].push(leftover);
  return sorted;
}

function fateOf(leftover, stored) {
  if (leftover.refused) return "refused";
  if (!stored || stored.lease < leftover.lease) return "send";
  if (stored.lease > leftover.lease) return "older";
  return stored.sequence >= leftover.sequence ? "known" : "send";
}
