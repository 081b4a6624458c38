"""Print the pages of the second sample issue as a broadsheet: pictures, PDFs and hot areas.

    .venv/bin/python samples/print_pages.py

Each page is laid out by hand below, as a page editor would do it, with the text that the
importer understands from the page's file: 01.md gives 01.webp, 01.pdf and 01.areas.csv, all
pages together issue.pdf. Needs Chromium, playwright and the fonts of Debian's fonts-noto-cjk;
with the same versions of them, run again, it writes the same files.
"""

import base64
import csv
import datetime
import io
import os
import re
import shutil
import sys
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent
ISSUE = HERE / "qinghe" / "2026-03-12"
STYLE = HERE / "broadsheet.css"
#: 390 × 545 mm at 96 dpi, and how many points of the picture there are to one of these.
WIDTH, HEIGHT = 1474, 2060
DENSITY = 1.2

FONT_FOLDER = Path("/usr/share/fonts/opentype/noto")
FONTS = [
    ("Song", 400, "NotoSerifCJK-Regular", "Noto Serif CJK SC"),
    ("Song", 700, "NotoSerifCJK-Bold", "Noto Serif CJK SC"),
    ("Hei", 400, "NotoSansCJK-Regular", "Noto Sans CJK SC"),
    ("Hei", 700, "NotoSansCJK-Bold", "Noto Sans CJK SC"),
]
#: What the table maxp of TrueType fonts says besides; of instructions they have none.
MAXP = {"maxZones": 1} | dict.fromkeys(
    (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
        "maxComponentDepth",
    ),
    0,
)

WEEKDAYS = "一二三四五六日"
NUMERALS = "〇一二三四五六七八九"
#: A byline that is printed in front of the text: 本报讯（记者 甲）.
OPENS_THE_TEXT = re.compile(r"本报讯")
#: What a line's end must not divide.
HELD = re.compile(r"[0-9]+[年月日时点]|[一-龥]　[一-龥](?![一-龥])")


