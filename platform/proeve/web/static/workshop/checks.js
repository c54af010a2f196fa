/** Puts what the checks say at the fields it is about; the list beside the form has come from the server already. */

/** Show the findings of the list at the fields of a form, and say how it stands when that changed. */
export function showChecks(list, form) {
  const findings = [...list.querySelectorAll("[data-place]")];
  for (const place of form.querySelectorAll("[data-check]")) {
    const lines = findings.filter((finding) => finding.dataset.place === place.dataset.check).map(line);
    place.replaceChildren(...lines);
  }
  const said = document.querySelector("[data-checks-said]");
  const head = list.querySelector(".checks-head").textContent.trim();
  if (said.textContent !== head) said.textContent = head;
}

function line(finding) {
  const { severity } = finding.dataset;
  const sign = document.querySelector(`#sign-${severity}`).content.cloneNode(true);
  const words = document.createElement("span");
  words.textContent = finding.querySelector("[data-sentence]").textContent;
  const item = document.createElement("li");
  item.className = `check-${severity}`;
  item.append(sign, " ", words);
  return item;
}
