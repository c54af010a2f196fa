"""Rules for the key: it must be professional, settled by the codebook, and not hinge on a matter of taste.

The articles offer stating the fact and acknowledging the feeling as alternatives, so no key may decide
between the two; and a bare fact is professional but incomplete, so a fuller reply beats it.
"""

from collections.abc import Iterator

from question_bank.codebook import are_professional, find_category
from question_bank.flaw import Flaw
from question_bank.items import Item, Reply
from question_bank.kinds import kind_of
from question_bank.kinds.rate_replies import MAXIMUM, PROFESSIONAL

FACT, FEELING = frozenset({"FEIT"}), frozenset({"GEVOEL"})
NEVER_KEYED = "GRENS"


def primary_category(item: Item) -> Iterator[Flaw]:
    """Demand a primary category that an article supports and that occurs in the item."""
    category = find_category(item.category)
    if not category.may_be_keyed:
        yield Flaw(
            ("category",),
            f"{category.code} wordt alleen afgeleid uit de artikelen en mag geen hoofdcategorie zijn. Kies een andere.",
        )
    if item.replies and not any(item.category in reply.codes for reply in item.replies):
        yield Flaw(("category",), f"Geen enkele reactie heeft de categorie {category.code}. Pas er één aan.")


def best_is_professional(item: Item) -> Iterator[Flaw]:
    """Demand that the best reply is professional and the worst is not."""
    best, least = kind_of(item).best(item), kind_of(item).least(item)
    if best is not None and not are_professional(best.codes):
        yield Flaw(("key",), f"De beste reactie ({best.id}) heeft een categorie die niet professioneel is.")
    if best is not None and NEVER_KEYED in best.codes:
        yield Flaw(("key",), f"{NEVER_KEYED} mag nooit de sleutel zijn.")
    if item.kind == "most_least" and least is not None and are_professional(least.codes):
        yield Flaw(("key",), f"De minst professionele reactie ({least.id}) heeft een professionele categorie.")


def fact_against_feeling(item: Item) -> Iterator[Flaw]:
    """Refuse a key that decides between a bare fact and a bare feeling, or prefers a bare fact to a fuller reply."""
    best = kind_of(item).best(item)
    if best is None:
        return
    others = [reply for reply in item.replies if reply is not best]
    if item.kind == "rank_replies":
        if {FACT, FEELING} <= {reply.codes for reply in item.replies}:
            yield Flaw(("replies",), "Een rangorde mag niet alleen FEIT en ook alleen GEVOEL bevatten.")
    elif best.codes in (FACT, FEELING) and any(other.codes == _opposite(best) for other in others):
        yield Flaw(("key",), "De sleutel mag niet beslissen tussen alleen FEIT en alleen GEVOEL.")
    if best.codes == FACT and any(map(_is_fuller_than_a_fact, others)):
        yield Flaw(("key",), "Alleen FEIT is niet de beste reactie als FEIT met UITLEG of GEVOEL erbij staat.")


def ratings_follow_categories(item: Item) -> Iterator[Flaw]:
    """Demand that ratings on the professional side belong to professional replies, and the other way round."""
    if item.kind != "rate_replies" or not isinstance(item.key, dict):
        return
    for reply in item.replies:
        rating, professional = item.key[reply.id], are_professional(reply.codes)
        if rating in PROFESSIONAL and (not professional or NEVER_KEYED in reply.codes):
            yield Flaw(
                ("key", reply.id), f"Reactie {reply.id} krijgt een {rating}, maar de categorie is niet professioneel."
            )
        if rating not in PROFESSIONAL and professional:
            yield Flaw(
                ("key", reply.id),
                f"Reactie {reply.id} krijgt een {rating} bij een professionele categorie. Klopt dat?",
                "warning",
            )
        if rating == MAXIMUM and reply.codes == FACT:
            yield Flaw(("key", reply.id), "Alleen FEIT is onvolledig; een 3 past beter dan een 4.", "warning")


def ranking_follows_categories(item: Item) -> Iterator[Flaw]:
    """Refuse a ranking with an unprofessional reply above a professional one."""
    if item.kind != "rank_replies" or not isinstance(item.key, tuple):
        return
    replies = {reply.id: reply for reply in item.replies}
    sides = [are_professional(replies[reply_id].codes) for reply_id in item.key]
    if sides != sorted(sides, reverse=True):
        yield Flaw(("key",), "Een onprofessionele reactie staat boven een professionele. Draai de volgorde om.")


def _opposite(best: Reply) -> frozenset[str]:
    return FEELING if best.codes == FACT else FACT


def _is_fuller_than_a_fact(reply: Reply) -> bool:
    return are_professional(reply.codes) and ({"FEIT", "UITLEG"} <= reply.codes or "GEVOEL" in reply.codes)
