"""The press: HTML in, a tagged PDF out. The only module that loads WeasyPrint.

Pages do not call it: they ask pressroom, which has it run in a process of its own.

Nothing is fetched. The fetcher knows our own fonts and pictures that are in the page itself, and
refuses every other address, whatever the document asks for.
"""

import base64
import logging
import lzma
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

FOLDER = Path(__file__).parent
FONT, PICTURE = "paper-font:", "data:image/svg+xml;base64,"
# "Declared": WeasyPrint writes the tags and says so; no checker has confirmed the result.
VARIANT = "pdf/a-3a"

# A page with a little of everything: what it loads, the real pages find there.
WARM_UP = (
    '<html lang="en"><title>T</title><body class="for-client" data-left="L" data-right="R">'
    '<h1>One</h1><p>A <b>b</b> <i>c</i> <b><i>d</i></b></p><table class="grid"><caption>T</caption>'
    '<thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>B</td></tr></tbody></table>'
    f'<img alt="P" src="{PICTURE}'
    + base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1L8 8"/>'
        b'<text x="1" y="8" font-family="DejaVu Sans">1</text></svg>'
    ).decode()
    + '"></body></html>'
)

# Fonts that are unpacked only when a text needs them, and the characters that need them.
SCRIPTS = {
    "NotoSansHebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "NotoSansArabic": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "NotoSansThai": "\u0e00-\u0e7f",
    "NotoSansSC": (
        "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
    ),
    "NotoSansKR": "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff",
    "NotoSansMath": "\u2190-\u22ff",
    "NotoSansSymbols2": "\u2300-\u27bf\u2b00-\u2bff",
    "NotoEmoji": "\u2600-\u27bf\U0001f000-\U0001faff",
}
_printing = Lock()


class PressUnavailable(Exception):
    """WeasyPrint's libraries are not on this machine; the message says which."""


def pdf(html: str) -> bytes:
    """The document as PDF bytes. One at a time: the fonts are shared, and threads gain nothing.

    Raises PressUnavailable.
    """
    with _printing:
        letters = _letters(_scripts(html))
        page = _weasyprint().HTML(string=html, url_fetcher=_fetcher())
        pages: bytes = page.write_pdf(
            stylesheets=[letters.stylesheet], font_config=letters.fonts, pdf_variant=VARIANT
        )
        return pages


def ready(html: str = "") -> None:
    """Load WeasyPrint, the fonts of this text and all that a first page loads.

    Raises PressUnavailable.
    """
    if not _weasyprint.cache_info().currsize:
        pdf(WARM_UP)
    _letters(_scripts(html))


@cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as absent:
        raise PressUnavailable(str(absent)) from absent
    # Its warnings may quote the document, and logs carry nothing that was typed.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint


@dataclass(frozen=True)
class _Letters:
    """Our fonts for one set of scripts, and the paper's rules read with them."""

    fonts: Any
    stylesheet: Any


@lru_cache(maxsize=8)
def _letters(scripts: tuple[str, ...]) -> _Letters:
    """The fonts of these scripts, and no others; kept, because reading them costs more than a page.

    In one collection for all papers, what a paper is drawn with would hang on what was printed
    before: the Korean font knows Chinese characters too.
    """
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    faces = [
        _face(name, re.sub(r"(?<=[a-z])(?=[A-Z2])", " ", name), style)
        for name in ("NotoSans", *scripts)
        for style in _styles(name)
    ]
    rules = "".join(faces) + (FOLDER / "paper.css").read_text()
    stylesheet = weasyprint.CSS(
        string=rules, font_config=fonts, url_fetcher=_fetcher(), base_url=FONT
    )
    return _Letters(fonts, stylesheet)


def _scripts(text: str) -> tuple[str, ...]:
    return tuple(name for name, letters in SCRIPTS.items() if re.search(f"[{letters}]", text))


def _styles(name: str) -> list[str]:
    """The styles of a font that are checked in: "Regular", "Bold"…"""
    files = (FOLDER / "fonts").glob(f"{name}-*.ttf.xz")
    return sorted(file.name.removeprefix(f"{name}-").removesuffix(".ttf.xz") for file in files)


def _face(name: str, family: str, style: str) -> str:
    weight = "bold" if "Bold" in style else "normal"
    slant = "italic" if "Italic" in style else "normal"
    return (
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {slant};"
        f" src: url('{FONT}{name}-{style}') }}\n"
    )


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    fonts = {file.name.removesuffix(".ttf.xz"): file for file in FOLDER.glob("fonts/*.ttf.xz")}

    class OnlyOurOwn(URLFetcher):  # type: ignore[misc]  # the library is untyped
        """Fonts by name from the folder, pictures out of their own address, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """The font or picture. Raises ValueError for any other address."""
            if url.startswith(PICTURE):
                body = base64.b64decode(url.removeprefix(PICTURE))
                return URLFetcherResponse(url, body, {"Content-Type": "image/svg+xml"})
            if url.startswith(FONT) and (file := fonts.get(url.removeprefix(FONT))):
                body = lzma.decompress(file.read_bytes())
                return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})
            raise ValueError("Paper fetches nothing.")

    return OnlyOurOwn()
