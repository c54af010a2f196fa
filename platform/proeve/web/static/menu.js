// Folds the main menu on phones, and closes open menus with Escape or a click elsewhere.

const toggle = document.querySelector(".nav-toggle");

function setMenu(open) {
  toggle.setAttribute("aria-expanded", String(open));
  toggle.closest(".site-header").classList.toggle("nav-open", open);
}

function openDetails() {
  return document.querySelectorAll("details[data-closes][open]");
}

toggle?.addEventListener("click", () => setMenu(toggle.getAttribute("aria-expanded") !== "true"));

document.addEventListener("click", (event) => {
  for (const menu of openDetails()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openDetails()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (toggle?.getAttribute("aria-expanded") === "true") {
    setMenu(false);
    toggle.focus();
  }
});
