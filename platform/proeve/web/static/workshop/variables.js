/** Lets the words between braces be put into the text by one click. */

/** Make a button of each word; it goes where the writer last was in a text of the form. */
export function offerVariables(form) {
  let last = null;
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea, input[type=text]")) last = target;
  });
  for (const word of document.querySelectorAll("[data-variable]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "variable";
    button.textContent = word.dataset.variable;
    button.title = "Invoegen in de tekst";
    button.onclick = () => insert(last?.isConnected ? last : form.elements["scenario.text"], word.dataset.variable);
    word.replaceWith(button);
  }
}

function insert(field, word) {
  field.focus();
  field.setRangeText(word, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
