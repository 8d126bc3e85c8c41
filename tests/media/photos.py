"""Pictures made on the spot: what a phone, a designer, a careless person and a hostile one would add."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

TURNED, MAKER, GPS = 0x0112, 0x010F, 0x8825


def phone_photo(width: int = 800, height: int = 600, orientation: int = 1, *, located: bool = True) -> bytes:
    """A JPEG as a phone writes it: red on its left half, blue on its right, with maker, orientation and GPS."""
    image = Image.new("RGB", (width, height), "#c03020")
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill="#2030c0")
    exif = Image.Exif()
    exif[MAKER] = "Phone Maker"
    exif[TURNED] = orientation
    if located:
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (60.0, 10.0, 12.0)
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"private words", quality=90)
    return out.getvalue()


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """The image as a file of that format."""
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
