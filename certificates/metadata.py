"""The XMP packet of an archived file: what the document says it is, and the standards it promises to keep."""

from datetime import datetime
from xml.sax.saxutils import escape

from pikepdf import Pdf

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<xmp:CreateDate>{written}</xmp:CreateDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:MetadataDate>{written}</xmp:MetadataDate>
<xmp:ModifyDate>{written}</xmp:ModifyDate>
</rdf:Description>
{accessible}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

# PDF/A knows no property of PDF/UA, so the packet has to explain it (ISO 19005-3, 6.6.2.3).
ACCESSIBLE = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def write_metadata(pdf: Pdf, *, accessible: bool) -> bytes:
    """Return the packet that agrees with the document information, as PDF/A asks; PDF/UA is promised when accessible.

    The packet cannot be changed in place ("r"), for the seal would not survive it.
    """
    said = {key: escape(str(pdf.docinfo[f"/{key.title()}"])) for key in ("author", "subject", "title", "producer")}
    return PACKET.format(
        **said,
        creator=escape(str(pdf.docinfo["/Creator"])),
        written=moment_of(pdf).strftime("%Y-%m-%dT%H:%M:%SZ"),
        accessible=ACCESSIBLE if accessible else "",
    ).encode()


def moment_of(pdf: Pdf) -> datetime:
    """Return when the document says it was made, in UTC."""
    return datetime.strptime(str(pdf.docinfo["/CreationDate"]), "D:%Y%m%d%H%M%S%z")
