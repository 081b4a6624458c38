"""What pages tell machines: linked data that schema.org defines, and Open Graph."""

import datetime
import json
import re
from html.parser import HTMLParser

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains

from articles.models import Article, Author, Byline, Correction, Issue
from articles.pictures import cards
from articles.tests import sample
from articles.tests.exporting.vocabulary import faults_of
from articles.tests.factories import DAY, make_article, make_issue, make_page, make_part, make_picture
from articles.tests.pictures.drawing import drawing, file_of, upload

pytestmark = pytest.mark.django_db

ISSUE = "/qinghe/2026-03-05/"
PAGE, STORY = f"{ISSUE}1/", f"{ISSUE}article/1/"
SITE = "http://testserver"


class Head(HTMLParser):
    """The data blocks and properties of a page."""

    def __init__(self, html):
        super().__init__()
        self.blocks, self.properties, self.canonical, self._open = [], [], "", False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and "property" in attrs:
            self.properties.append((attrs["property"], attrs["content"]))
        if tag == "link" and attrs.get("rel") == "canonical":
            self.canonical = attrs["href"]
        self._open = tag == "script" and attrs.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._open:
            self.blocks.append(json.loads(data))
            self._open = False


def head_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Head(response.content.decode())


def thing_of(client, address, kind):
    (block,) = head_of(client, address).blocks
    (found,) = [thing for thing in block["@graph"] if thing["@type"] == kind]
    return found


@pytest.fixture
def page():
    return make_issue(pages=1, published=True, number=9127).pages.get()


# --- every public page -----------------------------------------------------------------------------

#: What is told of; a form or a list of what is on the device is not.
TOLD = {"home", "newspaper", "issue", "page", "article", "author"}


