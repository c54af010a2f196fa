/** Every sentence the exam page says, in Dutch at B1; a second language is a second file like this one. */

const LETTERS = "ABCDEFGHIJ";

/** What becomes of answers where the browser can keep nothing on the device. */
const ONLY_HERE = "Nieuwe antwoorden staan alleen op deze pagina. Laat de pagina open.";

function whereKept(durable) {
  return durable
    ? "Uw antwoorden staan nog op dit apparaat."
    : "Uw antwoorden staan alleen op deze pagina. Laat de pagina open.";
}

export function letter(position) {
  return LETTERS[position];
}

function minutes(count) {
  return count === 1 ? "1 minuut" : `${count} minuten`;
}

function list(numbers) {
  return numbers.length < 2 ? numbers.join("") : `${numbers.slice(0, -1).join(", ")} en ${numbers.at(-1)}`;
}

export const words = {
  question: (number) => `Vraag ${number}`,
  progress: (number, total) => `Vraag ${number} van ${total}`,
  titled: (number, exam) => `Vraag ${number} – ${exam} – Proeve`,

  scenario: "De situatie",
  speakers: { huurder: "Huurder", medewerker: "Medewerker" },
  colleague: "Uw collega",
  fact: "Wat u weet",

  choose: "Kies één antwoord.",
  mostLeast: "Kies één keer ‘meest’ en één keer ‘minst’.",
  rate: "Beoordeel elke reactie.",
  rank: "Bovenaan de meest professionele reactie, onderaan de minst professionele.",
  most: "Meest professioneel",
  least: "Minst professioneel",
  steps: ["Zeer onprofessioneel", "Eerder onprofessioneel", "Eerder professioneel", "Zeer professioneel"],
  reply: (position) => `Reactie ${letter(position)}`,
  rankUp: (position) => `Reactie ${letter(position)} omhoog`,
  rankDown: (position) => `Reactie ${letter(position)} omlaag`,
  rankPlace: (position) => `Plaats van reactie ${letter(position)}`,
  place: (number) => `Plaats ${number}`,
  rankMoved: (position, place, total) => `Reactie ${letter(position)} staat nu op plaats ${place} van ${total}.`,
  rankDrag: (position) => `Reactie ${letter(position)} slepen`,
  rankOpen: "U heeft nog geen volgorde gekozen. Verplaats een reactie, of kies:",
  rankKeep: "Deze volgorde klopt al",
  clear: "Antwoord wissen",
  cleared: "Antwoord gewist.",
  unknownKind:
    "Deze vraag kan op dit apparaat niet worden getoond. Meld dit aan uw begeleider. Met de andere vragen kunt u verder.",

  previous: "Vorige",
  next: "Volgende",
  hand: "Inleveren",
  flag: "Vraag markeren",
  unflag: "Markering weghalen",
  flagged: "Vraag gemarkeerd.",
  unflagged: "Markering weggehaald.",
  allQuestions: (done, total) => `Alle vragen: ${done} van ${total} beantwoord`,
  states: { empty: "leeg", partial: "deels beantwoord", complete: "beantwoord" },
  square: (number, state, flagged) => `Vraag ${number}, ${state}${flagged ? ", gemarkeerd" : ""}`,

  minutesShort: (count) => `${count} min`,
  timeHidden: "verborgen",
  timeEnding: "laatste 5 min",
  showTime: { text: "Tonen", name: "Tijd tonen" },
  hideTime: { text: "Verbergen", name: "Tijd verbergen" },
  minutesLeft: (count) => `U heeft nog ${minutes(count)}.`,
  extraTime: (count) => `U heeft ${minutes(count)} extra gekregen.`,
  moreTime: {
    offer: "U heeft nog 1 minuut. Wilt u meer tijd?",
    take: (count) => `${minutes(count)} erbij`,
    failed: "Meer tijd vragen lukte niet. Probeer het nog een keer.",
  },
  lessTime: (count) => `De eindtijd van uw toets is aangepast. U heeft nog ${minutes(count)}.`,

  saved: (time) => `opgeslagen ${time}`,
  allSaved: "alles opgeslagen",
  nothingYet: "nog niets ingevuld",
  saving: "bezig met opslaan",
  kept: "bewaard op dit apparaat, verbinding weg",
  keptServer: "bewaard op dit apparaat, opslaan lukt nog niet",
  volatile: "nog niet opgeslagen, laat deze pagina open",
  offline: "verbinding weg, alles is opgeslagen",
  refused: "niet alles is opgeslagen",
  refusedOffline: "verbinding weg, niet alles is opgeslagen",
  practiceSaved: "oefenvraag, wordt niet bewaard",
  announced: {
    away: "De verbinding is weg. U kunt doorgaan. Uw antwoorden worden op dit apparaat bewaard.",
    awayVolatile: `De verbinding is weg. U kunt doorgaan. ${ONLY_HERE}`,
    back: "De verbinding is terug.",
    saved: "De verbinding is terug. Al uw antwoorden zijn opgeslagen.",
  },
  volatileNotice:
    "Deze browser kan uw antwoorden niet op dit apparaat bewaren. Sluit deze pagina niet als de verbinding weg is.",
  refusedNotice: (number, message) =>
    `Vraag ${number}: uw laatste antwoord is niet opgeslagen. ${message ?? "Kies uw antwoord opnieuw."}`,
  leftoverNotice: (numbers) =>
    `Op dit apparaat staat nog een ouder antwoord op vraag ${list(numbers)}. U heeft daarna op een ander apparaat een antwoord gegeven. Dat nieuwe antwoord telt.`,
  close: "Sluiten",

  practiceDone: {
    title: "U bent klaar met oefenen",
    text: "In de toets levert u met deze knop uw antwoorden in. U ziet dan eerst welke vragen nog open zijn, en u bevestigt één keer.",
    back: "Naar de toets",
    more: "Nog eens oefenen",
  },
  opening: "Uw toets wordt geopend …",
  openFailed: {
    title: "De toets kon niet worden geopend",
    text: "Er is geen verbinding met Proeve. Uw eerdere antwoorden zijn bewaard. Controleer uw internet en probeer het opnieuw.",
    retry: "Opnieuw proberen",
  },
  busy: {
    title: "Een ogenblik geduld",
    text: "Het is nu erg druk. Uw eerdere antwoorden zijn bewaard. De toets gaat over enkele seconden vanzelf open.",
  },
  stale: {
    title: "Deze pagina is verouderd",
    text: (isKept) =>
      isKept
        ? "Ververs de pagina om verder te gaan. Uw antwoorden blijven bewaard."
        : "Uw laatste antwoorden staan alleen op deze pagina, en zijn weg als u die ververst. Vraag eerst uw toezichthouder of beheerder om hulp.",
    reload: "Pagina verversen",
  },
  refusedOpen: { title: "Deze toets kan nu niet open", back: "Terug naar mijn toetsen" },
  lost: {
    title: "U gaat verder op een ander apparaat of in een ander tabblad. Hier is de toets gestopt.",
    text: "De toets kan maar op één plek tegelijk open zijn. Wilt u toch hier verder? Dan stopt de toets op de andere plek.",
    here: "Hier verdergaan",
  },
  expired: {
    title: "Meld u opnieuw aan",
    text: "Uw aanmelding is verlopen. Uw antwoorden zijn bewaard. Meld u aan in een nieuw tabblad, kom hier terug en kies ‘Hier verdergaan’.",
    signIn: "Aanmelden (nieuw tabblad)",
  },
  paused: {
    title: "De toets staat even stil",
    text: (durable) =>
      `Proeve herkent deze pagina niet meer. ${durable ? "Uw antwoorden zijn bewaard op dit apparaat." : ONLY_HERE} Kies ‘Hier verdergaan’.`,
  },
  standstill: {
    title: "De klok van uw toets staat stil",
    texts: [
      "De toezichthouder heeft de toets even stilgezet. U verliest geen tijd. Uw antwoorden zijn bewaard.",
      "Laat deze pagina open. De toets gaat vanzelf verder.",
    ],
  },
  goesOn: "De toets gaat verder.",
  closed: {
    title: "Uw toets is afgesloten",
    text: "U kunt geen antwoorden meer geven. Bekijk uw uitslag.",
    result: "Naar mijn uitslag",
  },
  late: {
    title: "Leg uit wat er gebeurde",
    count: (count) =>
      count === 1
        ? "Eén antwoord kwam te laat aan en telt nog niet mee."
        : `${count} antwoorden kwamen te laat aan en tellen nog niet mee.`,
    kept: (durable) =>
      durable
        ? "Wat te laat kwam, is op dit apparaat bewaard."
        : "Wat te laat kwam, staat alleen op deze pagina. Laat de pagina open.",
    what: "Stuur ze na met een korte uitleg. Een beoordelaar beslist dan of ze toch meetellen.",
    label: "Wat gebeurde er?",
    help: "Bijvoorbeeld: de wifi viel uit om half elf, en kwam pas na de toets terug. Schrijf niets over uw gezondheid.",
    send: (count) => (count === 1 ? "Antwoord nasturen" : `${count} antwoorden nasturen`),
    tooShort: "Schrijf in één zin wat er gebeurde.",
    doneTitle: "Uw antwoorden zijn nagestuurd",
    done: "Een beoordelaar leest uw uitleg en beslist of ze meetellen. U krijgt daarover een e-mail.",
    known: "Ze waren toch op tijd aangekomen en tellen al mee. U hoeft niets te doen.",
    offline: (durable) => `Nasturen lukte niet. ${whereKept(durable)} Probeer het straks opnieuw.`,
    signIn: (durable) =>
      `Meld u opnieuw aan in een ander tabblad en probeer het dan hier nog een keer. ${whereKept(durable)}`,
    reload: (durable) =>
      durable
        ? "Laad deze pagina opnieuw en probeer het nog een keer. Uw antwoorden blijven bewaard."
        : `Nasturen kan niet meer vanaf deze pagina. ${whereKept(durable)} Vraag uw toezichthouder of beheerder om hulp.`,
  },
  timeUp: {
    title: "De tijd is om. Uw antwoorden zijn bewaard.",
    sendingTitle: "De tijd is om. Uw laatste antwoorden worden opgeslagen.",
    handing: "Uw toets wordt nu ingeleverd. U hoeft niets te doen.",
    offlineTitle: (durable) =>
      durable
        ? "De tijd is om. Uw antwoorden staan op dit apparaat."
        : "De tijd is om. Uw laatste antwoorden staan alleen op deze pagina.",
    offline: "De verbinding is weg. Laat deze pagina open. Zodra de verbinding terug is, gaat alles vanzelf verder.",
  },

  submit: {
    title: "Wilt u de toets inleveren?",
    complete: (total) => `U heeft alle ${total} vragen beantwoord.`,
    open: (count) => (count === 1 ? "Eén vraag is nog niet beantwoord:" : `${count} vragen zijn nog niet beantwoord:`),
    partial: (count) =>
      count === 1 ? "Eén vraag is nog niet helemaal ingevuld:" : `${count} vragen zijn nog niet helemaal ingevuld:`,
    flagged: (count) => (count === 1 ? "Eén vraag heeft u gemarkeerd:" : `${count} vragen heeft u gemarkeerd:`),
    final: "Na het inleveren kunt u niets meer veranderen.",
    guess: "Twijfelt u? Vul dan toch iets in. Een fout antwoord kost geen punten.",
    cancel: "Terug naar de toets",
    confirm: "Toets inleveren",
    sending: "Uw laatste antwoorden worden opgeslagen …",
    offline: (durable) =>
      `Voor het inleveren is verbinding nodig, en die is nu weg. ${durable ? "Al uw antwoorden zijn op dit apparaat bewaard." : ONLY_HERE} Probeer het opnieuw als de verbinding terug is.`,
  },

  keys: {
    detail: {
      choose: "Druk op een letter om dat antwoord te kiezen.",
      mostLeast: "Druk op een letter voor ‘meest’. Druk op Shift en een letter voor ‘minst’.",
      rate: "Druk op een letter om naar een reactie te gaan. Druk daarna op 1, 2, 3 of 4, van zeer onprofessioneel tot zeer professioneel.",
      rank: "Druk op een letter om naar een reactie te gaan. Kies daarna met de pijltjes een plaats.",
    },
  },
};
