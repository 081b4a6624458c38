"""How Chinese is set: where lines end, what marks take up, and that nothing is wider than the screen.

The lines are those that the browser makes: every character is asked where it stands.
"""

import gzip
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.management import call_command

from articles.models import Author
from articles.tests.factories import make_article, make_issue, make_note, make_part, make_pointer, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = [320, 390, 768, 1440, 2560]

#: Marks that no line begins with, and marks that none ends with.
NEVER_FIRST = "。，、；：？！）》〉」』】”’·％%"
NEVER_LAST = "（《〈「『【“‘"

#: Everything that asks a line something: marks beside marks, numbers of both widths, Latin words, dashes, dots.
HARD = "".join(
    [
        "“这不是一年两年的事。”老支书说：“《种子法》讲得明白——先有好种，才有好粮……”",
        "2026年1月至11月，全县完成总产值2,386.5亿元，同比增长12.8%；GDP增速位居全市第3位。",
        "（截至3月5日18:30，已备耕１２５４．６万亩，占“计划”的９８．５％。）“硬”“香”“碎了”——乡亲们说。",
        "项目采用PLC控制系统与5G物联网技术，COD排放浓度低于30mg/L；（通讯员邱　林）",
    ]
)

#: A number, a date or a name on two lines.
SPLIT = re.compile(r"[0-9０-９][.,．]?\|[.,．]?[0-9０-９]|[0-9０-９]\|[年月日]|邱\|林")

LINES = """() => {
    const blocks = document.querySelectorAll("main :is(p, h1, h2, h3, li, figcaption), .masthead p, .running-head p");
    return [...blocks].filter(block => block.checkVisibility() && !block.querySelector("p, li")).flatMap(linesOf);

    function linesOf(block) {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        const upright = getComputedStyle(block).writingMode === "horizontal-tb";
        const range = document.createRange(), lines = [];
        while (upright && walker.nextNode()) {
            const size = parseFloat(getComputedStyle(walker.currentNode.parentElement).fontSize);
            let offset = 0;
            for (const character of walker.currentNode.data) {
                range.setStart(walker.currentNode, offset);
                range.setEnd(walker.currentNode, offset += character.length);
                const box = [...range.getClientRects()].findLast(box => box.width > 1);
                if (!box || /\\s/.test(character)) continue;
                const line = lines.at(-1);
                if (line && Math.abs(box.bottom - line.bottom) < size / 2 && box.left - line.right < 1.5 * size)
                    Object.assign(line, {text: line.text + character, right: box.right});
                else lines.push({text: character, bottom: box.bottom, right: box.right});
            }
        }
        return [lines.map(line => line.text)];
    }
}"""


@pytest.fixture
def sample():
    samples = Path(settings.BASE_DIR, "samples/qinghe")
    call_command("import_issue", samples, newspaper="qinghe", publish=True, verbosity=0)


@pytest.fixture
def hard_issue():
    """An issue of what is hard to set: long headlines, tiny stories, unbreakable words, a page without text."""
    issue = make_issue(pages=4, number=3128)
    first, second, third, _ = issue.pages.all()
    lead = make_article(
        first,
        "坚定不移走绿色发展之路 全面推进现代农业产业体系建设 奋力谱写新时代乡村振兴新篇章",
        "\n\n".join([HARD, HARD, f"## {HARD[:39]}", HARD]),
        kicker="中共青禾县委召开第十四届委员会第八次全体会议暨县委经济工作会议、农村工作会议强调",
        deck="全会审议通过《中共青禾县委关于制定国民经济和社会发展第十五个五年规划的建议》",
        column="贯彻落实全会精神",
        authors=["程朗"],
    )
    make_note(lead, HARD)
    make_part(lead, third, f"{HARD}\n\n> {HARD}", headline="米香飘出柳溪")
    make_pointer(first, "关于进一步加强全县防汛抗旱工作的若干意见（试行）全文发布", "3", kicker="守护青禾")
    for number in range(12):
        make_article(second, f"第{number + 1}条短消息", HARD[number * 9 :][:60], byline="本报讯（记者 程　朗）")
    make_article(second, "短", "完。")
    make_article(third, "Newsroom-" * 9, "https://example.org/" + "a-very-long-address/" * 9 + "\n\n" + HARD)
    return publish(issue)


def speak(page, language):
    """Have the interface in this language from the next page on."""
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": page.url}])