def test_the_linked_data_of_every_public_page_is_what_schema_org_defines(reader, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sample.build()
    heads = {name: head_of(reader, address) for name, address in sample.addresses().items()}
    telling = {name: head for name, head in heads.items() if head.blocks}

    assert {name: [faults_of(block) for block in head.blocks] for name, head in telling.items()} == {
        name: [[]] for name in telling
    }
    assert {name for name in heads if name.split(",")[0] in TOLD} <= telling.keys()
    for name, head in telling.items():
        properties = dict(head.properties)
        assert {"og:type", "og:title", "og:url", "og:locale"} <= properties.keys(), name
        assert properties["og:url"] == head.canonical, name
        assert all(content.strip() for _, content in head.properties), name


# --- an article ------------------------------------------------------------------------------------


def test_an_article_is_told_with_its_place_in_print(reader, page):
    article = make_article(page, "全县造林", "本县造林。\n\n三千亩。", kicker="春分时节", deck="首批完成")
    make_part(article, make_page(page.issue, 2, "A2", name="要闻", status="published"), "下文。")

    told = thing_of(reader, STORY, "NewsArticle")

    assert told["headline"] == "全县造林"
    assert told["alternativeHeadline"] == ["春分时节", "首批完成"]
    assert told["url"] == told["mainEntityOfPage"] == SITE + STORY
    assert told["datePublished"] == "2026-03-05"
    assert (told["pageStart"], told["pageEnd"], told["printPage"]) == ("1", "A2", "1, A2")
    assert told["wordCount"] == len("本县造林。三千亩。下文。")
    assert told["isPartOf"]["issueNumber"] == "9127"
    assert told["isPartOf"]["isPartOf"]["name"] == "青禾日报"
    assert told["inLanguage"] == "zh-Hans"


def test_who_wrote_is_author_and_who_photographed_contributor(reader, page):
    article = make_article(page, authors=["许禾"])
    for name, role, institution in (("石磊", "摄影", False), ("本报评论员", "", True)):
        author = Author.objects.create(name=name, institution=institution)
        Byline.objects.create(article=article, author=author, role=role, position=5)

    told = thing_of(reader, STORY, "NewsArticle")

    assert [(who["@type"], who["name"]) for who in told["author"]] == [
        ("Person", "许禾"),
        ("Organization", "本报评论员"),
    ]
    assert [who["name"] for who in told["contributor"]] == ["石磊"]
    assert told["author"][0]["url"] == f"{SITE}/authors/{Author.objects.get(name='许禾').pk}/"


def test_a_reprint_its_tags_its_picture_and_its_correction_are_told(reader, page):
    article = make_article(page, body="正文。\n\n![](a.jpg)", source="云州晚报", column="微言", dateline="新华社北京电")
    article.tags.add("春耕")
    make_picture(article, "a.jpg", image="a.jpg", width=3, height=2, caption="禾溪。", credit="石磊 摄")
    make_picture(article, "b.jpg", caption="没有图的说明。")
    Correction.objects.create(article=article, text="应为二千亩。", date=DAY)

    told = thing_of(reader, STORY, "NewsArticle")

    assert told["isBasedOn"]["publisher"]["name"] == "云州晚报"
    assert told["keywords"] == ["春耕"]
    assert (told["articleSection"], told["dateline"]) == ("微言", "新华社北京电")
    assert [(image["contentUrl"], image["creditText"]) for image in told["image"]] == [
        (f"{SITE}/media/a.jpg", "石磊 摄")
    ]
    assert told["correction"] == [{"@type": "CorrectionComment", "text": "应为二千亩。", "datePublished": "2026-03-05"}]


def test_only_a_change_under_readers_eyes_is_a_modification(reader, page):
    article = make_article(page)
    moment = timezone.now()
    Issue.objects.update(publish_at=moment)
    Article.objects.filter(pk=article.pk).update(updated_at=moment - datetime.timedelta(hours=1))
    assert "dateModified" not in thing_of(reader, STORY, "NewsArticle")

    Article.objects.filter(pk=article.pk).update(updated_at=moment + datetime.timedelta(hours=1))
    told = thing_of(reader, STORY, "NewsArticle")["dateModified"]
    assert datetime.datetime.fromisoformat(told) == (moment + datetime.timedelta(hours=1)).replace(microsecond=0)
    assert told.endswith("+08:00")


def test_the_way_down_to_an_article_is_told(reader, page):
    make_article(page, "全县造林")
    steps = thing_of(reader, STORY, "BreadcrumbList")["itemListElement"]

    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert [step["name"] for step in steps] == ["青禾日报", "2026-03-05", "第1版", "全县造林"]
    assert [step["item"]["@id"] for step in steps] == [
        f"{SITE}{path}" for path in ("/qinghe/", "/qinghe/2026-03-05/", "/qinghe/2026-03-05/1/", STORY)
    ]


def test_open_graph_shows_an_article_where_it_is_shared(reader, page):
    make_article(page, '"造林" & <植树>', "本县今年造林三千亩。", authors=["许禾"], column="微言").tags.add(
        "春耕", "林业"
    )
    properties = head_of(reader, STORY).properties

    for pair in [
        ("og:type", "article"),
        ("og:title", '"造林" & <植树>'),
        ("og:description", "本县今年造林三千亩。"),
        ("og:url", SITE + STORY),
        ("og:site_name", "青禾日报"),
        ("og:locale", "zh_CN"),
        ("article:published_time", "2026-03-05"),
        ("article:section", "微言"),
        ("article:tag", "春耕"),
        ("article:tag", "林业"),
    ]:
        assert pair in properties


def test_a_card_is_shown_where_one_is_offered_and_it_answers(reader, page, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page.picture.save("01.jpg", upload(file_of(drawing())))
    make_article(page, "全县造林")
    monkeypatch.setattr(cards.fonts, "path", lambda: None)

    for address, alt in ((PAGE, "第1版"), (STORY, "全县造林"), (ISSUE, "青禾日报 2026年3月5日")):
        properties = dict(head_of(reader, address).properties)
        assert (properties["og:image:width"], properties["og:image:height"]) == ("1200", "630")
        assert properties["og:image:alt"] == alt
        assert reader.get(properties["og:image"].removeprefix(SITE))["Content-Type"] == "image/jpeg"
        assertContains(reader.get(address), 'content="summary_large_image"')


def test_where_there_is_no_card_none_is_promised(reader, page, monkeypatch):
    make_article(page)
    monkeypatch.setattr(cards.fonts, "path", lambda: None)

    for address in (ISSUE, PAGE, STORY):
        assert "og:image" not in dict(head_of(reader, address).properties)
        assertContains(reader.get(address), '<meta name="twitter:card" content="summary">')


def test_no_text_ends_its_block_of_data(reader, page):
    headline = "</script><script>alert(1)</script><!-- &lt; \u2028"
    make_article(page, headline)
    html = reader.get(STORY).content.decode()

    assert thing_of(reader, STORY, "NewsArticle")["headline"] == headline
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    assert not set(block) & set("<>&\u2028")


# --- issue, page, newspaper, author ----------------------------------------------------------------


def test_an_issue_is_told_with_its_pages_and_their_articles(reader, page):
    make_article(page, "全县造林")
    make_article(page, "桥通了")

    told = thing_of(reader, "/qinghe/2026-03-05/", "PublicationIssue")

    assert (told["issueNumber"], told["datePublished"]) == ("9127", "2026-03-05")
    (only,) = told["hasPart"]
    assert only["url"] == f"{SITE}/qinghe/2026-03-05/1/"
    assert [entry["headline"] for entry in only["hasPart"]] == ["全县造林", "桥通了"]


def test_the_front_page_of_the_site_is_shared_at_its_own_address(reader, page):
    make_article(page)
    assert dict(head_of(reader, "/").properties)["og:url"] == f"{SITE}/"
    assert thing_of(reader, "/", "PublicationIssue")["url"] == f"{SITE}/qinghe/2026-03-05/"


def test_a_page_is_told_as_a_part_of_its_issue(reader, page):
    make_article(page, "全县造林")
    told = thing_of(reader, "/qinghe/2026-03-05/1/", "WebPage")
    assert told["isPartOf"]["datePublished"] == "2026-03-05"
    assert [entry["headline"] for entry in told["hasPart"]] == ["全县造林"]


def test_a_newspaper_is_told_with_its_number_and_who_stands_behind_it(reader, page):
    newspaper = page.issue.newspaper
    newspaper.cn_number, newspaper.sponsor = "CN99-0128", "中共青禾县委"
    newspaper.save()

    told = thing_of(reader, "/qinghe/", "Newspaper")

    assert told["identifier"]["value"] == "CN99-0128"
    assert told["publisher"]["parentOrganization"]["name"] == "中共青禾县委"


# --- who may see it --------------------------------------------------------------------------------


def test_of_what_an_editor_sees_nothing_is_told(editor, page):
    make_article(page)
    for address in ("/", "/qinghe/", "/qinghe/2026-03-05/", "/qinghe/2026-03-05/1/", STORY):
        head = head_of(editor, address)
        assert head.blocks == head.properties == []


def test_nothing_of_a_page_that_is_not_public_is_told(reader, page):
    hidden = make_page(page.issue, 2, name="未签发的版名")
    late = make_article(hidden, "未签发的题", "未签发的上文。", authors=["未签发的人"], column="未签发的栏目")
    make_picture(late, "a.jpg", image="secret.jpg", width=3, height=2, caption="未签发的图")
    make_part(late, page, "已签发的下文。", headline="桥通了（续）")
    late.tags.add("未签发的标签")

    told = thing_of(reader, late.get_absolute_url(), "NewsArticle")

    assert "未签发" not in json.dumps(told, ensure_ascii=False)
    assert "author" not in told
    assert told["headline"] == "桥通了（续）"
    for address in ("/qinghe/2026-03-05/", "/qinghe/2026-03-05/1/"):
        assert "未签发的版名" not in reader.get(address).content.decode()
