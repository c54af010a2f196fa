/** Brings the writer to the right place after a row was added or removed. */

/** Focus the first field of a row that was added, or the button that adds one after a row is gone. */
export function focusRow({ parameters }, fields) {
  const act = /^(add|remove):([a-z_.]+?)(\.\d+)?$/.exec(parameters?.action ?? "");
  if (!act) return;
  const group = fields.querySelector(`#${CSS.escape(act[2])}`);
  const rows = group?.querySelectorAll(".desk-row") ?? [];
  const field = act[1] === "add" && rows[rows.length - 1]?.querySelector("select, textarea, input:not([type=hidden])");
  (field || group?.querySelector('[data-row-act^="add:"]'))?.focus();
}
