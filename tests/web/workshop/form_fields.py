"""What a browser without scripts would send of a page's form."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects the fields of the first form that is sent with a field `revision`."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside = False
        self._area = self._select = ""

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form":
            self._inside = facts.get("id") == "vraag"
        if not self._inside or ("name" not in facts and tag != "option"):
            return
        if tag == "textarea":
            self._area = facts["name"]
            self.fields[self._area] = [""]
        elif tag == "select":
            self._select = facts["name"]
            self.fields.setdefault(self._select, [])
        elif tag == "option" and "selected" in facts:
            self.fields[self._select].append(facts["value"])
        elif tag == "input" and (facts.get("type") != "radio" or "checked" in facts):
            self.fields.setdefault(facts["name"], []).append(facts["value"])

    def handle_data(self, data):
        if self._area:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = ""
        if tag == "form":
            self._inside = False


def fields_in(page: str) -> dict[str, list[str]]:
    """Return the values of the form of the desk by name, as data to post."""
    parser = _Fields()
    parser.feed(page)
    return {name: [value.removeprefix("\n") for value in values] for name, values in parser.fields.items()}
