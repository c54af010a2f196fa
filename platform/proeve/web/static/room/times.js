// Counts between two messages of the server: how much time people have left, and how long ago they were heard.

const MINUTE_MS = 60_000;
const MINUTES_FROM_MS = 120_000;

/** Show both at a moment of the server's clock. */
export function showTimes(room, nowMs) {
  for (const time of room.querySelectorAll("[data-left]")) write(time, left(Number(time.dataset.left) - nowMs));
  for (const sign of room.querySelectorAll("[data-seen]:not([data-seen=''])"))
    write(sign, ago(nowMs - Number(sign.dataset.seen)));
}

function left(ms) {
  return `${Math.max(0, Math.ceil(ms / MINUTE_MS))} min`;
}

function ago(ms) {
  const silent = Math.max(0, ms);
  if (silent < MINUTES_FROM_MS) return `${Math.floor(silent / 1000)} s geleden`;
  return `${Math.floor(silent / MINUTE_MS)} min geleden`;
}

function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
