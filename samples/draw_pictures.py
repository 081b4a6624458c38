"""Draw the photographs of the sample issues; run it again to get the same files.

    python samples/draw_pictures.py

They are drawn from shapes and gradients, so they belong to nobody.
"""

import random
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

FOLDER = Path(__file__).parent / "qinghe"
SIZE = (1200, 800)
# Drawn at twice the size and shrunk, which smooths every edge.
SCALE = 2
WIDTH, HEIGHT = SIZE[0] * SCALE, SIZE[1] * SCALE

# --- photographs ---------------------------------------------------------------------------------


def gradient(top, bottom, size=(WIDTH, HEIGHT)):
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def ridge(rng, base, height, steps=9):
    """The outline of a range of hills, from the left edge to the right: midpoint displacement."""
    points = [base + rng.uniform(-height, height) for _ in range(3)]
    for step in range(steps - 3):
        reach = height * 0.55 ** (step + 1)
        between = [(a + b) / 2 + rng.uniform(-reach, reach) for a, b in pairwise(points)]
        points = [p for pair in zip(points, between, strict=False) for p in pair] + points[-1:]
    across = WIDTH / (len(points) - 1)
    return [(i * across, y) for i, y in enumerate(points)]


def hills(picture, rng, layers):
    """Ranges of hills, far ones first; each layer is (base, height, colour)."""
    draw = ImageDraw.Draw(picture)
    for base, height, colour in layers:
        outline = ridge(rng, base * HEIGHT, height * HEIGHT)
        draw.polygon([*outline, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)


def glow(picture, centre, radius, colour, strength=200):
    """A soft light, such as the sun in haze or a lantern."""
    light = Image.new("L", picture.size, 0)
    x, y = centre
    ImageDraw.Draw(light).ellipse([x - radius, y - radius, x + radius, y + radius], fill=strength)
    light = light.filter(ImageFilter.GaussianBlur(radius * 0.6))
    tinted = Image.composite(Image.new("RGB", picture.size, colour), Image.new("RGB", picture.size), light)
    return ImageChops.screen(picture, tinted)


def tree(draw, x, y, height, colour, trunk="#5b4636"):
    draw.rectangle([x - height * 0.03, y - height * 0.5, x + height * 0.03, y], fill=trunk)
    for dx, dy, r in ((-0.16, 0.55, 0.2), (0.16, 0.58, 0.2), (0, 0.78, 0.24)):
        cx, cy = x + dx * height, y - dy * height
        draw.ellipse([cx - r * height, cy - r * height, cx + r * height, cy + r * height], fill=colour)


def person(draw, x, y, height, coat):
    """A figure seen from far away, feet at (x, y)."""
    w = height * 0.13
    draw.rectangle([x - w * 0.8, y - height * 0.45, x - w * 0.1, y], fill="#2f3440")
    draw.rectangle([x + w * 0.1, y - height * 0.45, x + w * 0.8, y], fill="#2f3440")
    draw.rounded_rectangle([x - w, y - height * 0.8, x + w, y - height * 0.38], w * 0.6, fill=coat)
    draw.ellipse([x - w * 0.62, y - height, x + w * 0.62, y - height * 0.8], fill="#d9ab86")


def draw_watchtower(rng):
    picture = glow(gradient("#cfdde0", "#f4e6d0"), (WIDTH * 0.7, HEIGHT * 0.3), 300, "#ffd9a0")
    layers = ((0.42, 0.1, "#a9bfc2"), (0.54, 0.09, "#86a5a3"), (0.66, 0.08, "#5f8581"), (0.8, 0.06, "#3d625a"))
    for n, layer in enumerate(layers):
        hills(picture, rng, [layer])
        if n < 3:
            mist = Image.new("L", picture.size, 0)
            y = (layer[0] + 0.1) * HEIGHT
            ImageDraw.Draw(mist).ellipse([-300, y - 80, WIDTH + 300, y + 120], fill=130)
            picture.paste("#eef2ee", mask=mist.filter(ImageFilter.GaussianBlur(70)))
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        x = rng.uniform(0, WIDTH)
        y, h = HEIGHT * rng.uniform(0.86, 1.02), rng.uniform(90, 210)
        draw.polygon([(x, y - h), (x - h * 0.24, y), (x + h * 0.24, y)], fill=rng.choice(("#2c4c45", "#24423c")))
    x, foot, top = WIDTH * 0.3, HEIGHT * 0.84, HEIGHT * 0.34
    for side in (-1, 1):
        draw.line([(x + side * 110, foot), (x + side * 60, top + 90)], fill="#4d3a2c", width=18)
    for n in range(4):
        y = top + 140 + n * 150
        draw.line([(x - 66 - n * 12, y), (x + 74 + n * 12, y + 140)], fill="#5d4736", width=10)
        draw.line([(x + 66 + n * 12, y), (x - 74 - n * 12, y + 140)], fill="#5d4736", width=10)
    draw.rectangle([x - 100, top, x + 100, top + 110], fill="#6d5440")
    draw.rectangle([x - 70, top + 20, x + 70, top + 72], fill="#f3d69a")
    draw.polygon([(x - 140, top + 6), (x, top - 90), (x + 140, top + 6)], fill="#3c2e25")
    return picture


def draw_bridge(rng):
    picture = glow(gradient("#8fb8d8", "#f3e3c8"), (WIDTH * 0.78, HEIGHT * 0.34), 220, "#ffe2a8")
    hills(picture, rng, [(0.5, 0.07, "#9db6c4"), (0.56, 0.05, "#7b9c98")])
    water = gradient("#b9cdd0", "#4f7f93", (WIDTH, int(HEIGHT * 0.38)))
    picture.paste(water, (0, int(HEIGHT * 0.62)))
    draw = ImageDraw.Draw(picture)
    for _ in range(160):
        x, y = rng.uniform(0, WIDTH), rng.uniform(0.64, 1) * HEIGHT
        length = 30 + (y / HEIGHT - 0.6) * 400
        draw.line([(x, y), (x + length, y)], fill=rng.choice(("#d5e2e0", "#6f9aa9", "#9dbcc4")), width=4)
    deck = HEIGHT * 0.53
    for n in range(6):
        left, right = WIDTH * (n / 6) + 30, WIDTH * ((n + 1) / 6) - 30
        draw.arc([left, deck + 20, right, deck + 420], 180, 360, fill="#e7e3da", width=26)
        draw.rectangle([left - 45, deck + 20, left - 5, HEIGHT * 0.72], fill="#d8d2c6")
    draw.rectangle([0, deck, WIDTH, deck + 34], fill="#f1eee6")
    draw.rectangle([0, deck + 34, WIDTH, deck + 46], fill="#a9a296")
    for n in range(60):
        draw.line([(n * 42, deck - 34), (n * 42, deck)], fill="#c24a3a", width=6)
    draw.line([(0, deck - 34), (WIDTH, deck - 34)], fill="#c24a3a", width=8)
    bus = WIDTH * 0.42
    draw.rounded_rectangle([bus, deck - 130, bus + 330, deck - 14], 22, fill="#2f8f6b")
    for n in range(5):
        draw.rounded_rectangle([bus + 20 + n * 62, deck - 112, bus + 68 + n * 62, deck - 66], 6, fill="#d9eef0")
    for wheel in (70, 260):
        draw.ellipse([bus + wheel - 26, deck - 36, bus + wheel + 26, deck + 16], fill="#2b2b2b")
    return picture


def draw_tea(rng):
    picture = gradient("#bcd9e6", "#eef4e4")
    hills(picture, rng, [(0.28, 0.08, "#a7c2c0"), (0.34, 0.06, "#7fa894")])
    draw = ImageDraw.Draw(picture)
    for row in range(15):
        y = HEIGHT * (0.36 + row * 0.045)
        green = (70 + row * 2, 128 + row * 3, 62)
        bow = 160 * (1 if row % 2 else -1) + rng.uniform(-40, 40)
        outline = [(x, y + bow * (x / WIDTH - 0.5) ** 2 * 2) for x in range(0, WIDTH + 60, 60)]
        draw.polygon([*outline, (WIDTH, HEIGHT), (0, HEIGHT)], fill=(50, 92, 48))
        for x, top in outline:
            r = 34 + row * 3
            for dx in (0, 30):
                draw.ellipse([x + dx - r, top - r * 0.6, x + dx + r, top + r], fill=green)
    for x, y, coat in (
        (0.22, 0.62, "#c8442f"),
        (0.47, 0.75, "#2e6ea5"),
        (0.7, 0.58, "#d9a227"),
        (0.85, 0.84, "#a8477f"),
    ):
        height = 120 + (y - 0.5) * 400
        person(draw, WIDTH * x, HEIGHT * y, height, coat)
        hat = height * 0.26
        cx, cy = WIDTH * x, HEIGHT * y - height
        draw.polygon([(cx - hat, cy + 20), (cx, cy - hat * 0.6), (cx + hat, cy + 20)], fill="#e6cf94")
    return picture


def draw_pavilion(rng):
    picture = gradient("#efe9dc", "#dfe5d4")
    hills(picture, rng, [(0.4, 0.1, "#d0d8cf"), (0.5, 0.08, "#b7c6b8"), (0.68, 0.04, "#a9b890")])
    draw = ImageDraw.Draw(picture)
    path = [(WIDTH * 0.42, HEIGHT), (WIDTH * 0.47, HEIGHT * 0.8), (WIDTH * 0.53, HEIGHT * 0.8), (WIDTH * 0.66, HEIGHT)]
    draw.polygon(path, fill="#cfc4a8")
    left, right, floor, eave = WIDTH * 0.3, WIDTH * 0.7, HEIGHT * 0.82, HEIGHT * 0.45
    draw.polygon(
        [(left - 150, eave), (WIDTH * 0.4, HEIGHT * 0.25), (WIDTH * 0.6, HEIGHT * 0.25), (right + 150, eave)],
        fill="#56605d",
    )
    for n in range(17):
        x = left - 140 + n * (right - left + 280) / 16
        draw.line([(WIDTH * 0.4 + n * WIDTH * 0.2 / 16, HEIGHT * 0.26), (x, eave)], fill="#6b7673", width=6)
    for side, tip in ((left - 150, -60), (right + 150, 60)):
        draw.polygon([(side, eave), (side + tip, eave - 60), (side - tip * 1.5, eave - 12)], fill="#56605d")
    for x in (left, left + 190, right - 190, right):
        draw.rectangle([x - 20, eave, x + 20, floor], fill="#8a8577")
    draw.rectangle([left - 60, floor, right + 60, floor + 40], fill="#a39d8d")
    draw.rectangle([WIDTH * 0.44, HEIGHT * 0.68, WIDTH * 0.56, HEIGHT * 0.7], fill="#77705f")
    draw.rectangle([WIDTH * 0.485, HEIGHT * 0.7, WIDTH * 0.515, floor], fill="#77705f")
    draw.rectangle([WIDTH * 0.485, HEIGHT * 0.61, WIDTH * 0.52, HEIGHT * 0.68], fill="#9a6a3f")
    for x, h in ((0.12, 520), (0.84, 600), (0.93, 420)):
        tree(draw, WIDTH * x, HEIGHT * 0.86, h, rng.choice(("#8fa57e", "#7d9770")), "#6d5a48")
    return picture


def draw_saplings(rng):
    picture = gradient("#a8d0e6", "#eaf3ea")
    hills(picture, rng, [(0.4, 0.06, "#a6c3b0"), (0.46, 0.04, "#83aa86")])
    draw = ImageDraw.Draw(picture)
    stream = [(0, 0.56), (0.5, 0.58), (1, 0.54), (1, 0.68), (0.5, 0.66), (0, 0.7)]
    draw.polygon([(0, HEIGHT * 0.5), (WIDTH, HEIGHT * 0.5), (WIDTH, HEIGHT), (0, HEIGHT)], fill="#7fa35c")
    draw.polygon([(x * WIDTH, y * HEIGHT) for x, y in stream], fill="#8dbccb")
    draw.polygon([(0, HEIGHT * 0.76), (WIDTH, HEIGHT * 0.7), (WIDTH, HEIGHT), (0, HEIGHT)], fill="#8f7350")
    for _ in range(90):
        x, y = rng.uniform(0, WIDTH), rng.uniform(0.78, 1) * HEIGHT
        draw.ellipse([x, y, x + 44, y + 14], fill=rng.choice(("#7d6343", "#a0855f")))
    for n in range(8):
        x, y = WIDTH * (0.06 + n * 0.125), HEIGHT * (0.8 + (n % 2) * 0.1)
        draw.line([(x, y), (x, y - 250)], fill="#6d5638", width=12)
        for k in range(7):
            dx, dy = rng.uniform(-55, 55), rng.uniform(120, 270)
            draw.ellipse([x + dx - 26, y - dy - 20, x + dx + 26, y - dy + 20], fill=("#8fc45b", "#76ad48")[k % 2])
    coats = ("#d2452f", "#2d6fb0", "#e0a526", "#d2452f", "#3f8f5a")
    for n, coat in enumerate(coats):
        person(draw, WIDTH * (0.12 + n * 0.19), HEIGHT * (0.93 - (n % 2) * 0.06), 250, coat)
    return picture


def draw_street(rng):
    picture = gradient("#141b3a", "#4b3a55")
    draw = ImageDraw.Draw(picture)
    for _ in range(120):
        x, y = rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT * 0.4)
        draw.ellipse([x, y, x + 4, y + 4], fill="#c9d2ee")
    draw.polygon(
        [(WIDTH * 0.44, HEIGHT * 0.6), (WIDTH * 0.56, HEIGHT * 0.6), (WIDTH, HEIGHT), (0, HEIGHT)], fill="#3a3340"
    )
    for side in (-1, 1):
        for n in range(6, -1, -1):
            near, far = 0.56 / (1 + n * 0.75), 0.56 / (1.75 + n * 0.75)
            x1, x2 = WIDTH * (0.5 + side * near), WIDTH * (0.5 + side * far)
            top1, top2 = HEIGHT * (0.6 - near * 0.8), HEIGHT * (0.6 - far * 0.8)
            foot1, foot2 = HEIGHT * (0.6 + near * 0.62), HEIGHT * (0.6 + far * 0.62)
            draw.polygon([(x1, top1), (x2, top2), (x2, foot2), (x1, foot1)], fill=rng.choice(("#2b2530", "#352b33")))
            roof = [(x1 - side * -30, top1), (x2, top2 - 16), (x2 - side * 40 * far * 3, top2 + 26)]
            draw.polygon([*roof, (x1 - side * 70 * near * 2, top1 + 36)], fill="#1d1a24")
            for storey in (0.25, 0.62):
                a, b = x1 + (x2 - x1) * 0.25, x1 + (x2 - x1) * 0.75
                ya, yb = top1 + (foot1 - top1) * storey, top2 + (foot2 - top2) * storey
                draw.polygon([(a, ya), (b, yb), (b, yb + 200 * far), (a, ya + 260 * far)], fill="#f0b95c")
    for n in range(14):
        depth = 1 - n / 14
        for side in (-1, 1):
            x, y, r = WIDTH * (0.5 + side * 0.4 * depth), HEIGHT * (0.57 - 0.24 * depth), 12 + 40 * depth
            draw.ellipse([x - r, y - r * 0.85, x + r, y + r * 0.85], fill="#d8392b")
            draw.ellipse([x - r * 0.5, y - r * 0.5, x + r * 0.5, y + r * 0.5], fill="#f47a4a")
    for _ in range(26):
        x, y = WIDTH * rng.uniform(0.3, 0.7), HEIGHT * rng.uniform(0.68, 0.96)
        person(draw, x, y, 60 + (y / HEIGHT - 0.6) * 520, rng.choice(("#a33a32", "#3b5480", "#6f6a3f", "#5a3d63")))
    return glow(picture, (WIDTH * 0.5, HEIGHT * 0.6), 260, "#ffb866", 150)


