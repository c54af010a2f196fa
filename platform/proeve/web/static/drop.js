// Dropping a file on the form that checks one; without this the form does the same with its button.

function setUp(form) {
  const field = form.querySelector("input[type=file]");
  const hint = form.querySelector("[data-drop-hint]");
  const words = hint.textContent;
  hint.hidden = false;

  function say(sentence) {
    hint.textContent = sentence;
    hint.setAttribute("role", "status");
  }

  function isTooLarge(file) {
    return file.size > Number(form.dataset.dropMost);
  }

  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("drop-over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("drop-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("drop-over");
    if (event.dataTransfer.files.length !== 1) return say("Sleep één bestand hierheen.");
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  field.addEventListener("change", () => say(words));
  // Asked here too, so that nobody waits for a file that will be refused.
  form.addEventListener("submit", (event) => {
    const [file] = field.files;
    if (file && isTooLarge(file)) {
      event.preventDefault();
      say("Dit bestand is groter dan 2 MB. Een certificaat is veel kleiner. Kies een ander bestand.");
    }
  });
}

for (const form of document.querySelectorAll("[data-drop]")) setUp(form);
