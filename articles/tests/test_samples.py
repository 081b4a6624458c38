"""The two sample issues are understood as an editor of theirs would read them."""

import datetime
import importlib.util
from itertools import combinations
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.urls import reverse

from articles.importing.reading import read_bundle
from articles.importing.sources import find_bundles
from articles.models import Article, HotArea, Issue, Page, Part, Picture, Pointer

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
FIRST, SECOND = SAMPLES / "qinghe" / "2026-03-05", SAMPLES / "qinghe" / "2026-03-12"

HEADLINES = {
    FIRST: {
        1: [
            "抢抓农时 稳住面积 让每一块好田都种上好粮",
            "一粒米的三次转身",
            "桥通了，路近了",
            "春争日，一刻也等不得",
            "图片新闻",
            "我县12座山塘完成清淤",
            "全国春耕由南向北渐次展开",
            "田埂上的“会议室”",
        ],
        2: [
            "一粒米的三次转身",
            "老邮差的最后一程山路",
            "县图书馆夜间开放满月",
            "渡口镇：闲置校舍变身“老年学堂”",
            "全县查处农资违法案件4起",
            "更正",
            "广告",
        ],
        3: [
            "",
            "源头有座瞭望台",
            "七孔桥下的船娘",
            "云岭乡试种高山蔬菜一千亩",
            "白石镇：山歌唱进了课堂",
            "惊蛰农事提醒",
            "公益广告",
        ],
        4: [
            "惊蛰，听见土地翻了个身",
            "田埂（外一首）",
            "茶亭记",
            "父亲的算盘",
            "青禾农谚选",
            "“我家的老物件”征文启事",
        ],
    },
    SECOND: {
        1: [
            "全县干部群众义务植树 为禾溪两岸添新绿",
            "研究夜间经济和农村供水等工作",
            "老街的灯，亮到了十一点",
            "最好的检查，是秋天的收成",
        ],
        2: [
            "渡口的最后一个摆渡人",
            "更正",
            "县医院专家门诊开到松源乡",
            "禾丰镇：淤泥变肥，果园受益",
            "我县新增两个24小时自助书房",
            "广告",
        ],
        3: ["老街的灯", "他给路灯看了二十七年病", "让城市慢半拍", "本周便民服务"],
        4: ["植树节里话种树", "春天的邮差", "一口老井", "一盏马灯"],
    },
}

#: (headline) -> names with roles, of what is printed in many ways.
AUTHORS = {
    "抢抓农时 稳住面积 让每一块好田都种上好粮": [("程朗", "记者"), ("方令仪", "记者"), ("罗大田", "通讯员")],
    "一粒米的三次转身": [("温书远", "记者"), ("纪小满", "实习生")],
    "春争日，一刻也等不得": [("本报评论员", "评论员")],
    "我县12座山塘完成清淤": [("石磊", "记者")],
    "全国春耕由南向北渐次展开": [("林知远", "记者"), ("何沐", "记者")],
    "田埂上的“会议室”": [("唐一苇", "")],
    "老邮差的最后一程山路": [("顾南枝", "记者")],
    "县图书馆夜间开放满月": [("纪小满", "实习记者"), ("唐一苇", "实习记者")],
    "七孔桥下的船娘": [("陆秋白", "记者"), ("苗苗", "记者")],
    "茶亭记": [("叶小舟", "文"), ("韩冬", "图")],
    "县医院专家门诊开到松源乡": [("苗苗", "记者"), ("邱林", "通讯员")],
}


def read(folder):
    bundles = list(find_bundles([folder]))
    issues = [issue for bundle in bundles for issue in read_bundle(bundle)]
    assert len(issues) == 1
    return issues[0].document


@pytest.fixture(scope="module")
def documents():
    return {folder: read(folder) for folder in (FIRST, SECOND)}


@pytest.fixture(scope="module")
def first(documents):
    return documents[FIRST]


@pytest.fixture(scope="module")
def articles(documents):
    """Every article that begins in one of the issues, by its headline."""
    return {
        article.headline: article
        for document in documents.values()
        for _, article in document.places()
        if not article.continued_from
    }


@pytest.mark.parametrize(("folder", "number"), [(FIRST, 3128), (SECOND, 3133)])
def test_the_masthead(documents, folder, number):
    document = documents[folder]

    assert document.date == datetime.date.fromisoformat(folder.name)
    assert document.number == number


def test_nothing_is_in_error_or_left_over(documents):
    for document in documents.values():
        assert [problem.message() for problem in document.problems if problem.severity == "error"] == []
        assert [problem.message() for problem in document.problems if problem.code == "file-not-text"] == []


@pytest.mark.parametrize("folder", [FIRST, SECOND], ids=lambda folder: folder.name)
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_headlines_of_each_page(documents, folder, number):
    page = documents[folder].pages[number - 1]

    assert page.number == number
    read = [article.headline.replace("广 告", "广告") for article in page.articles]
    assert read == HEADLINES[folder][number]


def test_pages_have_their_names_and_credits(first):
    assert [page.name for page in first.pages] == ["要闻", "综合", "乡村", "副刊"]
    assert all(page.credits for page in first.pages)
    assert [(credit.role, credit.names) for credit in first.pages[0].credits][:3] == [
        ("责任编辑", ["白露"]),
        ("版式", ["韩冬"]),
        ("校对", ["谷雨生"]),
    ]


@pytest.mark.parametrize(("headline", "names"), AUTHORS.items(), ids=AUTHORS.keys())
def test_authors(articles, headline, names):
    assert [(author.name, author.role) for author in articles[headline].authors] == names


