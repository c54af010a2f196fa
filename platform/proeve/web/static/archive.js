/**
 * Downloads a large file with a progress bar in the page, and hands it to the browser when it is whole.
 *
 * Without this script, or for a file too large to hold, the link downloads it as any other.
 */

/** Browsers keep what we hold on disk when it is large, but not without end. */
const MOST_HELD = 500_000_000;
const MEGABYTE = 1_000_000;

const megabytes = (bytes) =>
  (bytes / MEGABYTE).toLocaleString("nl-NL", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

async function fetchWhole(address, length, onProgress) {
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok || response.redirected) throw new Error(`Answered ${response.status}`);
  const pieces = [];
  let received = 0;
  const reader = response.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    pieces.push(step.value);
    received += step.value.length;
    onProgress(received);
  }
  if (received !== length) throw new Error(`${received} bytes came of ${length}`);
  return new Blob(pieces, { type: "application/zip" });
}

function handOver(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function prepare(place) {
  const link = place.querySelector("[data-archive-link]");
  const [line, count, word] = ["progress", "count", "word"].map((name) => place.querySelector(`[data-archive-${name}]`));
  const bar = line.querySelector("progress");
  const length = Number(link.dataset.length);
  let isBusy = false;

  function show(received) {
    bar.value = received;
    count.textContent = `${megabytes(received)} van ${megabytes(length)} MB`;
  }

  async function download(event) {
    if (length > MOST_HELD) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    line.hidden = false;
    word.textContent = "Het downloaden is begonnen. Laat deze pagina open.";
    show(0);
    try {
      handOver(await fetchWhole(link.href, length, show), link.download);
      word.textContent = "Klaar. U vindt het bestand bij uw downloads.";
    } catch {
      line.hidden = true;
      word.textContent = "Het downloaden is niet gelukt. Laad deze pagina opnieuw en probeer het nog eens.";
    }
    isBusy = false;
  }

  link.addEventListener("click", download);
}

for (const place of document.querySelectorAll("[data-archive]")) prepare(place);
