// Takes over what differs between a page and a fresher copy of it, and leaves alone what is the same: ticks, focus and
// the place a screen reader is at stay where they are.

/** Take over the marked parts and the rows of the list. */
export function merge(room, fresh) {
  for (const part of room.querySelectorAll("[data-live]")) {
    const theirs = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (theirs && !part.contains(document.activeElement)) replaceContent(part, theirs);
  }
  const body = room.querySelector("tbody");
  mergeRows(body, fresh.querySelector("tbody"));
}

function mergeRows(body, fresh) {
  const known = new Map([...body.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  const wanted = [...fresh.children].map((row) => known.get(row.dataset.row) ?? row);
  [...fresh.children].forEach((row, index) => wanted[index] !== row && mergeCells(wanted[index], row));
  const isSame = wanted.length === body.children.length && wanted.every((row, index) => row === body.children[index]);
  if (isSame) return;
  const focused = document.activeElement;
  body.replaceChildren(...wanted);
  if (body.contains(focused)) focused.focus({ preventScroll: true });
  // The selection bar counts the boxes it knows; it hears of the change as of any other.
  body.dispatchEvent(new CustomEvent("rows-changed", { bubbles: true }));
}

function mergeCells(row, fresh) {
  [...row.children].forEach((cell, index) => {
    if (!cell.classList.contains("select-cell")) replaceContent(cell, fresh.children[index]);
  });
}

function replaceContent(mine, theirs) {
  if (theirs && mine.innerHTML !== theirs.innerHTML) mine.innerHTML = theirs.innerHTML;
}
