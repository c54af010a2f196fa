/** Builds elements from text; nothing that arrives from the server is ever read as HTML. */

/** Make an element; a function as value listens, `true` sets an empty attribute, `false` and `null` leave it out. */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Make a button that does one thing and never submits a form. */
export function button(text, className, click) {
  return element("button", { type: "button", class: className, click }, text);
}

/** Copy the sign the page keeps in `<template id="sign-NAME">`; null when there is none. */
export function sign(name) {
  return document.getElementById(`sign-${name}`)?.content.cloneNode(true) ?? null;
}

/** Find an element of the page's skeleton by its id. */
export function part(id) {
  return document.getElementById(id);
}
