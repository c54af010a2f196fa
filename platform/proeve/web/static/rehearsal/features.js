/** What the exam page needs of a browser; the language itself is tested by this page's modules being read at all. */

const NEEDED = {
  fetch: () => typeof fetch === "function",
  "AbortSignal.timeout": () => typeof AbortSignal.timeout === "function",
  "Object.hasOwn": () => typeof Object.hasOwn === "function",
  "Array.at": () => typeof Array.prototype.at === "function",
  "Element.replaceChildren": () => typeof Element.prototype.replaceChildren === "function",
  "Dialog.showModal": () => typeof HTMLDialogElement.prototype.showModal === "function",
  "CSS.has": () => CSS.supports("selector(:has(*))"),
};

function works(test) {
  try {
    return test();
  } catch {
    return false;
  }
}

/** Return the names of what this browser lacks; none is what we hope for. */
export function missingFeatures() {
  return Object.keys(NEEDED).filter((name) => !works(NEEDED[name]));
}
