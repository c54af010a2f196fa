// Searching, filtering and counting in a long list of people to choose from.
// See picker in templates/corporation/picker.html. Who is hidden by a search stays chosen and is sent along.

// "Jose" finds "José": what is typed and what is listed are compared without capitals and accents.
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function watch(picker) {
  const find = (name) => picker.querySelector(`[data-picker-${name}]`);
  const [search, group, only, all, count, nobody] = ["search", "group", "only", "all", "count", "nobody"].map(find);
  const rows = [...picker.querySelectorAll("[data-picker-row]")].map((node) => ({
    node,
    box: node.querySelector("input"),
    text: fold(node.textContent),
  }));
  let lastTicked = null;

  const shown = () => rows.filter((row) => !row.node.hidden);

  function fits({ node, box, text }) {
    const words = fold(search.value).split(/\s+/);
    const inGroup = !group?.value || node.dataset.group === group.value;
    return inGroup && words.every((word) => text.includes(word)) && (!only.checked || box.checked);
  }

  function narrow() {
    for (const row of rows) row.node.hidden = !fits(row);
    tell();
  }

  function tell() {
    const chosen = rows.filter((row) => row.box.checked).length;
    const noun = rows.length === 1 ? picker.dataset.noun : picker.dataset.nouns;
    count.textContent = `${chosen} van ${rows.length} ${noun} gekozen`;
    const seen = shown();
    const everyone = seen.length > 0 && seen.every((row) => row.box.checked);
    all.textContent = seen.length === rows.length ? allWords(everyone) : seenWords(everyone, seen.length);
    all.dataset.to = everyone ? "" : "checked";
    all.disabled = seen.length === 0;
    nobody.hidden = seen.length > 0;
  }

  // Shift and click chooses everyone in between, as people know it from their mail.
  function tickRange(box, shift) {
    const seen = shown().map((row) => row.box);
    if (shift && lastTicked && seen.includes(lastTicked)) {
      const [from, to] = [seen.indexOf(lastTicked), seen.indexOf(box)].sort((a, b) => a - b);
      for (const between of seen.slice(from, to + 1)) between.checked = box.checked;
    }
    lastTicked = box;
  }

  picker.addEventListener("click", (event) => {
    if (event.target.matches("[data-picker-row] input")) tickRange(event.target, event.shiftKey);
  });
  picker.addEventListener("change", (event) => (event.target === only || event.target === group ? narrow() : tell()));
  search.addEventListener("input", narrow);
  // Enter searches here; it must not send the form.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  all.addEventListener("click", () => {
    for (const row of shown()) row.box.checked = all.dataset.to === "checked";
    tell();
  });

  for (const tool of picker.querySelectorAll("[data-picker-tools]")) tool.hidden = false;
  window.addEventListener("pageshow", narrow);
  narrow();
}

const allWords = (everyone) => (everyone ? "Niemand kiezen" : "Alle kiezen");
const seenWords = (everyone, number) => (everyone ? `Deze ${number} niet kiezen` : `Deze ${number} kiezen`);

for (const picker of document.querySelectorAll("[data-picker]")) watch(picker);
