"""Bylines, datelines and signatures in the forms that papers print."""

import pytest

from articles.issue_text.document import AuthorName
from articles.issue_text.parser.bylines import (
    read_bare_names,
    read_byline_line,
    read_ending,
    read_lead,
    read_pen_name,
    read_roles,
)


def people(found):
    return [(author.name, author.role) for author in found.authors] if found else None


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("本报记者 白小川 赵一鸣", [("白小川", "记者"), ("赵一鸣", "记者")]),
        ("本报记者白小川", [("白小川", "记者")]),
        ("本报驻京记者 白小川", [("白小川", "记者")]),
        ("□ 本报见习记者 李　明", [("李明", "见习记者")]),
        ("实习记者郑学文康涛", [("郑学文", "实习记者"), ("康涛", "实习记者")]),
        ("记者 白小川 通讯员 赵一鸣 李　明", [("白小川", "记者"), ("赵一鸣", "通讯员"), ("李明", "通讯员")]),
        ("河口国防报记者白小川新华社记者赵一鸣 周宁", [("白小川", "记者"), ("赵一鸣", "记者"), ("周宁", "记者")]),
        ("《河口日报》记者 白小川", [("白小川", "记者")]),
        ("白小川 特约记者 赵一鸣", [("白小川", ""), ("赵一鸣", "特约记者")]),
        ("本报记者、通讯员 白小川", [("白小川", "通讯员")]),
        ("文/白小川 图/赵一鸣", [("白小川", "文"), ("赵一鸣", "图")]),
        ("白小川/文 赵一鸣/图", [("白小川", "文"), ("赵一鸣", "图")]),
        ("文字：白小川 摄影：赵一鸣", [("白小川", "文字"), ("赵一鸣", "摄影")]),
        ("白小川 摄", [("白小川", "摄影")]),
        ("本报记者 白小川 摄", [("白小川", "摄影")]),
        ("记者 白小川 摄影报道", [("白小川", "记者")]),
        ("白小川 文/图", [("白小川", "文/图")]),
        ("融媒体记者 白小川 摄影 赵一鸣", [("白小川", "融媒体记者"), ("赵一鸣", "摄影")]),
        ("作者：白小川", [("白小川", "作者")]),
        ("———白小川", None),
        ("本報記者白小川／臺北報導", [("白小川", "记者")]),
        ("編譯白小川", None),
        ("編譯白小川／綜合報導", [("白小川", "编译")]),
        ("◆白小川 报道", [("白小川", "")]),
        ("☉張小川", [("張小川", "")]),
        ("◎白从容", [("白从容", "")]),
        ("From JOHN DUNN", [("John Dunn", "")]),
        ("From Our Own Correspondent", []),
        ("By Our Industrial Correspondent", []),
        ("Von unserem Korrespondenten Max Linden", [("Max Linden", "")]),
        ("Roman von Petra Linden", [("Petra Linden", "")]),
        ("By MARY OLSEN", [("Mary Olsen", "")]),
        ("By Mary Olsen and John Dunn / The Valley Press", [("Mary Olsen", ""), ("John Dunn", "")]),
        ("Von Petra von Linden", [("Petra von Linden", "")]),
        ("By the river we walked", None),
        ("（白小川摄）", None),
        ("记者从县气象局获悉", None),
        ("本报记者昨日获悉。", None),
        ("石桥通车", None),
        ("□□□", None),
        ("文/石桥通车了", None),
        ("白小川/文 石桥通车了/图", None),
        ("县长答记者问", None),
        ("本报记者", None),
    ],
)
def test_lines(text, authors):
    assert people(read_byline_line(text)) == authors


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("本报评论员", AuthorName("本报评论员", "评论员", institution=True)),
        ("新华社", AuthorName("新华社", "", institution=True)),
        ("本报编辑部", AuthorName("本报编辑部", "", institution=True)),
        ("本 报 评 论 员", AuthorName("本报评论员", "评论员", institution=True)),
    ],
)
def test_institutions(text, author):
    assert read_byline_line(text).authors == [author]


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("白小川 赵一鸣", [("白小川", ""), ("赵一鸣", "")]),
        ("李　明", [("李明", "")]),
        ("●白小川", [("白小川", "")]),
        ("河口县农业局局长白小川", [("白小川", "")]),
        ("河口县气象局", [("河口县气象局", "")]),
        ("社长 白小川 总编 赵一鸣", [("白小川", "社长"), ("赵一鸣", "总编")]),
        ("［英］史密斯", [("史密斯", "")]),
        ("桥通了。", None),
        ("春风又绿江南岸", None),
        ("白小川赵一鸣周宁李明", [("白小川", ""), ("赵一鸣", ""), ("周宁", ""), ("李明", "")]),
    ],
)
def test_bare_names(text, authors):
    assert people(read_bare_names(text)) == authors


def test_pen_names():
    assert people(read_pen_name("粒　沙")) == [("粒沙", "")]
    assert read_pen_name("春风又绿") is None


