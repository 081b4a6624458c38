"""References as GB/T 7714-2015 and reference managers want them, of an invented paper."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.exporting.citations import Name, Reference, bibtex, gbt_7714, reference_of, ris, tex
from articles.models import Author, Byline
from articles.tests.factories import DAY, make_article, make_issue

URL = "https://paper.example/qinghe/2026-03-05/article/7/"


def reference(**fields):
    known = {
        "authors": (Name("许禾"),),
        "title": "一粒米的三次转身",
        "newspaper": "青禾日报",
        "date": DAY,
        "edition": "",
        "pages": ("1",),
        "issue": 9127,
        "url": URL,
        "key": "qinghe-2026-03-05-kmt7x",
    }
    return Reference(**known | fields)


# --- GB/T 7714-2015 --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "cited"),
    [
        ({}, "许禾. 一粒米的三次转身[N]. 青禾日报, 2026-03-05(1)."),
        (
            {"authors": (Name("许禾"), Name("石磊"), Name("程朗"))},
            "许禾, 石磊, 程朗. 一粒米的三次转身[N]. 青禾日报, 2026-03-05(1).",
        ),
        (
            {"authors": (Name("许禾"), Name("石磊"), Name("程朗"), Name("罗大田"))},
            "许禾, 石磊, 程朗, 等. 一粒米的三次转身[N]. 青禾日报, 2026-03-05(1).",
        ),
        ({"authors": (Name("本报评论员", True),)}, "本报评论员. 一粒米的三次转身[N]. 青禾日报, 2026-03-05(1)."),
        ({"authors": ()}, "一粒米的三次转身[N]. 青禾日报, 2026-03-05(1)."),
        ({"pages": ("A1", "A3")}, "许禾. 一粒米的三次转身[N]. 青禾日报, 2026-03-05(A1, A3)."),
        ({"pages": ()}, "许禾. 一粒米的三次转身[N]. 青禾日报, 2026-03-05."),
        ({"edition": "号外"}, "许禾. 一粒米的三次转身[N]. 青禾日报: 号外, 2026-03-05(1)."),
        (
            {"authors": tuple(map(Name, ("A Reed", "B Reed", "C Reed", "D Reed")))},
            "A Reed, B Reed, C Reed, et al. 一粒米的三次转身[N]. 青禾日报, 2026-03-05(1).",
        ),
    ],
)
def test_an_article_in_print(fields, cited):
    assert gbt_7714(reference(**fields)) == cited


def test_an_article_on_the_web_has_its_day_of_access_and_its_address():
    assert gbt_7714(reference(), datetime.date(2026, 11, 22)) == (
        f"许禾. 一粒米的三次转身[N/OL]. 青禾日报, 2026-03-05(1)[2026-11-22]. {URL}."
    )


# --- BibTeX: what is read back is what was written -------------------------------------------------

_UNTEX = re.compile(
    r"\\textbackslash\{\}|\\textasciitilde\{\}|\\textasciicircum\{\}|\\textbraceleft\{\}|\\textbraceright\{\}|\\[%$&#_]"
)
_MEANS = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
}


def untex(text):
    """What TeX prints; whatever is special to it and not escaped fails."""
    plain = _UNTEX.split(text)
    assert not re.search(r"[\\{}~^%$&#_]", "".join(plain))
    return _UNTEX.sub(lambda match: _MEANS.get(match[0], match[0][-1]), text)


def read_bibtex(text):
    """The type, key and fields of one entry, their values ended as BibTeX ends them: by counting braces."""
    kind, key, rest = re.fullmatch(r"@(\w+)\{([^,\s{}]+),\n(.*)\}\n", text, re.DOTALL).groups()
    fields = {}
    while rest:
        name, rest = re.fullmatch(r"\s*(\w+)\s*=\s*\{(.*)", rest, re.DOTALL).groups()
        depth, end = 1, 0
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        fields[name], rest = rest[: end - 1], rest[end:].removeprefix(",\n")
    return kind, key, fields


def test_bibtex_of_an_article():
    assert bibtex(reference(authors=(Name("许禾"), Name("县委宣传部 and 县文联", True)))) == (
        "@article{qinghe-2026-03-05-kmt7x,\n"
        "  author = {{许禾} and {县委宣传部 and 县文联}},\n"
        "  title = {{一粒米的三次转身}},\n"
        "  journal = {青禾日报},\n"
        "  date = {2026-03-05},\n"
        "  year = {2026},\n"
        "  number = {9127},\n"
        "  pages = {1},\n"
        "  entrysubtype = {newspaper},\n"
        "  mark = {N},\n"
        "  language = {chinese},\n"
        f"  url = {{{URL}}},\n"
        "}\n"
    )


def test_the_parts_of_a_name_in_latin_letters_are_left_to_bibtex():
    fields = read_bibtex(bibtex(reference(authors=(Name("Ann Reed"), Name("Reed, Ann"), Name("Reed Ltd", True)))))[2]
    assert fields["author"] == "Ann Reed and {Reed, Ann} and {Reed Ltd}"


#: As they are stored: one line, without spaces at the ends.
LINES = st.text(
    st.one_of(st.sampled_from("\\{}%$&#_~^\"@=,'-<>"), st.characters(exclude_categories=("Cs", "Cc", "Z")))
).filter(bool)


@given(LINES, LINES, st.lists(LINES, max_size=5))
def test_bibtex_keeps_every_sign(title, newspaper, authors):
    written = bibtex(reference(title=title, newspaper=newspaper, authors=tuple(Name(name, True) for name in authors)))
    kind, key, fields = read_bibtex(written)

    assert (kind, key) == ("article", "qinghe-2026-03-05-kmt7x")
    assert untex(fields["title"][1:-1]) == title
    assert untex(fields["journal"]) == newspaper
    assert untex(fields.get("author", "").replace("} and {", "\n")[1:-1].replace("\n", "")) == "".join(authors)


@given(st.text(st.sampled_from("\\{}%$&#_~^a禾 ")))
def test_no_sign_unbalances_the_braces(text):
    written = tex(text)
    assert written.count("{") == written.count("}")
    assert untex(written) == text


# --- RIS -------------------------------------------------------------------------------------------


def read_ris(text):
    assert text.endswith("ER  - \r\n")
    return [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups() for line in text.removesuffix("\r\n").split("\r\n")]


def test_ris_of_an_article():
    assert read_ris(ris(reference(authors=(Name("许禾"), Name("石磊")), pages=("1", "3"), edition="号外"))) == [
        ("TY", "NEWS"),
        ("AU", "许禾"),
        ("AU", "石磊"),
        ("TI", "一粒米的三次转身"),
        ("T2", "青禾日报"),
        ("JF", "青禾日报"),
        ("PY", "2026"),
        ("DA", "2026/03/05/"),
        ("ET", "号外"),
        ("IS", "9127"),
        ("SP", "1, 3"),
        ("LA", "zh"),
        ("ID", "qinghe-2026-03-05-kmt7x"),
        ("UR", URL),
        ("ER", ""),
    ]


@given(LINES, st.lists(LINES, max_size=5))
def test_ris_keeps_every_sign(title, authors):
    lines = read_ris(ris(reference(title=title, authors=tuple(map(Name, authors)))))
    assert ("TI", title) in lines
    assert [value for tag, value in lines if tag == "AU"] == authors


# --- from an article -------------------------------------------------------------------------------


@pytest.mark.django_db
class TestOfAnArticle:
    @pytest.fixture
    def article(self):
        return make_article(make_issue(pages=1, number=9127).pages.get(), "春耕\n备耕忙 ")

    def of(self, article, labels=("1",), signed=True):
        return reference_of(article, article.headline, labels, URL, signed)

    def sign(self, article, name, role, **fields):
        author = Author.objects.create(name=name, **fields)
        Byline.objects.create(article=article, author=author, role=role, position=article.bylines.count())

    def test_it_says_where_the_article_stands(self, article):
        found = self.of(article, labels=["A1", "A3", "A1"])
        assert (found.newspaper, found.date, found.issue, found.url) == ("青禾日报", DAY, 9127, URL)
        assert found.pages == ("A1", "A3")
        assert found.title == "春耕 备耕忙"
        assert found.key == f"qinghe-2026-03-05-{article.short_code}"

    def test_who_photographed_or_edited_is_no_author_of_a_text(self, article):
        for name, role in (("许禾", "记者"), ("石磊", "摄影"), ("程朗", "责任编辑"), ("罗大田", "通讯员")):
            self.sign(article, name, role)
        assert self.of(article).authors == (Name("许禾"), Name("罗大田"))

    def test_who_photographed_is_the_author_of_pictures_without_text(self, article):
        self.sign(article, "石磊", "摄影")
        assert self.of(article).authors == (Name("石磊"),)

    def test_who_did_two_things_is_named_once(self, article):
        author = Author.objects.create(name="许禾")
        for role in ("文", "整理"):
            Byline.objects.create(article=article, author=author, role=role)
        assert self.of(article).authors == (Name("许禾"),)

    def test_an_institution_is_known_as_one(self, article):
        self.sign(article, "本报评论员", "", institution=True)
        assert self.of(article).authors == (Name("本报评论员", institution=True),)

    def test_of_an_opening_that_is_not_public_nobody_is_named(self, article):
        self.sign(article, "许禾", "记者")
        assert self.of(article, signed=False).authors == ()

    def test_what_has_no_headline_is_cited_by_its_column(self, article):
        article.headline, article.column = "", "图片新闻"
        assert self.of(article).title == "图片新闻"
        assert self.of(article, signed=False).title == "无题"
