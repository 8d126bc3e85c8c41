"""Reads and writes picture files without trusting them: opened within bounds, upright, in sRGB, without any metadata.

Comes in: the bytes of a file someone added. Goes out: Pillow images and clean encoded bytes. Which sizes a site needs, and
where they are kept, is left to ``outputs.media``; the guideline's rule on GPS asks ``has_gps`` here.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Literal

from PIL import Image, ImageCms, ImageFilter, ImageOps, UnidentifiedImageError

from voices.crops import Format, PictureError, Shape, crop_box, scaled_height
from voices.store import write_atomic

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_GPS_IFD = 0x8825
# Where a face or a subject usually is in an upright picture: nearer the top than the bottom.
_UPPER_PART = 0.25
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, struct.error, zlib.error)


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """The picture at ``path``, its header read and its pixels not yet.

    Raises PictureError for what is no picture, more than 89 megapixels, cut short, or broken while the block decodes it.
    """
    try:
        # More pixels than Pillow's own bound would only be warned about: here that is a refusal.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with path.open("rb") as file, Image.open(file, formats=FORMATS) as image:
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("The picture has more than 89 megapixels. Save a smaller copy of it.") from None
    except FileNotFoundError:
        raise PictureError("There is no such picture. Check its path.") from None
    except UnidentifiedImageError:
        raise PictureError(_unknown(path)) from None
    except _FAULTS:
        raise PictureError("The picture is damaged or cut short. Export it again from where it came.") from None


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as a reader sees them: the camera's orientation applied, without decoding."""
    width, height = image.size
    return (height, width) if image.getexif().get(0x0112) in (5, 6, 7, 8) else (width, height)


def clean(image: Image.Image, shrink: float = 1) -> Image.Image:
    """The decoded picture: upright, sRGB, ``RGB`` or ``RGBA`` (only where something shows through), nothing attached.

    A JPEG may be decoded at a half, quarter or eighth of its size, but at no less than ``shrink`` of it.
    """
    if shrink < 1 and image.format in ("JPEG", "MPO"):
        image.draft(None, (ceil(image.width * shrink), ceil(image.height * shrink)))
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    see_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    result = _srgb(upright, profile, "RGBA" if see_through else "RGB")
    if result.mode == "RGBA" and result.getchannel("A").getextrema() == (255, 255):
        result = result.convert("RGB")
    result.info = {}
    return result


def cropped(image: Image.Image, shape: Shape) -> Image.Image:
    """The largest cut of ``shape``: across, where most detail is; down, nearer the top, where faces are."""
    width, height = crop_box(image.size, shape)
    if (width, height) == image.size:
        return image
    left = _busiest(image, width) if width < image.width else 0
    top = round((image.height - height) * _UPPER_PART)
    return image.crop((left, top, left + width, top + height))


def encoded(image: Image.Image, form: Format) -> bytes:
    """The picture's bytes in that format, the same for the same pixels, without metadata."""
    out = BytesIO()
    if form == "webp":
        image.save(out, "WEBP", quality=80, method=4)
    elif form == "jpeg":
        image.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    else:
        image.save(out, "PNG", optimize=True)
    return out.getvalue()


def has_gps(path: Path) -> bool:
    """Whether the file says where it was taken, in EXIF or XMP; False for what is no picture."""
    try:
        with opened(path) as image:
            located = bool(image.getexif().get_ifd(_GPS_IFD))
            notes = [image.info.get(key) for key in ("xmp", "XML:com.adobe.xmp")]
            return located or any("GPSLatitude" in _text(note) for note in notes if note)
    except PictureError:
        return _hidden_gps(path)


def strip(path: Path, crop: Shape = "free", width: int | None = None) -> tuple[tuple[int, int], tuple[int, int]]:
    """Write the picture at ``path`` again in place: upright, without EXIF and GPS, cropped, at most ``width`` wide.

    Returns its size before and after. The file keeps its format by its name's ending. Raises PictureError, and leaves the
    file alone, when it can't be read or its ending is none of jpg, jpeg, png and webp.
    """
    forms: dict[str, Format] = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp"}
    form = forms.get(path.suffix.lower())
    if form is None:
        raise PictureError("Only .jpg, .png and .webp are written. Save the picture as one of these first.")
    with opened(path) as image:
        before = upright_size(image)
        result = cropped(clean(image), crop)
    if width is not None and result.width > width:
        result = resized(result, width, scaled_height(result.size, width))
    out = BytesIO()
    if form == "jpeg":
        opaque(result).save(out, "JPEG", quality=92, optimize=True, progressive=True)
    elif form == "webp":
        result.save(out, "WEBP", quality=92, method=4)
    else:
        result.save(out, "PNG", optimize=True)
    write_atomic(path, out.getvalue())
    return before, result.size


def resized(image: Image.Image, width: int, height: int) -> Image.Image:
    """The picture at that size."""
    return image.resize((width, height), Image.Resampling.LANCZOS)


def opaque(image: Image.Image) -> Image.Image:
    """The picture on white, for formats that let nothing show through."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _srgb(image: Image.Image, profile: object, mode: Literal["RGB", "RGBA"]) -> Image.Image:
    if isinstance(profile, bytes) and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a broken profile says nothing about the pixels
        if converted is not None:
            return converted.convert(mode)
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value / 256).convert("L")
    return image.convert(mode)


def _busiest(image: Image.Image, width: int) -> int:
    """The left edge of the ``width`` wide part with the most edges in it, the middle preferred among near equals."""
    columns = 64
    small = image.convert("L").resize((columns, 64), Image.Resampling.BOX).filter(ImageFilter.FIND_EDGES)
    # The filter leaves the rim of the picture as it was: it is no edge.
    weights = list(small.crop((1, 1, columns - 1, 63)).resize((columns - 2, 1), Image.Resampling.BOX).tobytes())
    weights = [0, *weights, 0]
    part = max(1, round(columns * width / image.width))
    middle = (columns - part) / 2

    def gain(left: int) -> float:
        off_centre = abs(left - middle) / max(middle, 1)
        return sum(weights[left : left + part]) * (1 - 0.25 * off_centre)

    best = max(range(columns - part + 1), key=lambda left: (gain(left), -abs(left - middle)))
    return min(round(best * image.width / columns), image.width - width)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _hidden_gps(path: Path) -> bool:
    """GPS in a file Pillow does not open (HEIC from a phone, a damaged JPEG): its EXIF block is looked for."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    found = data.find(b"Exif\x00\x00")
    if found < 0:
        return False
    exif = Image.Exif()
    try:
        exif.load(data[found:])
        return bool(exif.get_ifd(_GPS_IFD))
    except _FAULTS:
        return False


def _unknown(path: Path) -> str:
    if path.suffix.lower() in (".heic", ".heif"):
        return "A HEIC picture is not shown by every browser. Export it as JPEG."
    return "This is not a picture the hub reads. Use a JPEG, PNG, WebP, AVIF or GIF file."
