"""The rules of the codebook for replies on the border of two categories, by number, in a few words each."""

from collections.abc import Mapping

BOUNDARY_RULES: Mapping[int, str] = {
    1: "Ingaan op gevoel, of de huurder gelijk geven",
    2: "Zeggen hoe het is, of afkappen",
    3: "Zeggen hoe het is, of zeggen wat niet kan",
    4: "Zeggen hoe het is, of uitleggen waarom",
    5: "Zeggen hoe het is, of zich verschuilen",
    6: "Uitleggen, of de eigen organisatie afvallen",
    7: "Uitleggen, of de huurder de schuld geven",
    8: "Zeggen wat wel kan, of een loze belofte",
    9: "Een afspraak, of een loze belofte",
    10: "Zeggen wat wel kan, of doorschuiven",
    11: "De klachtroute wijzen, of afkappen",
    12: "Luisteren, of ingaan op gevoel of de huurder als nummer",
    13: "Een eerlijke verwachting, of een feit of uitleg",
    14: "De huurder als nummer, of het gevoel kleiner maken",
    15: "Een grens stellen is geen afkappen of aanval",
    16: "Ja-maar: begrip waarin niets genoemd wordt",
    17: "De toon (ironie, jij, hoofdletters) is geen categorie",
}
