"""Binding: several papers as one PDF with an outline, in the press's worker, within its limits.

What is bound is a copy: each paper's own seal holds for the paper alone and is left out. Its tags
are taken over (tagging.py); what it declares about archives is not. Whoever needs the sealed paper
gets it as it is (audits.packets offers both).
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from .pipes import Head, Message
from .tagging import Tags

if TYPE_CHECKING:
    from pikepdf import Pdf


def count(head: Head, body: bytes) -> Message:
    """A job of the worker: the pages of each paper. `head["sizes"]`: their bytes in `body`."""
    import pikepdf

    counts = []
    for part in parts(body, head["sizes"]):
        with pikepdf.open(BytesIO(part)) as paper:
            counts.append(len(paper.pages))
    return {"is": "done", "counts": counts}, b""


def bind(head: Head, body: bytes) -> Message:
    """A job of the worker: the papers one after the other, each with its entry in the outline.

    `head["titles"]` are the entries, `head["title"]` and `head["author"]` what the file is called
    and who made it. The same papers give the same bytes.
    """
    import pikepdf

    whole, written = pikepdf.new(), BytesIO()
    _put_together(whole, zip(head["titles"], parts(body, head["sizes"]), strict=True))
    whole.Root.PageMode = pikepdf.Name.UseOutlines
    whole.Root.Lang = pikepdf.String("en")
    whole.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    whole.docinfo["/Title"], whole.docinfo["/Author"] = head["title"], head["author"]
    pages = len(whole.pages)
    # The tags of 25 charts are 25,000 small objects: written one by one they weigh twice the pages.
    packed = pikepdf.ObjectStreamMode.generate
    whole.save(written, deterministic_id=True, object_stream_mode=packed)
    return {"is": "done", "pages": pages}, written.getvalue()


def _put_together(whole: "Pdf", papers: Iterable[tuple[str, bytes]]) -> None:
    """Pages, outline and tags; fields and links stay with the papers."""
    import pikepdf

    tags = Tags(whole)
    with whole.open_outline() as outline:
        for title, part in papers:
            first = len(whole.pages)
            with pikepdf.open(BytesIO(part)) as paper:
                whole.pages.extend(paper.pages)
                if "/StructTreeRoot" in paper.Root:
                    tags.take(paper, first, title)
            outline.root.append(pikepdf.OutlineItem(title, first))
    for page in whole.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
    tags.finish()


def parts(body: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """The papers that were sent as one."""
    start = 0
    for size in sizes:
        yield body[start : start + size]
        start += size


def joined(papers: Iterable[bytes]) -> tuple[list[int], bytes]:
    """Papers as they are sent: their sizes, and all of them."""
    held = list(papers)
    return [len(one) for one in held], b"".join(held)
