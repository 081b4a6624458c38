"""Small pictures for tests, and their files."""

import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def drawing(size=(1000, 1500), mode="RGB"):
    """Four coloured quarters, so that turning and cropping are seen: red, green, blue and white from the top left."""
    picture = Image.new("RGB", size, "white")
    half = (size[0] // 2, size[1] // 2)
    picture.paste("red", (0, 0, *half))
    picture.paste("lime", (half[0], 0, size[0], half[1]))
    picture.paste("blue", (0, half[1], half[0], size[1]))
    return picture.convert(mode)


def file_of(picture, form="JPEG", **options):
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def upload(content, name="01.jpg"):
    return SimpleUploadedFile(name, content)


def noise(size):
    """What no format can make small."""
    return Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3))


def colour(picture, x, y):
    """Which of the quarters' colours stands at this fraction of the picture."""
    point = picture.convert("RGB").getpixel((int(x * picture.width), int(y * picture.height)))
    names = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
    return min(names, key=lambda name: sum(abs(a - b) for a, b in zip(names[name], point, strict=True)))
