/** Keeps people from leaving a form with text that is not saved, and says how it stands. */

/** Watch a form; `data-unsaved` says that it came back without being saved. */
export function guard(form) {
  const state = form.querySelector("[data-guard-state]");
  let isSaved = form.dataset.unsaved === undefined;
  let isSending = false;

  function change() {
    isSaved = false;
    state.textContent = "Nog niet opgeslagen";
  }

  if (!isSaved) change();
  form.addEventListener("input", change);
  form.addEventListener("rows", change);
  form.addEventListener("submit", () => {
    isSending = true;
  });
  // Somebody who comes back with the browser's own button finds the text, and the guard awake again.
  addEventListener("pageshow", () => {
    isSending = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!isSaved && !isSending) event.preventDefault();
  });
}
