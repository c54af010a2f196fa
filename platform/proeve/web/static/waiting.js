/** Waits on the start page: for the moment that something opens, or for a joint start, and then goes on by itself. */

const TRY_AGAIN_MS = 4_000;
const ANSWER_WITHIN_MS = 8_000;
const LONGEST_TIMER_MS = 6 * 60 * 60 * 1000;
/** Everybody in the room would ask at the same moment otherwise. */
const SPREAD = 0.25;

/** Return a waiting time a little shorter or longer than asked. */
export function spread(ms, random = Math.random) {
  return Math.round(ms * (1 - SPREAD + 2 * SPREAD * random()));
}

function reloadAt(element) {
  const ms = Number(element.dataset.reloadInMs);
  if (ms < LONGEST_TIMER_MS) setTimeout(() => location.reload(), spread(1_000) + ms);
}

async function ask(address) {
  const response = await fetch(address, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  if (!response.ok || response.redirected) throw new Error(`Answered ${response.status}`);
  return response.json();
}

function waitFor(card) {
  const [word, count, problem] = ["word", "count", "problem"].map((name) => document.getElementById(`waiting-${name}`));

  let next = null;
  let isAsking = false;

  async function look() {
    if (isAsking) return;
    clearTimeout(next);
    isAsking = true;
    const stand = await ask(card.dataset.ask).catch(() => null);
    isAsking = false;
    problem.hidden = stand !== null;
    if (stand === null) next = setTimeout(look, spread(TRY_AGAIN_MS));
    else if (stand.state === "waiting") next = setTimeout(look, spread(stand.ask_again_ms));
    else if (stand.state === "starting") countDown(stand.starts_in_ms);
    else location.reload();
  }

  function countDown(ms) {
    const begins = performance.now() + ms;
    if (ms > 0) word.textContent = "Daar gaan we. De toets begint zo.";
    const show = () => {
      const left = begins - performance.now();
      if (left <= 0) {
        location.assign(card.dataset.begin);
        return;
      }
      count.hidden = false;
      count.textContent = String(Math.ceil(left / 1000));
      setTimeout(show, Math.min(left, 250));
    };
    show();
  }

  void look();
  // A laptop that slept asks at once when it is opened again.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && count.hidden) void look();
  });
}

const card = document.getElementById("waiting");
if (card) waitFor(card);
document.querySelectorAll("[data-reload-in-ms]").forEach(reloadAt);
