"""The paper's own code: by it, whoever holds the paper can ask whether it is genuine."""

import base64
import io
import secrets

# Crockford's base 32: no letter that is taken for a number, read aloud or from a fax.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_TAKEN_FOR = str.maketrans("OIL", "011")


def new_code() -> str:
    """Sixteen random characters: 80 bits, which nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """As it is printed: "7K3M-9QXT-A0BC-5DEF"."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """The code that somebody typed from paper, or "" if it can be none."""
    bare = "".join(typed.upper().split()).replace("-", "").translate(_TAKEN_FOR)
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else ""


def picture(address: str) -> str:
    """A QR code of the address: an SVG document, base64."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    drawn = io.BytesIO()
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=2)
    code.add_data(address)
    code.make_image(image_factory=SvgPathImage).save(drawn)
    return base64.b64encode(drawn.getvalue()).decode()
