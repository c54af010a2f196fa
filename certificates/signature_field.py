"""The empty field that the seal goes into: made before sealing, because the sealing library's own is no PDF/A."""

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from certificates.tagging import add_element, tie_annotation

FIELD_NAME = "Zegel"
PRINT_AND_LOCKED = 132
SIGNATURES_WILL_EXIST = 3
"""The file holds a signature and may only be appended to (ISO 32000-1, table 219)."""


def add_signature_field(pdf: Pdf, words: str) -> None:
    """Add a signature field that shows nothing, tied into the structure; the words are read out for it.

    It has an appearance, though an empty one, which PDF/A asks of every annotation.
    """
    page = pdf.pages[0].obj
    nothing = Stream(pdf, b"", Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 0, 0])))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(FIELD_NAME),
            TU=String(words),
            Rect=Array([0, 0, 0, 0]),
            F=PRINT_AND_LOCKED,
            P=page,
            AP=Dictionary(N=nothing),
        )
    )
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(field)
    tie_annotation(pdf, page, field, add_element(pdf, "Form", pdf.Root.StructTreeRoot.K), words)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), SigFlags=SIGNATURES_WILL_EXIST))