def read_issue():
    """The issue as the importer understands it."""
    sys.path.insert(0, str(HERE.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from articles.importing.reading import read_bundle
    from articles.importing.sources import find_bundles

    return next(read for bundle in find_bundles([ISSUE]) for read in read_bundle(bundle)).document


# --- parts of a page -----------------------------------------------------------------------------


def text_of(text):
    return HELD.sub(r'<span class="held">\g<0></span>', escape(text))


def broken(headline):
    """A headline in as many lines as it has phrases."""
    return "<br>".join(escape(phrase) for phrase in headline.split())


def photo(block):
    caption = text_of(block.text) + (f" <span>{escape(block.credit)}</span>" if block.credit else "")
    data = base64.b64encode((ISSUE / block.name).read_bytes()).decode()
    return f'<figure><img src="data:image/jpeg;base64,{data}" alt=""><figcaption>{caption}</figcaption></figure>'


def photos(article):
    return "".join(photo(block) for block in article.body if block.kind == "picture")


def head(article, tag="h2", kicker="", deck=""):
    kicker, deck = kicker or article.kicker, deck or article.deck
    return (
        '<div class="head">'
        + (f'<p class="kicker">{escape(kicker)}</p>' if kicker else "")
        + f"<{tag}>{broken(article.headline)}</{tag}>"
        + (f'<p class="deck">——{escape(deck)}</p>' if deck else "")
        + "</div>"
    )


def byline(article):
    """The byline where it has a line of its own."""
    shown = article.byline and not OPENS_THE_TEXT.match(article.byline)
    return f'<p class="byline">{escape(article.byline)}</p>' if shown else ""


def body(article, columns=1, goes_on=False):
    """The text; a part that goes on begins where the other page ended, without an indent."""
    lead_in = article.byline if OPENS_THE_TEXT.match(article.byline) else ""
    lead_in += "：" if lead_in.endswith("报道") else ""
    lines = []
    for block in article.body:
        if block.kind == "crosshead":
            lines.append(f"<h3>{escape(block.text)}</h3>")
        elif block.kind == "paragraph":
            opening = f"<b>{text_of(lead_in)}</b>　" if lead_in else ""
            style = ' class="goes-on"' if goes_on else ""
            came = f'<span class="jump">（上接{page_phrase(article.continued_from)}）</span>' if goes_on else ""
            lines.append(f"<p{style}>{came}{opening}{text_of(block.text)}</p>")
            lead_in, goes_on = "", False
    if article.continues_on:
        lines.append(f'<p class="jump jump--out">（下转{page_phrase(article.continues_on)}）</p>')
    return f'<div class="text columns-{columns}">{"".join(lines)}</div>'


def page_phrase(label):
    return f"第{NUMERALS[int(label)]}版"


def area(number, content, style=""):
    """What belongs to the article of this number on its page."""
    return f'<div class="{style}" data-article="{number}">{content}</div>'


def credits(page):
    return "　".join(f"{credit.role}　{' '.join(credit.names)}" for credit in page.credits)


# --- the pages -----------------------------------------------------------------------------------


def front(issue, page):
    lead, meeting, street, comment = page.articles
    pointers = "".join(
        f"<li>{f'<span>{escape(teaser.kicker)}</span>' if teaser.kicker else ''}{escape(teaser.headline)}"
        f" <b>{int(teaser.page)}版</b></li>"
        for teaser in page.teasers
    )
    day = issue.date
    _, publishers, date_line, *_ = filter(None, (ISSUE / "01.md").read_text("utf-8").splitlines())
    sponsor, publisher = publishers.split()
    lunar = date_line.split()[-1]
    return f"""<section class="sheet front">
    <header class="masthead">
    <p class="masthead__name">{escape(issue.title)}</p>
    <div class="masthead__date"><p class="day">{day.day}</p><p>{day.year}年{day.month}月</p>
    <p>星期{WEEKDAYS[day.weekday()]}</p><p>{escape(lunar)}</p></div>
    <div class="pointers"><h2>今日导读</h2><ul>{pointers}</ul></div>
    <p class="masthead__line"><span>{escape(sponsor)}</span><span>{escape(publisher)}</span>
    <span>国内统一连续出版物号　{escape(issue.cn_number)}</span><span>总第{issue.number}期</span>
    <span>今日{len(issue.pages)}版</span></p>
    </header>
    <main>
    {area(1, head(lead, "h1") + photos(lead) + body(lead, 3), "lead")}
    <div class="rail">{area(4, head(comment) + byline(comment) + body(comment), "comment")}</div>
    {area(3, head(street) + byline(street) + body(street, 2), "street boxed")}
    {area(2, head(meeting) + body(meeting, 2), "meeting")}
    </main>
    <footer>{credits(page)}</footer>
    </section>"""


def inner(issue, page, style, main):
    day = issue.date
    return f"""<section class="sheet {style}">
    <header class="running"><p class="running__label">{page.label}</p><p class="running__name">{escape(page.name)}</p>
    <p class="running__line">{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}<br>{credits(page)}</p>
    <p class="running__paper">{escape(issue.title)}</p></header>
    <main>{main}</main>
    </section>"""


def general(issue, page):
    ferryman, correction, doctors, orchard, books, advertisement = page.articles
    series = f'<p class="rubric">{ferryman.series.name}<span>{"①②③④⑤"[ferryman.series.number - 1]}</span></p>'
    ferryman_head = f'<div class="upright">{series}{head(ferryman)}{byline(ferryman)}</div>'
    what, _, offer = advertisement.body[0].text.partition("：")
    where, _, telephone = offer.rpartition("联系电话：")
    correction_text = body(correction) + f'<p class="signed">{escape(correction.byline)}</p>'
    return inner(
        issue,
        page,
        "general",
        area(1, RIVER + ferryman_head + body(ferryman, 3), "ferry")
        + area(3, head(doctors) + body(doctors, 2), "doctors")
        + area(4, head(orchard) + body(orchard), "orchard")
        + area(5, head(books) + body(books), "books")
        + area(2, head(correction) + correction_text, "correction boxed")
        + area(
            6,
            f'<p class="label">广 告</p>{LANTERNS}'
            f'<p class="what">{escape(what)}</p><p class="offer">{text_of(where)}</p>'
            f'<p class="telephone">联系电话：<b>{telephone.rstrip("。")}</b></p>',
            "advertisement",
        ),
    )


def city(issue, page):
    street, lamps, comment, service = page.articles
    rubric = f'<p class="rubric">{comment.column}</p>'
    return inner(
        issue,
        page,
        "city",
        area(1, photos(street) + head(street, "h1"), "street-head")
        + area(1, body(street, 3, goes_on=True), "street-text")
        + area(3, rubric + head(comment) + byline(comment) + body(comment), "remark boxed")
        + area(2, head(lamps) + byline(lamps) + body(lamps, 3), "lamps")
        + area(4, head(service) + body(service), "service boxed"),
    )


def supplement(issue, page):
    trees, poem, well, lantern = page.articles
    verses = "".join(
        f"<p{' class=stanza' if before and block.lines[0] > before.lines[0] + 1 else ''}>{escape(block.text)}</p>"
        for before, block in zip([None, *poem.body], poem.body, strict=False)
    )
    note = lantern.editors_notes[0].text
    return inner(
        issue,
        page,
        "supplement",
        area(1, head(trees, "h1") + byline(trees) + body(trees, 2), "trees")
        + area(1, photos(trees), "trees-photo")
        + area(2, f'<div class="upright">{head(poem)}{byline(poem)}{verses}</div>', "poem")
        + area(3, f'<p class="rubric">{well.column}</p>' + head(well) + byline(well) + body(well, 2), "well")
        + area(
            4,
            f'<p class="banner">{escape(lantern.column)}</p><p class="note"><b>编者按</b>　{text_of(note)}</p>'
            + head(lantern)
            + byline(lantern)
            + body(lantern, 4),
            "lantern",
        ),
    )


PAGES = {"01": front, "02": general, "03": city, "04": supplement}

RIVER = """<svg class="river" viewBox="0 -300 1000 640" preserveAspectRatio="xMidYMax slice">
<rect y="-300" width="1000" height="640" fill="#e8ece6"/><circle cx="742" cy="-60" r="40" fill="#e9c9a8"/>
<path d="M0 130 Q90 -60 210 70 T420 0 T620 90 T820 10 T1000 92 V340 H0Z" fill="#c3cfc8"/>
<path d="M0 214 Q130 140 270 196 T520 178 T780 200 T1000 168 V340 H0Z" fill="#9fb3ad"/>
<rect y="222" width="1000" height="118" fill="#d5dfdc"/>
<g fill="none" stroke="#6e8580" stroke-width="7"><path d="M380 206 H1000"/>
<path d="M440 222 Q500 160 560 222 M580 222 Q640 160 700 222 M720 222 Q780 160 840 222 M860 222 Q920 160 980 222"
stroke-width="4"/></g>
<g stroke="#a9bab6" stroke-width="3">
<path d="M60 262 H300 M420 250 H640 M700 276 H940 M120 300 H260 M520 306 H760"/></g>
<g fill="#39332c"><path d="M150 268 Q250 300 372 262 Q350 292 262 294 Q186 294 150 268Z"/>
<path d="M226 270 L232 226 Q248 210 262 226 L268 274Z"/><circle cx="247" cy="206" r="11"/>
<path d="M222 206 Q247 186 272 206Z"/><path d="M262 236 L336 312" stroke="#39332c" stroke-width="5"/></g></svg>"""

_LANTERN = """<g transform="translate({x} {y}) scale({s})"><path d="M0 -74 V-40" stroke="#f0c987" stroke-width="4"/>
<ellipse rx="46" ry="38" fill="#d9472f"/><ellipse rx="24" ry="38" fill="none" stroke="#f0c987" stroke-width="3"/>
<rect x="-20" y="-46" width="40" height="10" fill="#f0c987"/>
<rect x="-20" y="36" width="40" height="10" fill="#f0c987"/>
<path d="M0 46 V82" stroke="#f0c987" stroke-width="6"/></g>"""
LANTERNS = (
    '<svg class="lanterns" viewBox="0 0 360 360">'
    + "".join(_LANTERN.format(x=x, y=y, s=s) for x, y, s in [(100, 120, 1), (218, 190, 1.25), (310, 96, 0.8)])
    + "</svg>"
)


# --- printing ------------------------------------------------------------------------------------


def fonts_for(text):
    """The characters of ``text`` as TrueType fonts: of the system's collections a PDF keeps each character apart."""
    rules = []
    for family, weight, name, name_in_file in FONTS:
        data = base64.b64encode(subset(FONT_FOLDER / f"{name}.ttc", name_in_file, text)).decode()
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url(data:font/ttf;base64,{data}) }}'
        )
    return "".join(rules)


