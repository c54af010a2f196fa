// Shows each person's own time while extra time is typed; the server computes it again, in the same way.

const wholeNumber = (field) => (/^\d{1,3}$/.test(field.value.trim()) ? Number(field.value) : 0);

function show(row, duration) {
  const percent = wholeNumber(row.querySelector("[data-percent]"));
  const minutes = wholeNumber(row.querySelector("[data-minutes]"));
  // Rounded up to whole minutes: 90 minutes with 25 percent is 113.
  const own = Math.ceil((duration * (100 + percent)) / 100) + minutes;
  row.querySelector("[data-own-time]").value = `${own} ${own === 1 ? "minuut" : "minuten"}`;
}

function watch(form) {
  const duration = Number(form.dataset.extraTime);
  const showAll = () => form.querySelectorAll("[data-extra-row]").forEach((row) => show(row, duration));
  form.addEventListener("input", showAll);
  // A browser that comes back to the page restores what was typed after this script has run.
  window.addEventListener("pageshow", showAll);
  showAll();
}

for (const form of document.querySelectorAll("[data-extra-time]")) watch(form);
