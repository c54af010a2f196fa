"""The structure of a drawn file: what each part of its page is, for people who hear it instead of seeing it.

The drawing marks its parts with role and number; here the marks become a structure tree (ISO 32000-1, 14.7 and 14.8;
ISO 14289-1, PDF/UA).
"""

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String, parse_content_stream

from certificates.sheet import Role

FIGURE = "/Figure"
LINK = "/Link"


def tag(pdf: Pdf) -> None:
    """Give a file of one drawn page its structure tree, with each link tied to its annotation."""
    page = pdf.pages[0].obj
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    parents = Dictionary(Nums=Array())
    parents.Nums.append(0)
    parents.Nums.append(Array())
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=document, ParentTree=pdf.make_indirect(parents), ParentTreeNextKey=1)
    )
    document.P = pdf.Root.StructTreeRoot
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    # The keys of the parent tree: 0 is the page with its numbered parts, each annotation has one of its own.
    page.StructParents = 0
    page.Tabs = Name.S
    links = iter(page.get("/Annots", []))
    for role, properties in marks_of(pdf):
        number = properties.MCID
        if role == LINK:
            element = add_element(pdf, "Link", document)
            tie_annotation(pdf, next(links), element, str(properties.Alt))
            figure = add_element(pdf, "Figure", element)
        else:
            figure = add_element(pdf, role.removeprefix("/"), document)
        fill_element(figure, page, number, properties)
        pdf.Root.StructTreeRoot.ParentTree.Nums[1].append(figure)


def marks_of(pdf: Pdf) -> list[tuple[str, Any]]:
    """Return the role and properties of each mark, in the order of drawing.

    The page is parsed as a page, so that no printed text can pass for a mark.
    """
    marks = parse_content_stream(pdf.pages[0], operators="BDC")
    return [(str(mark.operands[0]), mark.operands[1]) for mark in marks]


def add_element(pdf: Pdf, role: Role | str, parent: Any) -> Any:
    """Add an empty element at the end of another."""
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, K=Array()))
    parent.K.append(element)
    return element


def fill_element(element: Any, page: Any, number: int, properties: Any) -> None:
    """Let the element hold one part of the page; a figure gets its box and the words that are read out for it."""
    element.Pg = page
    element.K = number
    if "/Alt" in properties:
        element.Alt = String(str(properties.Alt))
        element.A = Dictionary(O=Name.Layout, BBox=Array(list(properties.BBox)), Placement=Name.Block)


def tie_annotation(pdf: Pdf, annotation: Any, element: Any, words: str) -> None:
    """Put an annotation under its element, with the words that say what it is."""
    root = pdf.Root.StructTreeRoot
    key = int(root.ParentTreeNextKey)
    annotation.StructParent = key
    annotation.Contents = String(words)
    element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=pdf.pages[0].obj))
    root.ParentTree.Nums.append(key)
    root.ParentTree.Nums.append(element)
    root.ParentTreeNextKey = key + 1
