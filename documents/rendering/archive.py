"""What makes a printed file fit for the archive and for screen readers at once: PDF/A-2a and PDF/UA-1.

WeasyPrint writes the fonts, colours and tags of PDF/A-2a. Added here: the mark of PDF/UA in the metadata, with the description
of its schema that PDF/A asks for; page numbers as artefacts, which are not read aloud; the scope of the heads of tables.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import pydyf
    from weasyprint.document import Document

PDF_VARIANT = "pdf/a-2a"
# Half the time of the strongest compression for two per cent more bytes.
_COMPRESSION_LEVEL = 6
_GROUPING = ("/Span", "/Div", "/NonStruct")
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def make_archivable(document: Document, pdf: pydyf.PDF) -> None:
    """Finish the file in place, before it is written."""
    _write_metadata(document, pdf)
    _set_page_numbers_apart(pdf)
    _give_heads_their_scope(pdf)
    _drop_empty_elements(pdf)
    _compress_once(pdf)


def _write_metadata(document: Document, pdf: pydyf.PDF) -> None:
    stream = _referenced(pdf, pdf.catalog["Metadata"])
    text = _METADATA.format(
        title=escape(document.metadata.title or ""),
        language=document.metadata.lang,
        producer=pdf.info["Producer"].string,
    )
    stream.stream, stream.compress = [text.encode()], False


def _set_page_numbers_apart(pdf: pydyf.PDF) -> None:
    """Make artefacts of what stands in the margin of a page: drawn last, and left outside the tree by WeasyPrint."""
    root = _referenced(pdf, pdf.catalog["StructTreeRoot"])
    branches = set(_referenced(pdf, root["K"][0])["K"])
    elements_of_pages = _referenced(pdf, root["ParentTree"])["Nums"][1::2]
    for page_reference, elements in zip(pdf.page_references, elements_of_pages, strict=False):
        margin: set[int] = set()
        while elements and _taken_out(pdf, elements[-1], branches):
            elements.pop()
            margin.add(len(elements))
        content = _referenced(pdf, _referenced(pdf, page_reference)["Contents"]).stream
        for position in range(len(content) - 1, 0, -1):
            if not margin:
                break
            mark = content[position]
            if isinstance(mark, dict) and mark.get("MCID") in margin:
                margin.remove(mark.pop("MCID"))
                mark.update(Type="/Pagination", Subtype="/Header")
                content[position - 1] = "/Artifact"


def _taken_out(pdf: pydyf.PDF, reference: bytes, branches: set[bytes]) -> bool:
    """Empty an element that hangs on no branch of the tree, with all above it; False when it does hang there."""
    document = _referenced(pdf, pdf.catalog["StructTreeRoot"])["K"][0]
    chain = [reference]
    while (above := _referenced(pdf, chain[-1])["P"]) != document:
        chain.append(above)
    if chain[-1] in branches:
        return False
    for element in chain:
        _referenced(pdf, element).clear()
    return True


def _give_heads_their_scope(pdf: pydyf.PDF) -> None:
    """Heads of our tables stand above their columns: said once in each head, instead of in a list in every cell."""
    for element in pdf.objects:
        if isinstance(element, dict) and "A" in element and element.get("S") in ("/TH", "/TD"):
            attributes: dict[str, Any] = element["A"]
            attributes.pop("Headers", None)
            if element["S"] == "/TH":
                element.pop("ID", None)
                attributes["Scope"] = "/Column"
            elif len(attributes) == 1:
                del element["A"]


def _drop_empty_elements(pdf: pydyf.PDF) -> None:
    """Rules and gaps are elements without content, which a screen reader would stop at. Empty cells stay in their row."""
    import pydyf

    for element in reversed(pdf.objects):
        if isinstance(element, pydyf.Dictionary) and element.get("S") in _GROUPING and not element.get("K"):
            _referenced(pdf, element["P"])["K"].remove(element.reference)
            element.clear()


def _compress_once(pdf: pydyf.PDF) -> None:
    """Write each stream compressed already: the writer would do it twice, once more for the identifier of the file."""
    import pydyf

    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            content = b"\n".join(map(pydyf._to_bytes, stream.stream))
            stream.stream, stream.compress = [zlib.compress(content, _COMPRESSION_LEVEL)], False
            stream.extra["Filter"] = "/FlateDecode"


def _referenced(pdf: pydyf.PDF, reference: bytes | str) -> Any:
    return pdf.objects[int(reference.split()[0])]
