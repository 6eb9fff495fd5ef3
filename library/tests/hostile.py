"""Files as Excel writes them, and as somebody with bad intentions would."""

import io
import zipfile

BOOK = (
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Planner" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {n} "{f"&{chr(ord(n) - 1)};" * 10}">' for n in "bcdefghi")
    + "]>"
)


def workbook(sheet: str, strings: str = "", **parts: str) -> bytes:
    """An .xlsx file of these parts."""
    held = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
        **({"xl/sharedStrings.xml": strings} if strings else {}),
        **parts,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in held.items():
            file.writestr(name, text)
    return packed.getvalue()


def noise(number: int) -> int:
    """Digits that do not pack well."""
    return number * 2654435761 % 2**32


def sheet_of(rows: list[list[str]]) -> str:
    """A sheet whose cells hold their text themselves."""
    return (
        f"{HEAD}<worksheet><sheetData>"
        + "".join(
            f'<row r="{at}">'
            + "".join(f"<c t='inlineStr'><is><t>{c}</t></is></c>" for c in row)
            + "</row>"
            for at, row in enumerate(rows, start=1)
        )
        + "</sheetData></worksheet>"
    )


def shared_sheet(rows: list[list[str]]) -> bytes:
    """A workbook as Excel writes it: texts apart, empty cells left out."""
    texts: list[str] = []
    lines = []
    for at, row in enumerate(rows, start=1):
        cells = ""
        for column, text in enumerate(row):
            if text:
                texts.append(text)
                cells += f'<c r="{chr(65 + column)}{at}" t="s"><v>{len(texts) - 1}</v></c>'
        lines.append(f'<row r="{at}">{cells}</row>')
    strings = "".join(
        f"<si><r><t>{t[:3]}</t></r><r><t>{t[3:]}</t></r><rPh><t>aside</t></rPh></si>" for t in texts
    )
    return workbook(
        f"{HEAD}<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>",
        f"{HEAD}<sst>{strings}</sst>",
    )


def zip_bomb() -> bytes:
    """A few kilobytes that unpack to hundreds of megabytes."""
    packed = io.BytesIO(workbook("<worksheet/>"))
    with (
        zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as file,
        file.open("xl/sharedStrings.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(bytes(1_000_000))
    return packed.getvalue()


def lying_zip() -> bytes:
    """A workbook whose sheet unpacks to more than its directory says."""
    true = workbook("<worksheet>" + "<row/>" * 200_000 + "</worksheet>")
    size = len("<worksheet>" + "<row/>" * 200_000 + "</worksheet>")
    return true.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))


def billion_laughs() -> bytes:
    """Nine lines that would become gigabytes."""
    return workbook(
        f"{ENTITIES}<worksheet><sheetData><row><c><v>&i;</v></c></row></sheetData></worksheet>"
    )


def outside_entity() -> bytes:
    """A sheet that asks for a file of the server."""
    return workbook(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        "<worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>"
    )


def far_cell() -> bytes:
    """One cell in the last row and column that Excel knows."""
    return workbook(
        '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        "</worksheet>"
    )


def many_elements() -> bytes:
    """Three million cells in two megabytes."""
    return workbook(
        "<worksheet><row>" + "".join(f"<c s='{n}'/>" for n in range(700_000)) + "</row></worksheet>"
    )


def shared_giant() -> bytes:
    """One long text, of which every cell is a copy."""
    row = f"<row>{'<c t=$s$><v>0</v></c>' * 40}</row>".replace("$", "'")
    rows = "".join(row.replace("<row", f"<row s='{noise(n)}{noise(-n)}'") for n in range(4_000))
    return workbook(f"<worksheet>{rows}</worksheet>", f"<sst><si><t>{'long ' * 10}</t></si></sst>")


def deep_xml() -> bytes:
    """Elements within elements within elements."""
    return workbook("<worksheet>" + "".join(f"<a{noise(n)}>" for n in range(120_000)))


def half_workbook() -> bytes:
    """An upload that broke off."""
    return workbook("<worksheet/>")[:300]


def no_sheets() -> bytes:
    """A workbook that lists nothing."""
    return workbook("<worksheet/>", **{"xl/workbook.xml": "<workbook/>"})


def broken_parts() -> bytes:
    """A workbook with the bytes of its parts turned over."""
    whole = workbook(sheet_of([["Area", "Goal"], ["Worry", "Live more."]] * 50))
    middle = whole.index(b"sheet1.xml") + 40
    return (
        whole[:middle]
        + bytes(255 - byte for byte in whole[middle : middle + 60])
        + whole[middle + 60 :]
    )


def other_zip() -> bytes:
    """A zip in which there is a text, and no workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", "<document/>")
    return packed.getvalue()
