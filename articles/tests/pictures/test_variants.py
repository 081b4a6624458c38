import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import default_storage
from PIL import ExifTags, Image

from articles.pictures import opening, variants
from articles.pictures.opening import CannotBeMade
from articles.pictures.variants import Variant, find, make_missing, variants_of, widths_of
from articles.tests.pictures.drawing import SRGB, colour, drawing, file_of, noise


def open_variant(name, width, form="webp"):
    with find(Variant(name, width, form)) as file, Image.open(file) as picture:
        picture.load()
        return picture


def read_variant(name, width=480, form="webp"):
    with find(Variant(name, width, form)) as file:
        return file.read()


@pytest.mark.parametrize(
    ("width", "offered"),
    [
        (200, [200]),
        (300, [240, 300]),
        (480, [240, 480]),
        (1000, [240, 480, 680, 960, 1000]),
        (1600, [240, 480, 680, 960, 1600]),
        (2480, [240, 480, 680, 960, 1600, 2480]),
        (3200, [240, 480, 680, 960, 1600, 3200]),
        (6600, [240, 480, 680, 960, 1600, 3200]),
    ],
)
def test_no_picture_is_offered_wider_than_it_is(width, offered):
    assert widths_of(width) == offered


@pytest.mark.parametrize("form", ["avif", "webp"])
@pytest.mark.parametrize("width", [240, 480, 680, 960, 1000])
def test_a_variant_is_the_whole_picture_in_its_width(pictured_page, width, form):
    made = open_variant(pictured_page().picture.name, width, form)

    assert made.format == form.upper()
    assert made.size == (width, width * 3 // 2)
    assert [colour(made, x, y) for x, y in [(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)]] == [
        "red",
        "lime",
        "blue",
        "white",
    ]


def test_a_variant_is_made_once(pictured_page, monkeypatch):
    name = pictured_page().picture.name
    first = read_variant(name)
    monkeypatch.setattr(opening, "stored_picture", None)

    assert read_variant(name) == first


@pytest.mark.parametrize(
    ("width", "form"), [(481, "webp"), (1600, "webp"), (3200, "avif"), (0, "webp"), (480, "jpg"), (480, "png")]
)
def test_nothing_else_is_made(pictured_page, media, width, form):
    assert find(Variant(pictured_page().picture.name, width, form)) is None
    assert not (media / "variants").exists()


@pytest.mark.parametrize(
    "name",
    [
        "qinghe/2026-03-05/0123456789abcdef0123.jpg",
        "../settings.py",
        "qinghe/../../0123456789abcdef0123.jpg",
        "variants/480/qinghe/2026-03-05/0123456789abcdef0123.jpg.webp",
        f"{'a' * 300}/2026-03-05/0123456789abcdef0123.jpg",
        "qinghe/2026-03-05/0123456789abcdef0123.pdf",
    ],
)
def test_only_stored_pictures_have_variants(name):
    assert find(Variant(name, 480, "webp")) is None


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_are_shown(pictured_page, mode):
    picture = (
        drawing(mode="L").convert("I").point(lambda v: v * 257).convert("I;16")
        if mode == "I;16"
        else drawing(mode=mode)
    )
    form, name = ("JPEG", "01.jpg") if mode == "CMYK" else ("PNG", "01.png")
    made = open_variant(pictured_page(file_of(picture, form), name).picture.name, 480)

    assert made.mode in ("RGB", "RGBA")
    assert colour(made, 0.8, 0.8) == "white"
    if mode in ("P", "RGBA", "CMYK"):
        assert colour(made, 0.2, 0.8) == "blue"


def test_what_is_transparent_stays_so(pictured_page):
    seal = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    seal.paste("red", (0, 0, 300, 600))

    name = pictured_page(file_of(seal, "PNG"), "01.png").picture.name

    for form in variants.FORMATS:
        made = open_variant(name, 480, form)
        assert [made.getpixel((x, 200))[3] for x in (100, 400)] == [255, 0]


def test_a_picture_taken_on_its_side_is_upright(pictured_page):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    page = pictured_page(file_of(drawing((1500, 1000)), exif=exif))

    assert (page.picture_width, page.picture_height) == (1000, 1500)
    made = open_variant(page.picture.name, 1000)
    assert made.size == (1000, 1500)
    # What lies at the left of the file stands at the top.
    assert [colour(made, x, y) for x, y in [(0.8, 0.2), (0.8, 0.8), (0.2, 0.2)]] == ["red", "lime", "blue"]
    assert dict(made.getexif()) == {}


def test_colours_are_turned_into_those_of_the_web(pictured_page):
    from PIL import ImageCms

    # A profile in which the same numbers mean other colours: that of a device with its own white.
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    plain = open_variant(pictured_page(file_of(drawing(), icc_profile=SRGB)).picture.name, 480)

    assert colour(plain, 0.2, 0.2) == "red"
    assert "icc_profile" not in plain.info
    broken = opening.in_web_colours(drawing(mode="L"), lab)
    assert broken.mode == "RGB"


@pytest.mark.parametrize("content", [b"no picture", file_of(drawing())[:400]])
def test_a_broken_picture_is_left_as_it_is(pictured_page, content, media):
    page = pictured_page()
    (media / page.picture.name).write_bytes(content)

    with pytest.raises(CannotBeMade):
        find(Variant(page.picture.name, 480, "webp"))
    assert not (media / "variants").exists()


def test_a_picture_cut_off_in_its_middle_is_left_as_it_is(pictured_page, media):
    page = pictured_page(file_of(noise((600, 600)), quality=90))
    path = media / page.picture.name
    path.write_bytes(path.read_bytes()[:50_000])

    with pytest.raises(CannotBeMade):
        find(Variant(page.picture.name, 480, "webp"))


def test_a_moving_picture_goes_on_moving(pictured_page):
    frames = [Image.new("RGB", (600, 600), colour) for colour in ("red", "blue")]
    moving = pictured_page(file_of(frames[0], "GIF", save_all=True, append_images=frames[1:]), "01.gif").picture

    assert variants_of(moving) == []
    assert find(Variant(moving.name, 480, "webp")) is None


def test_a_moving_webp_is_left_as_it_is(pictured_page):
    frames = [Image.new("RGB", (600, 600), colour) for colour in ("red", "blue")]
    content = file_of(frames[0], "WEBP", save_all=True, append_images=frames[1:])

    with pytest.raises(CannotBeMade):
        find(Variant(pictured_page(content, "01.webp").picture.name, 480, "webp"))


def test_a_picture_too_large_for_memory_is_left_as_it_is(pictured_page, monkeypatch):
    name = pictured_page().picture.name
    monkeypatch.setattr(opening, "MOST_POINTS", 1_000_000)

    with pytest.raises(CannotBeMade):
        find(Variant(name, 480, "webp"))


def test_a_jpeg_is_read_no_larger_than_needed(pictured_page, monkeypatch):
    name = pictured_page(file_of(noise((2400, 2400)))).picture.name
    read = []
    resize = Image.Image.resize
    monkeypatch.setattr(Image.Image, "resize", lambda self, *a, **k: read.append(self.size) or resize(self, *a, **k))

    open_variant(name, 480)

    assert read[0] == (1200, 1200)


@pytest.mark.parametrize("storage", ["disk", "object_storage"])
def test_requests_at_once_get_the_same_whole_picture(pictured_page, request, storage, monkeypatch):
    if storage != "disk":
        request.getfixturevalue(storage)
    name = pictured_page(file_of(noise((1000, 1000)))).picture.name
    # As between processes: nobody waits for another's work.
    monkeypatch.setattr(opening, "one_at_a_time", threading.Semaphore(4))
    barrier = threading.Barrier(4)

    def ask(_):
        barrier.wait()
        return read_variant(name)

    with ThreadPoolExecutor(4) as readers:
        answers = set(readers.map(ask, range(4)))

    assert len(answers) == 1
    folder = f"variants/480/{name.rpartition('/')[0]}"
    assert default_storage.listdir(folder)[1] == [f"{name.rpartition('/')[2]}.webp"]


def test_nobody_waits_for_a_picture_that_was_never_stored(media, monkeypatch):
    monkeypatch.setattr(opening, "one_at_a_time", None)

    assert find(Variant("qinghe/2026-03-05/0123456789abcdef0123.jpg", 480, "webp")) is None


def test_a_growing_file_is_never_served(pictured_page, media, monkeypatch):
    """On a disk, a file gets its name only when it is whole."""
    from articles.pictures import keeping

    name = pictured_page().picture.name
    seen = []
    replace = keeping.os.replace
    monkeypatch.setattr(
        keeping.os, "replace", lambda *a: seen.append(keeping.find(f"variants/480/{name}.webp")) or replace(*a)
    )

    find(Variant(name, 480, "webp"))

    assert seen == [None]


def test_variants_are_kept_in_an_object_storage(object_storage, pictured_page):
    name = pictured_page().picture.name

    made = read_variant(name, 480, "avif")

    assert object_storage.open(f"variants/480/{name}.avif").read() == made
    assert read_variant(name, 480, "avif") == made


def test_making_ahead_makes_what_is_missing(pictured_page, media):
    offered = variants_of(pictured_page().picture)
    find(offered[0])

    assert list(make_missing(offered)) == [False] + [True] * 9
    assert list(make_missing(offered)) == [False] * 10
    assert len([path for path in (media / "variants").rglob("*") if path.is_file()]) == 10


def test_variants_are_told_from_the_row_alone(pictured_page, monkeypatch):
    page = pictured_page()
    monkeypatch.setattr(default_storage, "_wrapped", None)

    assert {variant.width for variant in variants_of(page.picture)} == {240, 480, 680, 960, 1000}
