"""Whether linked data says only what schema.org defines, by schema_org.json.

That table is the part of release 30.0 of schema.org's vocabulary (19 March 2026, Apache 2.0,
github.com/schemaorg/schemaorg) which scripts/schema_org_table.py keeps: the types that the
paper uses and their parents, with every property of theirs and the types its values may have.
"""

import datetime
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

TYPES = json.loads((Path(__file__).parent / "schema_org.json").read_text())["types"]

_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def faults_of(document: dict) -> list[str]:
    """What is wrong with a JSON-LD document; each fault begins with the way to it."""
    if document.get("@context") != "https://schema.org":
        return ["@context is not https://schema.org"]
    things = document.get("@graph", [{name: value for name, value in document.items() if name != "@context"}])
    return [fault for at, thing in enumerate(things) for fault in _of_thing(thing, f"{at}")]


def _of_thing(thing: dict, way: str) -> list[str]:
    kind = thing.get("@type")
    if kind not in TYPES:
        return [f"{way}: {kind} is no type of the table"]
    faults = [] if len(thing) > 1 else [f"{way}: nothing is said of this {kind}"]
    defined = _properties_of(kind)
    for name, value in thing.items():
        if name == "@type":
            continue
        if name == "@id":
            faults += [] if _is_url(value) else [f"{way}.@id: {value!r} is no absolute address"]
        elif name not in defined:
            faults.append(f"{way}.{name} is not defined for {kind}")
        else:
            values = value if isinstance(value, list) else [value]
            faults += [] if values else [f"{way}.{name} is empty"]
            for entry in values:
                faults += _of_value(entry, defined[name], f"{way}.{name}")
    return faults


def _of_value(value, allowed: set[str], way: str) -> list[str]:
    if isinstance(value, dict):
        if value.keys() == {"@id"}:
            return [] if _is_url(value["@id"]) and allowed & TYPES.keys() else [f"{way}: {value} is no reference"]
        if value.get("@type") in TYPES and not allowed & _with_parents(value["@type"]):
            return [f"{way}: {value['@type']} is none of {sorted(allowed)}"]
        return _of_thing(value, way)
    if any(_PLAIN[kind](value) for kind in allowed & _PLAIN.keys()):
        return []
    return [f"{way}: {value!r} is none of {sorted(allowed)}"]


def _with_parents(kind: str) -> set[str]:
    return {kind}.union(*(_with_parents(parent) for parent in TYPES[kind]["parents"].split()))


def _properties_of(kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for known in _with_parents(kind):
        for name, ranges in TYPES[known]["properties"].items():
            found.setdefault(name, set()).update(ranges.split())
    return found


def _is_url(value) -> bool:
    return isinstance(value, str) and bool(_ABSOLUTE.fullmatch(value)) and bool(urlsplit(value).hostname)


def _is_integer(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_date(value) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and _reads(datetime.date, value)


def _is_moment(value) -> bool:
    """With its distance from UTC, without which it names no moment."""
    return (
        isinstance(value, str) and bool(re.search(r"T.*(Z|[+-]\d\d:\d\d)$", value)) and _reads(datetime.datetime, value)
    )


def _reads(kind, value: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


#: How a plain value shows that it is one of these.
_PLAIN = {
    "Boolean": lambda value: isinstance(value, bool),
    "Date": _is_date,
    "DateTime": _is_moment,
    "Integer": _is_integer,
    "Number": lambda value: _is_integer(value) or isinstance(value, float),
    "Text": lambda value: isinstance(value, str) and bool(value.strip()),
    "URL": _is_url,
}
