/** Every sentence the rehearsal's scripts say. */

const MINUTE_MS = 60_000;

/** Write a difference of clocks; below a minute nobody would notice it. */
function clockWords(differenceMs) {
  const minutes = Math.round(Math.abs(differenceMs) / MINUTE_MS);
  if (minutes === 0) return "De klok loopt gelijk.";
  const way = differenceMs > 0 ? "voor" : "achter";
  const size = minutes === 1 ? "1 minuut" : `${minutes} minuten`;
  return `De klok van dit apparaat loopt ${size} ${way}. Dat geeft niet: de toets gebruikt onze klok.`;
}

export const words = {
  busy: "Even geduld …",
  browser: { good: "Deze browser kan de toets tonen.", wrong: "Deze browser is te oud voor de toets." },
  clock: clockWords,
  unreachable: "Er is geen verbinding met Proeve.",
  storage: { good: "Antwoorden blijven op dit apparaat staan.", wrong: "Antwoorden blijven hier niet staan." },
  saving: {
    good: (ms) => `Het antwoord kwam aan, in ${(Math.max(ms, 100) / 1000).toFixed(1).replace(".", ",")} seconde.`,
    wrong: "Het antwoord kwam niet aan.",
  },
  offline: {
    asked: "Kies hieronder een antwoord.",
    good: "Uw antwoord bleef bewaard en is daarna verstuurd.",
    cut: "De verbinding is weg. U kunt doorgaan. Uw antwoord wordt op dit apparaat bewaard.",
    kept: "Uw antwoord is bewaard op dit apparaat. Zo rustig gaat het ook in de toets. Herstel nu de verbinding.",
    notKept: "Uw antwoord kon niet op dit apparaat worden bewaard.",
    restoring: "Uw antwoord wordt verstuurd. Heeft u zelf de wifi uitgezet? Zet die nu weer aan.",
  },
};
