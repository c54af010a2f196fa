"""The names that writing and reading QTI share: namespaces, identifiers, and what we call the parts of a question."""

QTI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
QTI_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
PACKAGE_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
QTI_METADATA = "http://www.imsglobal.org/xsd/imsqti_metadata_v3p0"
LOM = "http://ltsc.ieee.org/xsd/LOM"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
OWN = "urn:proeve:item:1"
"""What LOM has no place for stands under this name inside LOM, whose binding allows elements of others."""

MANIFEST = "imsmanifest.xml"

RESPONSE, MOST, LEAST = "RESPONSE", "RESPONSE_MOST", "RESPONSE_LEAST"
SCORE, MAXIMUM, FEEDBACK, FOOTRULE = "SCORE", "MAXSCORE", "FEEDBACK", "FOOTRULE"
ALL_EXPLANATIONS = "explanations"

# Players look for identifiers inside each other, so none of ours is the beginning or an inner part of another.
REPLY = "reply_"
RATING = "rating_"
EXPLANATION = "explanation-"

# The part of a question that an element holds, as its class.
ROLE, TEXT, FACT, QUOTE, TURN = "proeve-role", "proeve-text", "proeve-fact", "proeve-quote", "proeve-turn"
COLLEAGUE, QUESTION = "proeve-colleague", "proeve-question"
CRITERION, CRITERION_TEXT, CRITERION_MAXIMUM = "proeve-criterion", "proeve-criterion-text", "proeve-criterion-maximum"
LEVEL_POINTS, LEVEL = "proeve-level-points", "proeve-level"
VARIABLE = "proeve-variable-"
"""The beginning of a class: the name of the variable comes after it."""
MODEL_ANSWER, MARKING_NOTES = "proeve-model-answer", "proeve-marking-notes"


def reply_identifier(reply_id: str) -> str:
    """Return the identifier of a reply: ``reply_a``."""
    return f"{REPLY}{reply_id}"


def rating_identifier(rating: int) -> str:
    """Return the identifier of a rating: ``rating_4``."""
    return f"{RATING}{rating}"


def version_identifier(item_id: str, version: int) -> str:
    """Return the identifier of one version of an item; ids hold no dot, so no two versions share one.

    An id may begin with a digit, an identifier of XML may not; ids hold no underscore, so it stays one of its own.
    """
    return f"{'_' if item_id[0].isdigit() else ''}{item_id}.v{version}"