def draw_peach(rng):
    picture = gradient("#c3e0ea", "#f7efe6")
    hills(picture, rng, [(0.42, 0.08, "#b4cdc4"), (0.52, 0.05, "#96b78f"), (0.66, 0.03, "#86ab5f")])
    draw = ImageDraw.Draw(picture)
    banks = [(0.34, 1), (0.46, 0.82), (0.4, 0.7), (0.47, 0.62), (0.5, 0.62), (0.47, 0.7), (0.58, 0.82), (0.6, 1)]
    draw.polygon([(x * WIDTH, y * HEIGHT) for x, y in banks], fill="#a9d2dc")
    places = [(0.08, 0.8), (0.2, 0.74), (0.3, 0.9), (0.34, 0.7), (0.58, 0.7), (0.7, 0.78), (0.82, 0.72), (0.92, 0.88)]
    for x, y in sorted(places, key=lambda place: place[1]):
        h = 300 + (y - 0.7) * 1200
        cx, cy = x * WIDTH, y * HEIGHT
        draw.line([(cx, cy), (cx, cy - h * 0.5)], fill="#5d4335", width=24)
        for side in (-1, 1):
            draw.line([(cx, cy - h * 0.35), (cx + side * h * 0.3, cy - h * 0.75)], fill="#5d4335", width=12)
        for _ in range(150):
            dx, dy = rng.gauss(0, h * 0.2), rng.gauss(h * 0.7, h * 0.14)
            r = rng.uniform(8, 24)
            colour = rng.choice(("#f3a7bb", "#ee8ba6", "#f9c9d4", "#e9728f"))
            draw.ellipse([cx + dx - r, cy - dy - r, cx + dx + r, cy - dy + r], fill=colour)
    return picture


PHOTOS = {
    "2026-03-05": {
        "bridge": draw_bridge,
        "tea": draw_tea,
        "watchtower": draw_watchtower,
        "pavilion": draw_pavilion,
    },
    "2026-03-12": {
        "saplings": draw_saplings,
        "street": draw_street,
        "peach": draw_peach,
    },
}


def paint(name, draw):
    # Seeded by the name: the same picture every time.
    return draw(random.Random(name)).resize(SIZE, Image.Resampling.LANCZOS)  # noqa: S311


def draw_photos():
    for date, photos in PHOTOS.items():
        folder = FOLDER / date / "photos"
        folder.mkdir(parents=True, exist_ok=True)
        for name, draw in photos.items():
            paint(name, draw).save(folder / f"{name}.jpg", quality=72, optimize=True, progressive=True)


if __name__ == "__main__":
    draw_photos()
