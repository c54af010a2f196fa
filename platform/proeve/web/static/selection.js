// Keeps the selection bar of a table in step with its checkboxes: the count, the words on the buttons, select-all.
// See selection_form in templates/macros/tables.html. Without this script the form still posts what was ticked.

function watch(form) {
  let boxes = [...form.querySelectorAll("[data-select]")];
  const all = form.querySelector("[data-select-all]");
  const everything = form.querySelector("[data-select-everything]");
  const count = form.querySelector("[data-selection-count]");
  const bar = form.querySelector("[data-selection-bar]");
  const emptyWords = count.textContent;
  let lastTicked = null;

  function chosen() {
    return everything?.checked ? Number(form.dataset.total) : boxes.filter((box) => box.checked).length;
  }

  function show() {
    const number = chosen();
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    bar.classList.toggle("selection-made", number > 0);
    const noun = number === 1 ? form.dataset.noun : form.dataset.nouns;
    count.textContent = number ? `${number} ${noun} gekozen` : emptyWords;
    for (const button of bar.querySelectorAll("button[data-many]")) showOn(button, number);
  }

  // Shift and click chooses the rows in between, as people know it from their mail and spreadsheets.
  function tickRange(box, shift) {
    if (shift && lastTicked && lastTicked !== box) {
      const [from, to] = [boxes.indexOf(lastTicked), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
    }
    lastTicked = box;
  }

  form.addEventListener("click", (event) => {
    if (boxes.includes(event.target)) tickRange(event.target, event.shiftKey);
  });
  form.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes) box.checked = all.checked;
    if (event.target !== everything && everything) everything.checked = false;
    show();
  });
  // A list that is kept up to date may get other rows.
  form.addEventListener("rows-changed", () => {
    boxes = [...form.querySelectorAll("[data-select]")];
    show();
  });
  // A browser that comes back to the page restores ticks after this script has run.
  window.addEventListener("pageshow", show);
  show();
}

function showOn(button, number) {
  const words = { 0: button.dataset.none, 1: button.dataset.one }[number] ?? button.dataset.many.replace("#", number);
  button.querySelector("[data-button-words]").textContent = words;
  button.disabled = number === 0;
}

for (const form of document.querySelectorAll("form[data-selection]")) watch(form);