def lines_at(page, width):
    """The lines of each block of text, in a window of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate(LINES)


@pytest.mark.parametrize(
    "path",
    [
        "/qinghe/2026-03-05/",
        "/qinghe/2026-03-05/2/",
        "/qinghe/2026-03-05/3/",
        "/qinghe/2026-03-05/4/",
        "/qinghe/2026-03-12/1/",
        "/qinghe/2026-03-05/article/1/",
        "/qinghe/2026-03-05/article/2/",
    ],
)
def test_lines_of_the_sample_begin_and_end_as_chinese_print_does(open_page, sample, path):
    assert_lines_are_well_made(open_page(path))


@pytest.mark.parametrize("path", ["/", "/qinghe/2026-03-05/3/", "/qinghe/2026-03-05/article/1/"])
def test_lines_of_a_hard_text_begin_and_end_as_chinese_print_does(open_page, hard_issue, path):
    assert_lines_are_well_made(open_page(path))


def assert_lines_are_well_made(page):
    for width in WIDTHS:
        blocks = [lines for lines in lines_at(page, width) if lines]
        assert sum(len(lines) > 1 for lines in blocks) > 3
        for lines in blocks:
            for before, line in pairwise(lines):
                place = f"at {width} px: {before} | {line}"
                assert line[0] not in NEVER_FIRST, place
                assert before[-1] not in NEVER_LAST, place
                assert before[-1] + line[0] not in ("——", "……"), place
                assert not SPLIT.search(f"{before}|{line}"), place


def test_no_single_character_is_left_for_the_last_line(open_page, sample):
    page = open_page("/qinghe/2026-03-05/article/1/")

    for width in WIDTHS:
        for lines in lines_at(page, width):
            assert len(lines) < 2 or len(re.sub(r"\W", "", lines[-1])) > 1, f"at {width} px: {lines[-2:]}"


def test_marks_are_compressed_between_each_other_and_where_a_line_begins(open_page, hard_issue):
    page = open_page("/qinghe/2026-03-05/article/1/")
    widths = page.locator(".text > p").first.evaluate(
        """paragraph => {
            const probe = paragraph.cloneNode();
            paragraph.after(probe);
            probe.classList.add("goes-on");
            const widthOf = text => {
                probe.innerHTML = "<span>" + text + "</span>";
                return probe.firstChild.getBoundingClientRect().width / parseFloat(getComputedStyle(probe).fontSize);
            };
            return ["好）。好", "（好", "好（好", "好。好"].map(widthOf);
        }"""
    )

    assert widths == pytest.approx([3.5, 1.5, 3, 3], abs=0.05)


def test_a_paragraph_is_indented_by_two_characters_and_a_running_one_is_not(open_page, hard_issue):
    page = open_page("/qinghe/2026-03-05/3/")
    style = "p => [getComputedStyle(p).textIndent, getComputedStyle(p).fontSize].map(parseFloat)"

    indent, size = page.locator(".text > p:not(.goes-on, .jump)").last.evaluate(style)

    assert indent == pytest.approx(2 * size)


def test_columns_of_a_long_story_are_not_taller_than_the_window(open_page, hard_issue):
    make_article(hard_issue.pages.last(), "长篇通讯", "\n\n".join([HARD] * 40))

    page = open_page("/qinghe/2026-03-05/4/", 1440, 900)

    heights = page.locator(".text").evaluate_all("texts => texts.map(text => text.offsetHeight)")
    assert len(heights) > 3
    assert max(heights) < 900


@pytest.mark.parametrize("width", [1440, 2560])
def test_a_line_of_an_article_has_30_to_38_characters_at_a_desk(open_page, hard_issue, width):
    page = open_page("/qinghe/2026-03-05/article/1/", width)

    paragraph = page.locator(".text > p").first
    assert 30 <= paragraph.evaluate("p => p.clientWidth / parseFloat(getComputedStyle(p).fontSize)") <= 38


def test_a_phone_shows_headline_and_beginning_without_scrolling(open_page, sample):
    page = open_page("/qinghe/2026-03-05/article/1/", 390, 844)

    beginning = page.locator(".text > p").first.bounding_box()
    assert beginning["y"] < 844 / 2


def test_a_phone_shows_the_longest_headline_without_scrolling(open_page, hard_issue):
    for path in ("/", "/qinghe/2026-03-05/article/1/"):
        headline = open_page(path, 390, 844).locator(".headline").first.bounding_box()
        assert headline["y"] + headline["height"] < 844 * 0.7


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nothing_is_wider_than_the_screen_not_even_with_text_twice_as_large(open_page, hard_issue, language):
    page = open_page("/")
    speak(page, language)
    author = Author.objects.get().get_absolute_url()
    issue = ["/qinghe/2026-03-05/" + path for path in ("1/", "2/", "3/", "4/", "article/1/", "article/15/")]
    too_wide = []
    for path in ["/", "/qinghe/", author, *issue]:
        assert page.goto(urljoin(page.url, path)).status == 200
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for size in (1, 2):
                page.evaluate("size => document.documentElement.style.setProperty('--size', size)", size)
                if (taken := page.evaluate("document.scrollingElement.scrollWidth")) > width:
                    too_wide.append((path, width, f"text × {size}", taken))

    assert too_wide == []


ENGLISH_CALLED_CHINESE = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
        const node = walker.currentNode, element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        const labels = ["aria-label", "title", "alt"].map(name => element.getAttribute(name));
        const words = node === element ? labels : [node.data];
        if (!/^zh/i.test(element.closest("[lang]").lang)) continue;
        found.push(...words.filter(word => /[A-Za-z]{3}/.test(word ?? "") && !word.includes("http:")));
    }
    return found;
}"""


def test_english_words_of_the_interface_are_called_english(open_page):
    issue = make_issue(pages=2, published=True)
    article = make_article(
        issue.pages.first(), "一粒米的三次转身", "好稻谷有了，却卖不出", series="行走禾溪", authors=["程朗"]
    )
    make_part(article, issue.pages.last(), "好价钱。")
    make_article(issue.pages.first(), "次条", "三月五日。\n\n秧苗正绿。\n\n农机正忙。", series="行走禾溪")
    article.tags.add("春耕")
    page = open_page("/")
    speak(page, "en")
    author = article.authors.get().get_absolute_url()

    for path in ("/", "/qinghe/", "/qinghe/2026-03-05/1/", article.get_absolute_url(), author):
        assert page.goto(urljoin(page.url, path)).status == 200
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.evaluate(ENGLISH_CALLED_CHINESE) == [], path


def test_an_edition_without_pictures_weighs_at_most_60_kilobytes(browser, live_server, hard_issue):
    with browser.new_context() as context:
        page = context.new_page()
        answers = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(live_server.url, wait_until="networkidle")

        assert sum(len(gzip.compress(answer.body())) for answer in answers) <= 60_000