def subset(path, family, text):
    """A TrueType font with the curves of a PostScript one, of the characters that occur in ``text``."""
    from fontTools import subset
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTCollection, newTable

    font = next(font for font in TTCollection(path).fonts if font["name"].getDebugName(1) == family)
    options = subset.Options(layout_features=["*"], notdef_outline=True, hinting=False)
    chosen = subset.Subsetter(options)
    chosen.populate(text=text)
    chosen.subset(font)
    shapes, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for glyph in order:
        pen = TTGlyphPen(None)
        shapes[glyph].draw(Cu2QuPen(pen, max_err=0.6, reverse_direction=True))
        glyphs[glyph] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    font["maxp"].tableVersion = 0x00010000
    for field, value in MAXP.items():
        setattr(font["maxp"], field, value)
    font["post"].formatType, font["post"].extraNames, font["post"].mapping, font["post"].glyphOrder = 2.0, [], {}, order
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font.sfntVersion = "\000\001\000\000"
    font.recalcTimestamp = False
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def document(sheets):
    style = fonts_for("".join(sorted(set(re.sub(r"<[^>]*>", "", sheets) + "——（）：①②③④⑤"))))
    style += STYLE.read_text("utf-8")
    head = f'<meta charset="utf-8"><title>青禾日报</title><style>{style}</style>'
    return f'<!doctype html><html lang="zh-Hans">{head}{sheets}'


