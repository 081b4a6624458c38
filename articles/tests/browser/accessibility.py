"""What a page is to those who cannot see it: Chromium's accessibility tree, and what axe finds wrong."""

from collections.abc import Iterator
from pathlib import Path

_AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
_RUN = """async ([within, impacts]) => {
    const {violations} = await axe.run(within ?? document, {resultTypes: ["violations"]});
    return violations.filter(found => !impacts || impacts.includes(found.impact)).flatMap(
        found => found.nodes.map(node => `${found.id}: ${node.target.join(" ")} ${node.failureSummary}`));
}"""

#: Roles that say where one is; what they hold is read in lines of its own.
PLACES = {"article", "banner", "blockquote", "complementary", "contentinfo", "main", "navigation", "note", "region"}
#: Roles that stand within a line.
INLINE = {"StaticText", "button", "code", "emphasis", "image", "link", "LineBreak", "mark", "strong", "time"}


class Node:
    """Something that is told, with what is told within it; what Chromium leaves out is left out."""

    def __init__(self, raw: dict, nodes: dict[str, dict]):
        self.role = raw["role"]["value"]
        self.name = raw.get("name", {}).get("value", "")
        self.properties = {item["name"]: item["value"].get("value") for item in raw.get("properties", [])}
        self.children = [Node(child, nodes) for child in _told(raw, nodes)]

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *roles: str) -> list["Node"]:
        return [node for node in self.walk() if node.role in roles]

    @property
    def level(self) -> int:
        return self.properties["level"]

    def lines(self) -> list[str]:
        """What is read, in its order: places in brackets, headings with their level, all else as its text."""
        return list(_joined(self._pieces()))

    def _pieces(self) -> Iterator[tuple[bool, str]]:
        for node in self.children:
            if node.role in INLINE:
                yield True, node._text() or node.name
            elif node.role == "heading":
                yield False, f"h{node.level} {node.name}"
            elif node.role in PLACES:
                yield False, f"[{node.role} {node.name}".rstrip() + "]"
                yield from node._pieces()
                yield False, ""
            else:
                yield False, ""
                yield from node._pieces()
                yield False, ""

    def _text(self) -> str:
        return "".join(node.name for node in self.all("StaticText"))


def _told(raw: dict, nodes: dict[str, dict]) -> Iterator[dict]:
    for key in raw.get("childIds", []):
        if (child := nodes.get(key)) is None:
            continue
        if child.get("ignored"):
            yield from _told(child, nodes)
        else:
            yield child


def _joined(pieces: Iterator[tuple[bool, str]]) -> Iterator[str]:
    """Texts that stand side by side are one line."""
    line = ""
    for inline, text in pieces:
        if inline:
            line += text
            continue
        if line.strip():
            yield line.strip()
        line = ""
        if text:
            yield text
    if line.strip():
        yield line.strip()


def tree_of(page) -> Node:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return Node(nodes[0], {node["nodeId"]: node for node in nodes})


def violations(page, within: str | None = None, serious: bool = False) -> list[str]:
    """What axe finds on a page, in a window that lets it in, as the site's own policy would not (``bypass_csp``).

    Only what is ``serious``, if asked so, and only in what a selector names.
    """
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text("utf-8"))
    return page.evaluate(_RUN, [within, ["serious", "critical"] if serious else None])
