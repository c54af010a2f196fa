/** The writing desk comes alive: preview and checks follow what is typed (htmx asks the server), the rest is here. */

import { showChecks } from "./checks.js";
import { showCategory } from "./codebook.js";
import { countWords } from "./counting.js";
import { guard } from "./guard.js";
import { focusRow } from "./rows.js";
import { offerVariables } from "./variables.js";

const form = document.querySelector("#vraag");

guard(form);
offerVariables(form);
countWords(form);

form.addEventListener("change", ({ target }) => {
  if (target.matches("[data-category]")) showCategory(target);
});

document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id === "voorbeeld") showChecks(detail.target, form);
  if (detail.elt.id !== "velden") return;
  countWords(form);
  focusRow(detail.requestConfig, detail.elt);
  form.dispatchEvent(new Event("rows"));
});

// A page that was asked for too late, or without a connection, changes nothing: the text stays, and the next pause asks again.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status !== 200 || xhr.responseURL.includes("/aanmelden")) event.detail.shouldSwap = false;
});
