"""The interface is wholly Chinese in a fresh clone, without any tool."""

from pathlib import Path

import django.contrib.admin
import polib
import pytest
import taggit
from django.utils import translation
from django.utils.text import Truncator

from scripts import messages
from scripts.messages import Message


@pytest.fixture(scope="module")
def catalogue():
    return messages.load(messages.ROOT / messages.CATALOGUE)


def test_every_text_of_the_interface_is_translated(catalogue):
    assert messages.faults(catalogue, messages.wanted()) == []


def test_what_is_cut_ends_with_a_chinese_ellipsis():
    with translation.override("zh-hans"):
        assert Truncator("三月的禾溪两岸").chars(5) == "三月的禾…"


@pytest.mark.parametrize("msgid", messages.BORROWED)
def test_what_is_said_in_other_words_is_still_said_by_those_it_is_borrowed_from(msgid):
    packages = [Path(package.__file__).parent for package in (django.contrib.admin, taggit)]
    theirs = [polib.pofile(str(folder / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po")) for folder in packages]
    assert any(catalogue.find(msgid) for catalogue in theirs)


def test_the_compiled_translations_are_those_of_the_catalogue(catalogue):
    compiled = (messages.ROOT / messages.CATALOGUE).with_suffix(".mo").read_bytes()

    assert compiled == catalogue.to_binary(), "run `make messages`"


def test_chinese_is_what_a_fresh_installation_speaks():
    with translation.override("zh-hans"):
        assert translation.gettext("newspaper") == "报纸"
    with translation.override("en"):
        assert translation.gettext("newspaper") == "newspaper"


# --- collecting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("issue")', [Message("issue")]),
        ('gettext_lazy("two " "literals")', [Message("two literals")]),
        ('translation.gettext("by attribute")', [Message("by attribute")]),
        ('ngettext("%d page", "%d pages", n)', [Message("%d page", "%d pages")]),
        ('pgettext_lazy("noun", "issue")', [Message("issue", context="noun")]),
        ('npgettext("a", "b", "c", n)', [Message("b", "c", "a")]),
        ("_(variable)", []),
        ('gettext("")', []),
        ('print("not a message")', []),
    ],
)
def test_messages_of_python(source, expected):
    assert list(messages.in_python(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% translate 'issue' %}", [Message("issue")]),
        ('{% trans "it’s" %} “text”', [Message("it’s")]),
        ('{% translate "issue" context "noun" %}', [Message("issue", context="noun")]),
        ("{{ value|default:_('none') }}", [Message("none")]),
        ("{% blocktranslate %}page {{ label }}{% endblocktranslate %}", [Message("page %(label)s")]),
        ("{% blocktranslate trimmed %}\n  one\n  line\n{% endblocktranslate %}", [Message("one line")]),
        (
            "{% blocktranslate count n=n %}one page{% plural %}{{ n }} pages{% endblocktranslate %}",
            [Message("one page", "%(n)s pages")],
        ),
        ("{% comment %}{% translate 'gone' %}{% endcomment %}", []),
    ],
)
def test_messages_of_templates(source, expected):
    assert list(messages.in_template(source)) == expected


def test_tests_and_migrations_are_not_collected(tmp_path):
    for name in ("articles/a.py", "articles/tests/b.py", "articles/migrations/c.py", "templates/d.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{% translate 'd' %}" if name.endswith("html") else f"_({name!r})")

    assert messages.collect(tmp_path) == {
        Message("articles/a.py"): ["articles/a.py"],
        Message("d"): ["templates/d.html"],
    }


# --- the catalogue -------------------------------------------------------------------------------


def catalogue_of(**translations):
    made = polib.POFile()
    made.extend(polib.POEntry(msgid=msgid, msgstr=text) for msgid, text in translations.items())
    return made


def test_a_message_is_new_kept_or_gone():
    old = catalogue_of(kept="保留", gone="多余")

    updated = messages.update(old, {Message("kept"): ["a.py"], Message("new"): ["b.py"]})

    assert {entry.msgid: entry.msgstr for entry in updated} == {"kept": "保留", "new": ""}


def test_a_message_that_gets_a_plural_keeps_its_translation():
    updated = messages.update(catalogue_of(page="版"), {Message("page", "pages"): ["a.py"]})

    assert updated[0].msgstr_plural == {0: "版"}


def test_translations_are_merged_where_there_is_none_yet():
    catalogue = catalogue_of(issue="", page="版")

    messages.merge(catalogue, {"issue": "期", "page": "页", "unknown": "无"})

    assert {entry.msgid: entry.msgstr for entry in catalogue} == {"issue": "期", "page": "版"}


@pytest.mark.parametrize(
    ("msgid", "text", "fault"),
    [
        ("page", "", "not translated"),
        ("%(n)s pages", "版", "placeholders differ"),
        ("{n} pages", "{m}版", "placeholders differ"),
        ("%(n)s pages", "%(n)s 个版", None),
    ],
)
def test_faults_of_a_translation(msgid, text, fault):
    found = messages.faults(catalogue_of(**{msgid: text}), {Message(msgid): ["a.py"]})

    assert [fault in line for line in found] == ([True] if fault else [])


def test_faults_of_a_catalogue():
    catalogue = catalogue_of(old="旧", doubtful="疑")
    catalogue[1].flags.append("fuzzy")

    found = messages.faults(catalogue, {Message("doubtful"): ["a.py"], Message("new"): ["b.py"]})

    assert [line.split(":")[0] for line in found] == ["not collected", "no longer used", "fuzzy", "not translated"]
