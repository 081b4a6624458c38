"""Collect the texts to translate, and compile the translations; needs none of the gettext tools.

    python scripts/messages.py                collect into django.po, compile django.mo
    python scripts/messages.py --check        change nothing, say what is wrong, fail if anything is
    python scripts/messages.py --merge FILE…  take translations from JSON files {"msgid": "译文"} first

The .mo files are committed, so a fresh clone speaks Chinese without any tool.
"""

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
SOURCES = ("articles", "newsroom", "templates")
#: Folders whose texts nobody reads on a screen.
SKIPPED = frozenset({"tests", "migrations", "__pycache__"})
METADATA = {
    "Project-Id-Version": "newsroom",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
#: Sentences of Django’s admin and of taggit’s that the desk says in its own words.
BORROWED = (
    "A comma-separated list of tags.",
    " By %(filter_title)s ",
    "%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?",
    "Action:",
    "Add",
    "Add %(name)s",
    "Add %s",
    "Add another %(model)s",
    "Add another %(verbose_name)s",
    "Any date",
    'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following related items '
    "will be deleted:",
    "Are you sure you want to delete the selected %(objects_name)s? All of the following objects and their related "
    "items will be deleted:",
    "Cannot delete %(name)s",
    "Change",
    "Change %s",
    "Added {name} “{object}”.",
    "Changed {fields} for {name} “{object}”.",
    "Deleted {name} “{object}”.",
    "Change selected %(model)s",
    "Delete multiple objects",
    "Delete selected %(model)s",
    "Delete selected %(verbose_name_plural)s",
    "Filter",
    "Items must be selected in order to perform actions on them. No items have been changed.",
    "Log out",
    "No action selected.",
    "No, take me back",
    "Please provide a comma-separated list of tags.",
    "Past 7 days",
    "Save and add another",
    "Select all %(total_count)s %(module_name)s",
    "Show counts",
    "Hide counts",
    "Start typing to filter…",
    "Successfully deleted %(count)d %(items)s.",
    "Taggit",
    "The %(name)s “%(obj)s” was deleted successfully.",
    "The {name} “{obj}” was added successfully.",
    "The {name} “{obj}” was added successfully. You may add another {name} below.",
    "The {name} “{obj}” was changed successfully.",
    "The {name} “{obj}” was changed successfully. You may add another {name} below.",
    "The {name} “{obj}” was changed successfully. You may edit it again below.",
    "View %s",
    "View on site",
    "View site",
    "You may edit it again below.",
)
#: Function -> which of its arguments are what.
FUNCTIONS = {
    "": ("msgid",),
    "n": ("msgid", "plural"),
    "p": ("context", "msgid"),
    "np": ("context", "msgid", "plural"),
}
CALL_NAME = re.compile(r"_|(n?p?)gettext(_lazy|_noop)?")
LITERAL = r"""[uU]?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
#: A call in what `templatize` makes of a template: everything else in there is blanked out.
TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)", re.DOTALL)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


class Message(NamedTuple):
    msgid: str
    plural: str = ""
    context: str | None = None


#: What Django puts after a text that it cuts: its own Chinese has three full stops there.
TRUNCATED = Message("%(truncated_text)s…", context="String to return when truncating text")


def wanted() -> dict[Message, list[str]]:
    """Every message that the catalogue is to translate: those of the sources, and those that are borrowed."""
    return {message: [] for message in (*map(Message, BORROWED), TRUNCATED)} | collect()


def collect(root: Path = ROOT) -> dict[Message, list[str]]:
    """Every message of the sources, with the files it stands in."""
    found: dict[Message, list[str]] = {}
    for path in _source_files(root):
        text = path.read_text("utf-8")
        messages = in_python(text) if path.suffix == ".py" else in_template(text)
        for message in messages:
            files = found.setdefault(message, [])
            if (name := path.relative_to(root).as_posix()) not in files:
                files.append(name)
    return found


def _source_files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        for path in sorted((root / source).rglob("*")):
            wanted = path.suffix in {".py", ".html", ".txt", ".xml"}
            if wanted and not SKIPPED & set(path.relative_to(root).parts):
                yield path


def in_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            strings = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield from _message(name, strings)


def in_template(text: str) -> Iterator[Message]:
    for name, arguments in TEMPLATE_CALL.findall(templatize(text)):
        yield from _message(name, [ast.literal_eval(literal) for literal in re.findall(LITERAL, arguments)])


def _message(function: str, arguments: list) -> Iterator[Message]:
    match = CALL_NAME.fullmatch(function)
    if not match:
        return
    names = FUNCTIONS[match[1] or ""]
    values = dict(zip(names, arguments, strict=False))
    if values.keys() == set(names) and all(isinstance(value, str) and value for value in values.values()):
        yield Message(**values)


def load(path: Path) -> polib.POFile:
    # Lines are not wrapped: a change shows as a change of that text alone.
    return polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)


def message_of(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt)


def update(catalogue: polib.POFile, messages: dict[Message, list[str]]) -> polib.POFile:
    """The catalogue of exactly these messages, with the translations that it has of them."""
    known = {message_of(entry): entry for entry in catalogue if not entry.obsolete}
    # A message that became a plural keeps its translation.
    by_text = {(entry.msgid, entry.msgctxt): entry for entry in known.values()}
    made = polib.POFile(wrapwidth=0)
    made.metadata = METADATA
    for message, files in sorted(messages.items(), key=lambda item: (item[1], item[0].msgid, item[0].context or "")):
        old = known.get(message) or by_text.get((message.msgid, message.context))
        entry = polib.POEntry(msgid=message.msgid, msgctxt=message.context, occurrences=[(file, "") for file in files])
        translate(entry, translation_of(old) if old else "", plural=message.plural)
        made.append(entry)
    return made


def translation_of(entry: polib.POEntry) -> str:
    return "" if entry.fuzzy else entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def translate(entry: polib.POEntry, text: str, plural: str = "") -> None:
    if plural:
        # Chinese has one form.
        entry.msgid_plural, entry.msgstr_plural = plural, {0: text}
    else:
        entry.msgstr = text


def merge(catalogue: polib.POFile, translations: dict[str, str]) -> None:
    """Fill in what has no translation yet."""
    for entry in catalogue:
        if not translation_of(entry) and (text := translations.get(entry.msgid)):
            translate(entry, text, entry.msgid_plural)


def faults(catalogue: polib.POFile, messages: dict[Message, list[str]]) -> list[str]:
    """What keeps the catalogue from being a complete translation of these messages."""
    known = {message_of(entry): entry for entry in catalogue if not entry.obsolete}
    found = [f"not collected: {m.msgid!r} ({', '.join(files)})" for m, files in messages.items() if m not in known]
    found += [f"no longer used: {m.msgid!r}" for m in known if m not in messages]
    found += [f"fuzzy: {entry.msgid!r}" for entry in catalogue if entry.fuzzy]
    for message, entry in known.items():
        text = translation_of(entry)
        if not text:
            found.append(f"not translated: {message.msgid!r} ({', '.join(messages.get(message, []))})")
        elif differing := set(PLACEHOLDER.findall(text)) ^ placeholders(message):
            found.append(f"placeholders differ: {message.msgid!r}: {', '.join(sorted(differing))}")
    return found


def placeholders(message: Message) -> set[str]:
    # The singular may leave the number out: “one page”, “%(count)s pages”.
    return set(PLACEHOLDER.findall(message.msgid)) | set(PLACEHOLDER.findall(message.plural))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--merge", nargs="+", metavar="FILE", type=Path, default=[])
    options = parser.parse_args(arguments)
    path = ROOT / CATALOGUE
    messages = wanted()
    catalogue = load(path)
    if not options.check:
        catalogue = update(catalogue, messages)
        for file in options.merge:
            merge(catalogue, json.loads(file.read_text("utf-8")))
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path), newline="\n")
        path.with_suffix(".mo").write_bytes(catalogue.to_binary())
    found = faults(catalogue, messages)
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        found.append(f"{compiled.relative_to(ROOT)} is not what the .po file compiles to: run `make messages`")
    print("\n".join([*found, f"{len(messages)} messages, {len(found)} faults"]), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
