"""Draw the icons of static/articles from one design: a page with a headline and three blocks of text.

    .venv/bin/python scripts/draw_icons.py

icon.svg is written by hand and shows the same.
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "static" / "articles"
GROUND, INK = "#9b1c1f", "#ffffff"
#: Left, top, right and bottom on a field of 32.
BLOCKS = [(6, 6, 26, 11), (6, 14, 15, 16), (6, 18, 15, 20), (6, 22, 15, 24), (17, 14, 26, 24)]


def draw(size: int, scale: float = 1.0) -> Image.Image:
    """The icon, its blocks drawn at ``scale`` around the middle."""
    icon = Image.new("RGB", (size, size), GROUND)
    pen = ImageDraw.Draw(icon)
    for block in BLOCKS:
        left, top, right, bottom = (round(((edge - 16) * scale + 16) * size / 32) for edge in block)
        pen.rectangle((left, top, right - 1, bottom - 1), fill=INK)
    return icon.quantize(8)


def main():
    for size in (180, 192, 512):
        draw(size).save(FOLDER / f"icon-{size}.png", optimize=True)
    # A system that cuts icons round keeps the inner four fifths.
    draw(512, 0.72).save(FOLDER / "icon-maskable-512.png", optimize=True)


if __name__ == "__main__":
    main()
