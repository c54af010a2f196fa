"""One dialect for what is read: QTI 2 becomes QTI 3, so that there is one reader."""

import re
from xml.etree.ElementTree import Element

from question_bank.exchange.active_markup import split_name

NAMES_OF_HTML = (
    "a abbr acronym address article aside audio b bdi bdo big blockquote br caption cite code col colgroup dd "
    "details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img kbd label li math nav "
    "object ol p param picture pre q rb rp rt ruby samp section small source span strong sub summary sup table "
    "tbody td tfoot th thead time tr track tt u ul var video"
)
HTML = frozenset(NAMES_OF_HTML.split())
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def as_qti3(root: Element) -> Element:
    """Return a copy with the names of QTI 3 and without namespaces: ``simpleChoice`` becomes ``qti-simple-choice``."""
    attributes = {_kebab(split_name(name)[1]): value for name, value in root.attrib.items()}
    copy = Element(_tag(split_name(root.tag)[1]), attributes)
    copy.text, copy.tail = root.text, root.tail
    copy.extend(as_qti3(child) for child in root)
    return copy


def _tag(name: str) -> str:
    if name.startswith("qti-") or name in HTML:
        return name
    return f"qti-{_kebab(name)}"


def _kebab(name: str) -> str:
    return HUMP.sub("-", name).lower()
