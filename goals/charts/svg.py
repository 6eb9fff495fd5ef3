"""The few letters of SVG that a chart needs."""

from html import escape


def number(value: float) -> str:
    """A length with two decimals at most: finer than a hundredth of a pixel."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def element(name: str, /, content: str = "", **attributes: str | None) -> str:
    """`<name …>content</name>`; content is markup, None leaves an attribute out.

    Attribute values are escaped here; `stroke_width` is written `stroke-width`.
    """
    told = "".join(
        f' {key.replace("_", "-")}="{_quoted(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def text(content: str, x: float, y: float, size: float, **attributes: str | None) -> str:
    """One line of text, its baseline at (x, y); the content is escaped here."""
    return element(
        "text",
        escape(content, quote=False),
        x=number(x),
        y=number(y),
        font_size=number(size),
        **attributes,
    )
