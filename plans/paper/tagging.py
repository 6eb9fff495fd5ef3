"""The tags of a bound file: each paper's tree of them becomes a part of the whole's (ISO 32000-1).

The papers are the press's own: one element stands at the top of a tree, and a page's key to its
tags is a number in one flat list.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


class Tags:
    """The tree of tags of a file that is put together from tagged papers."""

    def __init__(self, whole: "Pdf") -> None:
        import pikepdf

        self.whole, self.parts, self.next = whole, 0, 0
        self.root = whole.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=pikepdf.Array())
        )
        self.document = whole.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem,
                S=pikepdf.Name.Document,
                P=self.root,
                K=pikepdf.Array(),
            )
        )
        self.root.K.append(self.document)
        self.numbers = pikepdf.Array()

    def take(self, paper: "Pdf", first: int, title: str) -> None:
        """Take over the tags of a paper whose pages stand in the whole already, from `first` on."""
        import pikepdf

        held = self.whole.copy_foreign(paper.Root.StructTreeRoot)
        self.parts += 1
        for top in held.K:
            top.S, top.P, top.T = pikepdf.Name.Part, self.document, pikepdf.String(title)
            self.document.K.append(top)
        self._renumber(held.ParentTree.Nums, first)
        self._rename(held.K)

    def finish(self) -> None:
        """Say in the whole's catalogue that it is tagged, and where its tags are."""
        import pikepdf

        tree = pikepdf.Dictionary(Nums=self.numbers)
        self.root.ParentTree = self.whole.make_indirect(tree)
        self.root.ParentTreeNextKey = self.next
        self.whole.Root.StructTreeRoot = self.root
        self.whole.Root.MarkInfo = pikepdf.Dictionary(Marked=True)

    def _renumber(self, numbers: "Object", first: int) -> None:
        """Each paper counts its pages from 0; here one count goes through all of them."""
        held = [int(numbers[place]) for place in range(0, len(numbers), 2)]
        for place, key in enumerate(held):
            self.numbers.append(self.next + key)
            self.numbers.append(numbers[2 * place + 1])
        for page in list(self.whole.pages)[first:]:
            if "/StructParents" in page.obj:
                page.obj.StructParents = self.next + int(page.obj.StructParents)
        self.next += max(held, default=-1) + 1

    def _rename(self, nodes: "Object") -> None:
        """The header cells of two papers may have one name: each gets its part's number before."""
        import pikepdf

        waiting: list[Any] = [nodes]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Array):
                waiting += list(node)
            elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
                if "/ID" in node:
                    node.ID = self._named(node.ID)
                if "/A" in node and "/Headers" in node.A:
                    node.A.Headers = pikepdf.Array([self._named(one) for one in node.A.Headers])
                waiting.append(node.get("/K"))

    def _named(self, name: Any) -> Any:
        import pikepdf

        return pikepdf.String(f"{self.parts}.{name}")
