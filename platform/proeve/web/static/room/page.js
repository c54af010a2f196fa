// Keeps the list of a room as it is on the server: listens to its news, reads the page again when something changed,
// and counts the seconds in between. Without this script the page shows how it was when it was loaded.

import { merge } from "./merging.js";
import { showTimes } from "./times.js";

const LOST_AFTER_MS = 40_000;
const READ_AGAIN_MS = 1000;
const TICK_MS = 1000;

const room = document.querySelector("[data-room]");
const connection = document.querySelector("[data-room-connection]");
let offset = Number(room.dataset.now) - Date.now();
let source = null;
let heard = Date.now();
let reading = false;

/** Read the page again and take over what differs; what was ticked, focused or typed stays. */
async function readAgain() {
  if (reading) return;
  reading = true;
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (response.redirected || response.status === 404) return location.reload();
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const theirs = fresh.querySelector("[data-room]");
    offset = Number(theirs.dataset.now) - Date.now();
    merge(room, theirs);
    room.dataset.version = theirs.dataset.version;
    tick();
  } catch {
    // The connection is gone; the next news, or the next try to get any, finds the page as old as it is.
  } finally {
    setTimeout(() => (reading = false), READ_AGAIN_MS);
  }
}

function learn({ version, seen }) {
  for (const row of room.querySelectorAll("[data-row]")) {
    const sign = row.querySelector("[data-seen]");
    if (sign && seen[row.dataset.row]) sign.dataset.seen = seen[row.dataset.row];
  }
  if (version !== room.dataset.version) readAgain().then(() => again(version));
}

/** Two changes in one second: the second one is read a little later. */
function again(version) {
  if (version !== room.dataset.version) setTimeout(readAgain, READ_AGAIN_MS * 1.5);
}

function listen() {
  source?.close();
  source = new EventSource(room.dataset.room);
  source.onopen = () => hear();
  source.addEventListener("ping", () => hear());
  source.addEventListener("room", (event) => {
    hear();
    learn(JSON.parse(event.data));
  });
}

function hear() {
  heard = Date.now();
  say("");
}

function say(words) {
  if (connection.textContent === words) return;
  connection.textContent = words;
  connection.hidden = words === "";
}

/** A laptop that slept may hold a connection that is dead; nothing tells but that nothing comes. */
function tick() {
  showTimes(room, Date.now() + offset);
  if (Date.now() - heard <= LOST_AFTER_MS) return;
  say("Deze pagina heeft even geen verbinding met Proeve. De lijst kan verouderd zijn.");
  heard = Date.now() - LOST_AFTER_MS / 2;
  listen();
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && source.readyState === EventSource.CLOSED) listen();
});
window.addEventListener("pagehide", () => source.close());
window.addEventListener("pageshow", (event) => event.persisted && listen());
setInterval(tick, TICK_MS);
listen();
tick();
