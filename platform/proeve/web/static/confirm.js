// Asks once, in a native dialog, before a form or button marked with data-confirm is sent.
// See confirm_attrs in templates/macros/forms.html. The server never relies on the question having been asked.

function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function makeDialog({ confirm, confirmButton, confirmExplanation }) {
  const title = element("h2", { id: "confirm-title", textContent: confirm });
  const words = confirmExplanation ? [element("p", { textContent: confirmExplanation })] : [];
  const agree = element("button", { value: "agreed", className: "btn btn-danger", textContent: confirmButton });
  // The way out comes first in focus, so that Enter by habit does no harm.
  const refuse = element("button", { value: "", className: "btn btn-outline-primary", textContent: "Annuleren", autofocus: true });
  const actions = element("div", { className: "form-actions" }, agree, refuse);
  const dialog = element("dialog", { className: "confirm" }, element("form", { method: "dialog" }, title, ...words, actions));
  dialog.setAttribute("aria-labelledby", "confirm-title");
  return dialog;
}

function ask(source) {
  return new Promise((resolve) => {
    const dialog = makeDialog(source.dataset);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "agreed");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const agreed = new WeakSet();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  const source = button?.dataset.confirm ? button : form;
  if (!source.dataset.confirm || form.method === "dialog") return;
  if (agreed.delete(form)) return;
  event.preventDefault();
  if (await ask(source)) {
    agreed.add(form);
    form.requestSubmit(button);
  }
});
