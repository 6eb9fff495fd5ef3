"""What the press leaves out: the marks by which tools know tagged, archival paper as such.

The result is declared PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): it says so of itself. No
checker of either standard has confirmed it.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

# WeasyPrint declares one standard, not two. A PDF/A file must describe a property that its own
# standard does not know (ISO 19005-3, 6.6.2.3), and "pdfuaid:part" is one.
_DECLARED = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def archival(pdf: bytes) -> bytes:
    """The press's PDF/A-3a, declared PDF/UA-1 too, with a scope on every table header.

    The same input gives the same bytes. It must not be called after the paper was sealed.
    """
    import pikepdf

    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as paper:
        said = paper.Root.Metadata.read_bytes().decode()
        said = said.replace("</rdf:RDF>", _DECLARED + "</rdf:RDF>")
        paper.Root.Metadata = paper.make_stream(
            said.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        _give_headers_their_scope(paper)
        _lead_nowhere(paper)
        paper.save(written, deterministic_id=True)
    return written.getvalue()


def pages_of(pdf: bytes) -> int:
    """How many pages a paper has."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as paper:
        return len(paper.pages)


def _give_headers_their_scope(paper: "Pdf") -> None:
    """A header in a table's head is of its column, every other of its row."""
    import pikepdf

    waiting: list[tuple[Any, str]] = [(paper.Root.StructTreeRoot.get("/K"), "/Row")]
    while waiting:
        node, scope = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += ((child, scope) for child in node)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            kind = str(node.S)
            scope = {"/THead": "/Column", "/Table": "/Row"}.get(kind, scope)
            if kind == "/TH":
                node.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name(scope))
            waiting.append((node.get("/K"), scope))


def _lead_nowhere(paper: "Pdf") -> None:
    """Paper has no links: one that a text had smuggled in would go, with whatever it does."""
    for page in paper.pages:
        if "/Annots" in page.obj:
            for link in page.obj.Annots:
                if "/A" in link:
                    del link["/A"]
            del page.obj["/Annots"]
