/** Ticks in a worker: browsers slow the timers of hidden pages down to one a minute, but not those of workers. */

const PERIOD_MS = 15_000;

setInterval(() => postMessage("tick"), PERIOD_MS);