def print_pages(browser, issue):
    sheets = [PAGES[page.label](issue, page) for page in issue.pages]
    window = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=DENSITY)
    for page, sheet in zip(issue.pages, sheets, strict=True):
        window.set_content(document(sheet))
        window.evaluate("document.fonts.ready")
        warn_of_overflow(window, page.label)
        picture = window.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
        save_picture(picture, ISSUE / f"{page.label}.webp")
        save_areas(window, ISSUE / f"{page.label}.areas.csv")
        save_pdf(window, ISSUE / f"{page.label}.pdf", issue.date)
    window.set_content(document("".join(sheets)))
    save_pdf(window, ISSUE / "issue.pdf", issue.date)


def warn_of_overflow(window, label):
    """Text that has no room would be missing in print."""
    cut = window.evaluate(
        """() => [...document.querySelectorAll("main, main *")]
        .filter((box) => box.scrollHeight > box.clientHeight + 12 && box.clientHeight &&
          getComputedStyle(box).display !== "inline" && !box.closest("svg"))
        .map((box) => `${box.className || box.tagName} ${box.scrollHeight - box.clientHeight}`)"""
    )
    if cut:
        print(f"{label}: {', '.join(cut)}")


def save_picture(png, path):
    from PIL import Image

    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(path, quality=60, method=6)


def save_areas(window, path):
    boxes = window.evaluate(
        """() => [...document.querySelectorAll("[data-article]")].map((box) => {
          const { left, top, right, bottom } = box.getBoundingClientRect();
          return [Number(box.dataset.article), left, top, right, bottom];
        })"""
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["article", "corners"])
        for number, left, top, right, bottom in sorted(boxes):
            corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
            rows.writerow([number, " ".join(f"{x / WIDTH:.4f},{y / HEIGHT:.4f}" for x, y in corners)])


def save_pdf(window, path, day):
    """The PDF, dated with the day of the issue: the moment of printing would make it another file each time."""
    data = window.pdf(width=f"{WIDTH}px", height=f"{HEIGHT}px", print_background=True)
    stamp = datetime.datetime.combine(day, datetime.time(6)).strftime("(D:%Y%m%d%H%M%S")
    path.write_bytes(re.sub(rb"\(D:[0-9]{14}", stamp.encode(), data))


def main():
    from playwright.sync_api import sync_playwright

    issue = read_issue()
    names = ("chromium", "chromium-browser", "google-chrome")
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        print_pages(browser, issue)
        browser.close()


if __name__ == "__main__":
    main()
