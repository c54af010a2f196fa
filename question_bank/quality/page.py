"""Lay the figures out as a page: docs/bank-quality.md."""

from collections import Counter
from collections.abc import Iterator, Sequence

from question_bank.bank import Bank
from question_bank.items import Item
from question_bank.kinds.rate_replies import RATINGS
from question_bank.quality.balance import TOLERANCE, balance
from question_bank.quality.guessing import best_letters, guess_side, guesses
from question_bank.quality.names import names
from question_bank.quality.relabelling import agreements, all_labels, disagreements
from question_bank.quality.texts import readability, shared_between_items, shared_with_articles
from question_bank.rules.cues import FEWEST_REPLIES, LARGEST_RATIO, telling_words
from question_bank.rules.relations import LONGEST_SHARED_RUN
from question_bank.rules.texts import LONGEST_INCIDENT

MOST_WORDS = 12
ARTICLES = "The longest run of words an item shares with a source article"
"""How the one line begins that can only be made where the articles are at hand."""

OPENING = f"""# How good the question bank is

Made by `proeve bank quality`; made anew whenever items change. Targets are six times what one form of forty questions
needs; a count may differ from its target by {TOLERANCE}, one question per form.
"""


def quality_page(bank: Bank, articles: Sequence[str] = ()) -> str:
    """Return the page as Markdown; the comparison with the source articles is made where those are at hand."""
    items = list(bank.items.values())
    parts: list[Iterator[str]] = [iter([OPENING])]
    for exam, blueprint in bank.blueprints.items():
        of_exam = bank.all_items(exam)
        parts += [iter([f"## {blueprint.title}: {len(of_exam)} items\n"]), _balance(exam, of_exam), _cues(of_exam)]
    parts += [_boundaries(items), _texts(items, articles), _blind(items)]
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _balance(exam: str, items: Sequence[Item]) -> Iterator[str]:
    counts = list(balance(exam, items))
    for attribute in dict.fromkeys(count.attribute for count in counts):
        yield from _table((attribute, "items", "target", ""))
        for count in counts:
            if count.attribute == attribute:
                yield _row(count.value.replace("|", " + "), count.count, count.target, "" if count.is_near else "off")
        yield ""


def _cues(items: Sequence[Item]) -> Iterator[str]:
    yield "**Guessing without knowing the subject.** Questions with one best reply that are guessed right:\n"
    yield from _table(("what is guessed by", "questions", "right", "chance"))
    for guess in (*guesses(items), guess_side(items)):
        yield _row(guess.way, guess.questions, f"{guess.right:.0%}", f"{guess.chance:.0%}")
    yield "\nWords say what a reply does, so they tell more than chance; below are those that tell most.\n"
    letters = best_letters(items)
    places = ", ".join(f"{letter}: {letters[letter]}" for letter in sorted(letters))
    yield f"Where the author put the best reply: {places}.\n"
    ratings = Counter(
        rating
        for item in items
        if item.kind == "rate_replies" and isinstance(item.key, dict)
        for rating in item.key.values()
    )
    shares = ", ".join(f"{rating}: {ratings[rating] / ratings.total():.0%}" for rating in RATINGS)
    yield f"Ratings that are the key: {shares}.\n"
    yield (
        f"Words that lean most to one side, among those in at least {FEWEST_REPLIES} replies; a word may stand at most "
        f"{LARGEST_RATIO} times as often on one side (one is added to each count):\n"
    )
    yield from _table(("word", "professional", "other", "ratio"))
    for word in telling_words(items)[:MOST_WORDS]:
        yield _row(word.word, word.professional, word.other, f"{word.ratio:.1f}")
    yield ""


def _boundaries(items: Sequence[Item]) -> Iterator[str]:
    tagged = Counter(item.boundary_rule for item in items if item.boundary_rule is not None)
    yield "## Hard cases\n"
    yield f"{tagged.total()} items stand on a boundary rule of the codebook:\n"
    yield from _table(("rule", "items"))
    yield from (_row(rule, tagged[rule]) for rule in sorted(tagged))
    yield ""


def _texts(items: Sequence[Item], articles: Sequence[str]) -> Iterator[str]:
    measured = readability(items)
    yield "## Texts\n"
    sentence, longest = measured.words_per_sentence, measured.words_per_sentence_p95
    yield f"- Words per sentence: {sentence:.1f} on average, 95 % have at most {longest:.0f}."
    yield f"- Letters per word: {measured.letters_per_word:.1f}."
    yield f"- Words per incident: {measured.words_per_incident:.0f}, never more than {LONGEST_INCIDENT}."
    yield f"- Words per reply: {measured.words_per_reply:.0f}."
    yield f"- A reply is on average {measured.reply_deviation:.0%} longer or shorter than the mean of its item."
    found = names(items)
    yield (
        f"- {found.women} items address a woman (mevrouw), {found.men} a man (meneer, de heer), {found.both} both and "
        f"{found.neither} neither; of {found.family_names} family names none stands in more than "
        f"{found.most_in_items} items. Where a name comes from no rule can tell.\n"
    )
    if (article := shared_with_articles(items, articles)) is not None:
        where = f"{article.length} (*{article.text}*, {article.one})"
        yield f"{ARTICLES}: {where}.\n"
    yield f"Runs of words that return in another family; the limit is {LONGEST_SHARED_RUN}:\n"
    yield from _table(("words", "run", "items"))
    for shared in shared_between_items(items):
        yield _row(shared.length, shared.text, f"{shared.one}, {shared.other}")
    yield ""


def _blind(items: Sequence[Item]) -> Iterator[str]:
    labels = all_labels(items)
    yield "## Blind relabelling\n"
    if not labels:
        yield "No reader has labelled these versions yet."
        return
    replies = sum(len(item.replies) for item in items)
    yield (
        "A reader with the codebook, but without keys, categories and explanations, named the category of each reply.\n"
        f"{len(labels)} of today's {replies} replies were read as they stand; the other {replies - len(labels)} were "
        "written or reworded since.\n"
        "'Agreed' means one of the categories the author declared; kappa compares the label with the one intended "
        "category.\n"
    )
    yield from _table(("replies", "number", "agreed", "same side", "kappa"))
    for group in agreements(labels):
        kappa = "–" if group.kappa is None else f"{group.kappa:.2f}"
        yield _row(group.name, group.replies, f"{group.agreed:.0%}", f"{group.same_side:.0%}", kappa)
    settled = sum(label.reply.remark is not None for label in labels)
    left = disagreements(labels)
    yield (
        f"\n{settled} of these labels differed when they were first compared: {1 - settled / len(labels):.1%} agreed.\n"
        "Each was settled by declaring the reader's category as well, or by a reason why the author's stands; a reply\n"
        "that was reworded instead is not counted here until somebody reads it again. The table above is from after\n"
        f"that. {len(left)} still differ:\n"
    )
    yield from _table(("item", "reply", "intended", "reader", "why the item stands"))
    for label in left:
        yield _row(label.item.id, label.reply.id, label.reply.category, label.said, label.reply.remark or "")


def _table(heads: Sequence[str]) -> Iterator[str]:
    yield _row(*heads)
    yield _row(*("---" for _ in heads))


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"
