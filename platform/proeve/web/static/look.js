// Keeps the example of a certificate's look in step with its form. The server draws it; nothing is saved by looking.

const REST_MS = 350;

function replaceParts(preview, html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  // The words stay one live region, so that a screen reader tells what changed in them and nothing else.
  for (const part of ["[data-look-picture]", "[data-look-words]"]) {
    const [shown, fresh] = [preview.querySelector(part), answer.querySelector(part)];
    if (fresh && shown.innerHTML !== fresh.innerHTML) shown.replaceChildren(...fresh.childNodes);
  }
}

function watch(form) {
  const preview = form.querySelector(".look-preview");
  let rest = 0;
  let asked = new AbortController();

  async function show() {
    asked.abort();
    asked = new AbortController();
    preview.classList.add("look-waits");
    try {
      const answer = await fetch(form.dataset.look, { method: "POST", body: new FormData(form), signal: asked.signal });
      if (answer.ok && !answer.redirected) replaceParts(preview, await answer.text());
      preview.classList.remove("look-waits");
    } catch (problem) {
      // A newer question took its place; or there is no connection, and then the example stays as it was.
      if (problem.name !== "AbortError") preview.classList.remove("look-waits");
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(rest);
    rest = setTimeout(show, REST_MS);
  });
}

for (const form of document.querySelectorAll("form[data-look]")) watch(form);