@pytest.mark.parametrize(
    ("text", "dateline", "byline", "authors", "rest"),
    [
        (
            "本报讯（记者 白小川 通讯员 李　明）昨天",
            "",
            "本报讯（记者 白小川 通讯员 李　明）",
            [("白小川", "记者"), ("李明", "通讯员")],
            "昨天",
        ),
        (
            "本报讯 记者白小川、赵一鸣报道：昨天",
            "",
            "本报讯 记者白小川、赵一鸣报道",
            [("白小川", "记者"), ("赵一鸣", "记者")],
            "昨天",
        ),
        ("本报讯(白小川)昨天", "", "本报讯(白小川)", [("白小川", "")], "昨天"),
        ("本报讯 昨天", "", "本报讯", [], "昨天"),
        ("星报讯 昨天", "", "星报讯", [], "昨天"),
        ("本报河口1月2日讯 记者白小川报道：昨天", "本报河口1月2日讯", "记者白小川报道", [("白小川", "记者")], "昨天"),
        ("本报河口十二月三十一日电 昨天", "本报河口十二月三十一日电", "", [], "昨天"),
        (
            "新华社河口2月1日电（记者白小川、赵一鸣）昨天",
            "新华社河口2月1日电",
            "记者白小川、赵一鸣",
            [("白小川", "记者"), ("赵一鸣", "记者")],
            "昨天",
        ),
        ("据新华社河口2月1日电 昨天", "据新华社河口2月1日电", "", [], "昨天"),
        ("【新华社清河镇十一日电】昨天", "新华社清河镇十一日电", "", [], "昨天"),
        ("【新华社清河镇十一日电 记者白小川】昨天", "新华社清河镇十一日电", "记者白小川", [("白小川", "记者")], "昨天"),
        ("【本報訊】（記者白小川）昨天", "", "【本報訊】（記者白小川）", [("白小川", "记者")], "昨天"),
        ("〔記者白小川／臺北報導〕昨天", "", "", None, ""),
        ("（记者 白小川）昨天", "", "记者 白小川", [("白小川", "记者")], "昨天"),
        ("本报讯 记者白小川从县气象局获悉：昨天", "", "本报讯", [("白小川", "记者")], "记者白小川从县气象局获悉：昨天"),
        ("本报讯 记者从县气象局获悉：昨天", "", "本报讯", [], "记者从县气象局获悉：昨天"),
        (
            "本报讯 记者 白小川 赵一鸣 昨天上午",
            "",
            "本报讯 记者 白小川 赵一鸣",
            [("白小川", "记者"), ("赵一鸣", "记者")],
            "昨天上午",
        ),
        ("WASHINGTON (AP) — The council", "WASHINGTON (AP)", "", [], "The council"),
        ("（白小川摄）", "", "", None, ""),
        ("昨天上午石桥通车。", "", "", None, ""),
        ("电站建成了，消息传来", "", "", None, ""),
    ],
)
def test_leads(text, dateline, byline, authors, rest):
    found = read_lead(text)
    if authors is None:
        assert found is None or found.authors
        return
    assert (found.dateline, found.byline, people(found), found.rest) == (dateline, byline, authors, rest)


@pytest.mark.parametrize(
    ("text", "authors", "rest"),
    [
        ("桥通了。（白小川 赵一鸣）", [("白小川", ""), ("赵一鸣", "")], "桥通了。"),
        ("桥通了。(河口县白小川)", [("白小川", "")], "桥通了。"),
        ("桥通了。（河口农技站 白小川 赵一鸣）", [("白小川", ""), ("赵一鸣", "")], "桥通了。"),
        ("桥通了。（记者 白小川）", [("白小川", "记者")], "桥通了。"),
        ("桥通了。（粒沙）", [("粒沙", "")], "桥通了。"),
        ("桥通了。（粒沙 石缘）", [("粒沙", ""), ("石缘", "")], "桥通了。"),
        ("桥通了。（文/白小川）", [("白小川", "文")], "桥通了。"),
        ("桥通了。（白小川赵一鸣）", [("白小川", ""), ("赵一鸣", "")], "桥通了。"),
    ],
)
def test_signatures(text, authors, rest):
    ending = read_ending(text)
    assert people(ending) == authors
    assert ending.rest == rest


def test_other_endings():
    assert read_ending("桥通了。（新华社河口1月3日电）").dateline == "新华社河口1月3日电"
    assert read_ending("桥通了。（原载《清河晚报》）").source == "清河晚报"
    photo = read_ending("图为新桥。（白小川摄）")
    assert photo.photo
    assert photo.rest == "图为新桥。（白小川摄）"
    assert read_ending("桥通了。（见下文的详细说明）") is None
    assert read_ending("会场在文化馆（二楼）") is None
    assert read_ending("桥通了。") is None
    assert read_ending("记者问。（答记者问）") is None


def test_roles_without_names_are_no_byline():
    assert read_roles("记者") is None
    assert read_roles("白小川") is None
    assert read_roles("石桥通车了 记者 白小川") is None


@pytest.mark.parametrize(
    ("text", "dateline", "rest"),
    [
        ("（清河12日讯）石桥通车。", "清河12日讯", "石桥通车。"),
        ("（清河综合电）石桥通车。", "清河综合电", "石桥通车。"),
        ("综合新华社驻外记者报道　石桥通车。", "综合新华社驻外记者报道", "石桥通车。"),
        ("STONE BRIDGE — The masons waited.", "STONE BRIDGE", "The masons waited."),
    ],
)
def test_datelines_without_an_agency_of_their_own(text, dateline, rest):
    found = read_lead(text)
    assert (found.dateline, found.rest, found.authors) == (dateline, rest, [])