def test_kicker_deck_column_and_series(articles):
    assert articles["抢抓农时 稳住面积 让每一块好田都种上好粮"].kicker == "沈怀川在全县春耕备耕现场会上强调"
    assert articles["桥通了，路近了"].deck == "云水大桥通车见闻"
    assert articles["田埂上的“会议室”"].column == "微言"
    assert articles["父亲的算盘"].column == "草木人家"
    series = ["源头有座瞭望台", "七孔桥下的船娘", "渡口的最后一个摆渡人"]
    assert [(articles[h].series.name, articles[h].series.number) for h in series] == [
        ("行走禾溪", 1),
        ("行走禾溪", 2),
        ("行走禾溪", 3),
    ]
    assert articles["春争日，一刻也等不得"].series.number == 2
    assert articles["最好的检查，是秋天的收成"].series.number == 3


def test_dateline_reprint_and_editors_notes(articles):
    assert articles["全国春耕由南向北渐次展开"].dateline == "新华社北京3月4日电"
    assert articles["老邮差的最后一程山路"].source == "云州晚报"
    notes = {headline: [note.position for note in article.editors_notes] for headline, article in articles.items()}
    assert notes["老邮差的最后一程山路"] == ["before", "after"]
    assert notes["源头有座瞭望台"] == ["before"]
    assert notes["七孔桥下的船娘"] == ["after"]


def test_pointers(documents):
    teasers = {
        folder: [(teaser.headline, int(teaser.page)) for teaser in document.pages[0].teasers]
        for folder, document in documents.items()
    }

    assert [page for _, page in teasers[FIRST]] == [2, 3, 4]
    assert teasers[SECOND] == [("渡口的最后一个摆渡人", 2), ("植树节里话种树", 4)]


def test_jumps_are_paired(documents):
    def ends(document):
        return [
            (document.article(jump.origin).headline, jump.target.page + 1, document.article(jump.target).headline)
            for jump in document.continuations
        ]

    assert ends(documents[FIRST]) == [("一粒米的三次转身", 2, "一粒米的三次转身"), ("桥通了，路近了", 3, "")]
    assert ends(documents[SECOND]) == [("老街的灯，亮到了十一点", 3, "老街的灯")]


def test_cut_paragraphs_are_healed_and_crossheads_kept(articles):
    lead = [block.text for block in articles["抢抓农时 稳住面积 让每一块好田都种上好粮"].body]
    assert any("偏远的山村多送一程" in text for text in lead)
    assert any("手把手地教、面对面地讲。" in text for text in lead)
    feature = articles["一粒米的三次转身"].body
    assert [block.text for block in feature if block.kind == "crosshead"] == ["第一次转身：从“种得多”到“种得好”"]


# --- stored --------------------------------------------------------------------------------------


@pytest.fixture
def imported(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("import_issue", str(SAMPLES / "qinghe"), newspaper="qinghe", publish=True, verbosity=0)


@pytest.mark.usefixtures("imported")
def test_both_issues_are_public_with_whole_stories(client):
    assert [issue.number for issue in Issue.objects.published().order_by("date")] == [3128, 3133]
    story = Article.objects.get(headline="桥通了，路近了")
    assert [part.page.number for part in story.parts.all()] == [1, 3]
    assert not Part.objects.open_jumps().exists()
    assert client.get(reverse("issue", args=["qinghe", "2026-03-05"])).status_code == 200


@pytest.mark.usefixtures("imported")
def test_every_picture_and_pointer_found_what_it_names():
    assert Picture.objects.filter(image="").count() == 0
    assert [pointer.headline for pointer in Pointer.objects.filter(article=None)] == []


@pytest.mark.usefixtures("imported")
def test_one_issue_comes_with_its_printed_pages_and_one_as_text_alone():
    text_alone, printed = Issue.objects.order_by("date")

    assert (text_alone.pdf.name, printed.pdf.name != "") == ("", True)
    assert not text_alone.pages.exclude(picture="", pdf="").exists()
    assert not printed.pages.filter(Q(picture="") | Q(pdf="")).exists()


@pytest.mark.usefixtures("imported")
def test_every_part_of_the_printed_issue_has_its_areas():
    parts = Part.objects.filter(page__issue__date=SECOND.name)

    assert [str(part) for part in parts.filter(hot_areas=None)] == []
    assert HotArea.objects.exclude(part__in=parts).count() == 0


@pytest.mark.usefixtures("imported")
def test_areas_on_a_page_lie_beside_each_other():
    def box(area):
        return [choose(corner[axis] for corner in area.points) for choose in (min, max) for axis in (0, 1)]

    for page in Page.objects.filter(issue__date=SECOND.name):
        boxes = [box(area) for area in HotArea.objects.filter(part__page=page)]
        for (left, top, right, bottom), other in combinations(boxes, 2):
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@pytest.mark.usefixtures("imported")
def test_a_second_import_changes_nothing():
    before = list(Part.objects.order_by("pk").values_list("pk", "body"))

    call_command("import_issue", str(SAMPLES / "qinghe"), newspaper="qinghe", verbosity=0)

    assert list(Part.objects.order_by("pk").values_list("pk", "body")) == before


# --- drawn ---------------------------------------------------------------------------------------


def test_the_samples_stay_small():
    sizes = {path: path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()}

    assert sum(sizes.values()) < 2_500_000
    assert max(size for path, size in sizes.items() if path.name != "issue.pdf") < 400_000


def test_the_photographs_are_what_the_script_draws():
    spec = importlib.util.spec_from_file_location("draw_pictures", SAMPLES / "draw_pictures.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)

    draw = script.PHOTOS[FIRST.name]["tea"]
    assert script.paint("tea", draw).tobytes() == script.paint("tea", draw).tobytes()
    for folder in (FIRST, SECOND):
        assert set(script.PHOTOS[folder.name]) == {path.stem for path in (folder / "photos").iterdir()}
