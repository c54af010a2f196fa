/** Counts the words of a text that must stay short, below it. */

/** Count in every field of a form that has a limit, now and at each change. */
export function countWords(form) {
  for (const field of form.querySelectorAll("[data-words]")) {
    if (field.dataset.counted) continue;
    field.dataset.counted = "yes";
    const line = document.createElement("p");
    line.className = "word-count";
    field.after(line);
    const count = () => {
      const words = field.value.split(/\s+/).filter(Boolean).length;
      line.textContent = `${words} van ${field.dataset.words} woorden`;
      line.classList.toggle("word-count-over", words > Number(field.dataset.words));
    };
    field.addEventListener("input", count);
    count();
  }
}
