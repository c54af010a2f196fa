/** Shows the incident: the channel, who the candidate is, what they know, and what was said. */

import { element, sign } from "./dom.js";
import { words } from "./words.js";

export function scenario(item) {
  return element(
    "section",
    { class: "scenario", "aria-label": words.scenario },
    element("p", { class: "scenario-channel" }, sign(`channel-${item.channel}`)),
    element("p", { class: "scenario-role" }, item.role),
    element("p", null, item.text),
    item.fact ? element("p", { class: "scenario-fact" }, element("strong", null, words.fact), ` ${item.fact}`) : null,
    item.quote ? speech("huurder", words.speakers.huurder, item.quote) : null,
    item.dialogue?.length ? dialogue(item) : null,
  );
}

function speech(speaker, name, text) {
  return element(
    "figure",
    { class: speaker === "huurder" ? "speech" : "speech speech-employee" },
    element("figcaption", null, name),
    element("blockquote", null, text),
  );
}

/** In a recognition item the employee who speaks is somebody else: the candidate names what that colleague does. */
function dialogue(item) {
  const colleague = item.kind === "recognise_category" ? { medewerker: words.colleague } : {};
  const names = { ...words.speakers, ...colleague };
  const turns = item.dialogue.map(({ speaker, text }) =>
    element("li", null, speech(speaker, names[speaker] ?? speaker, text)),
  );
  return element("ol", { class: "exam-dialogue" }, ...turns);
}
