/** Offers to hand over answers that did not arrive in time, with an explanation; somebody decides whether they count. */

import { errorMessage, post } from "./connection.js";
import { button, element } from "./dom.js";
import { words } from "./words.js";

/** Refusals that only say that the exam was over. */
const TOO_LATE = new Set([undefined, "closed", "late"]);
const SHORTEST = 10;
const LONGEST = 1000;

/** The saves that were too late and nothing else, the newest of each question. */
export function lateOf(entries) {
  const newest = new Map();
  for (const entry of entries) {
    const known = newest.get(entry.slot);
    if (TOO_LATE.has(entry.refused) && (!known || order(entry, known) > 0)) newest.set(entry.slot, entry);
  }
  return [...newest.values()];
}

function order(one, other) {
  return one.lease - other.lease || one.sequence - other.sequence;
}

/**
 * Make the form; `forget()` is called once the server has the answers, and they stay where they are until then:
 * on the device if that is `durable`, else in this page alone.
 */
export function lateForm({ late, url, token, forget, durable = true }) {
  const text = words.late;
  const area = element("textarea", {
    class: "form-control",
    id: "late-why",
    rows: 4,
    maxlength: LONGEST,
    "aria-describedby": "late-help late-said",
  });
  const said = element("p", { class: "late-said", id: "late-said", role: "alert" });
  const send = button(text.send(late.length), "btn btn-primary", () => deliver());
  const form = element(
    "section",
    { class: "late" },
    element("h2", null, text.title),
    element("p", null, `${text.count(late.length)} ${text.kept(durable)}`),
    element("p", null, text.what),
    element("label", { class: "form-label", for: "late-why" }, text.label),
    element("p", { class: "field-help", id: "late-help" }, text.help),
    area,
    said,
    element("p", { class: "exam-ways" }, send),
  );

  async function deliver() {
    const explanation = area.value.trim();
    if (explanation.length < SHORTEST) return complain(text.tooShort);
    send.disabled = true;
    const body = JSON.stringify({ explanation, answers: late.map(wire) });
    const reply = await post(url, { headers: { "X-CSRFToken": token }, body });
    send.disabled = false;
    if (reply.status !== 200) return complain(problems[reply.status]?.(durable) ?? errorMessage(reply) ?? text.offline(durable));
    forget();
    const done = element("h2", { tabindex: "-1" }, text.doneTitle);
    form.replaceChildren(done, element("p", null, reply.body.waits ? text.done : text.known));
    done.focus();
  }

  function complain(sentence) {
    said.textContent = sentence;
    area.focus();
  }

  return form;
}

const problems = { 0: words.late.offline, 401: words.late.signIn, 403: words.late.reload };

function wire({ lease, sequence, slot, answer, client_ms }) {
  return { lease, sequence, slot, answer, client_ms };
}
