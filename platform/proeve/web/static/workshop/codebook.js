/** Shows beside the choice of a category what to look for in it. */

/** Show what the codebook says of the category that is chosen in a field. */
export function showCategory(field) {
  const facts = document.querySelector(`[data-category-facts="${CSS.escape(field.name)}"]`);
  const entry = document.querySelector(`#codebook-${field.value || "none"}`);
  facts.replaceChildren(...(entry ? [entry.content.cloneNode(true)] : []));
}
