"""The structure of a drawn file: what each part of its pages is, for people who hear it instead of seeing it.

The drawing marks its parts with role and number; here the marks become a structure tree (ISO 32000-1, 14.7 and 14.8;
ISO 14289-1, PDF/UA).
"""

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String, parse_content_stream

from certificates.sheet import Role

FIGURE = "/Figure"
LINK = "/Link"


def tag(pdf: Pdf) -> None:
    """Give a drawn file its structure tree, page after page, with each link tied to its annotation."""
    pages = [page.obj for page in pdf.pages]
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    parents = Dictionary(Nums=Array())
    # The keys of the parent tree: first the pages with their numbered parts, then each annotation has one of its own.
    for key, page in enumerate(pages):
        parents.Nums.append(key)
        parents.Nums.append(Array())
        page.StructParents = key
        page.Tabs = Name.S
    parents = pdf.make_indirect(parents)
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=document, ParentTree=parents, ParentTreeNextKey=len(pages))
    )
    document.P = pdf.Root.StructTreeRoot
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    for page in pages:
        tag_page(pdf, page, document)


def tag_page(pdf: Pdf, page: Any, document: Any) -> None:
    """Give each part of a page its element."""
    parts = pdf.Root.StructTreeRoot.ParentTree.Nums[2 * int(page.StructParents) + 1]
    links = iter(page.get("/Annots", []))
    for role, properties in marks_of(page):
        number = properties.MCID
        if role == LINK:
            element = add_element(pdf, "Link", document)
            tie_annotation(pdf, page, next(links), element, str(properties.Alt))
            figure = add_element(pdf, "Figure", element)
        else:
            figure = add_element(pdf, role.removeprefix("/"), document)
        fill_element(figure, page, number, properties)
        parts.append(figure)


def marks_of(page: Any) -> list[tuple[str, Any]]:
    """Return the role and properties of each mark, in the order of drawing.

    The page is parsed as a page, so that no printed text can pass for a mark.
    """
    marks = parse_content_stream(page, operators="BDC")
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


def tie_annotation(pdf: Pdf, page: Any, annotation: Any, element: Any, words: str) -> None:
    """Put an annotation of a page under its element, with the words that say what it is."""
    root = pdf.Root.StructTreeRoot
    key = int(root.ParentTreeNextKey)
    annotation.StructParent = key
    annotation.Contents = String(words)
    element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page))
    root.ParentTree.Nums.append(key)
    root.ParentTree.Nums.append(element)
    root.ParentTreeNextKey = key + 1
