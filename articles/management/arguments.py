"""Values on the command line that several commands take, and what they print."""

import datetime
import getpass
import os
from argparse import ArgumentTypeError

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext


def day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(gettext("“%(text)s” is no day; write YYYY-MM-DD.") % {"text": text}) from error


def issue_key(text: str) -> tuple[datetime.date, str]:
    """A day and the mark of an extra edition, as in addresses: 2026-03-05, 2026-03-05-号外."""
    date, dash, edition = text[:10], text[10:11], text[11:]
    if dash not in ("", "-") or bool(dash) != bool(edition):
        raise ArgumentTypeError(
            gettext("“%(text)s” is no issue; write YYYY-MM-DD or YYYY-MM-DD-号外.") % {"text": text}
        )
    return day(date), edition


def issue_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 2**31:
        raise ArgumentTypeError(gettext("“%(text)s” is no issue number.") % {"text": text})
    return int(text)


def encoding(name: str) -> str:
    try:
        b"".decode(name)
    except LookupError as error:
        message = gettext("“%(name)s” is no text encoding; common ones are utf-8, gb18030 and big5.")
        raise ArgumentTypeError(message % {"name": name}) from error
    return name


def actor() -> str:
    """Who runs the command, by name; in a container that may be a number alone."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


def write_document(stdout: OutputWrapper, text: str) -> None:
    """Write a document for other programs: UTF-8, the same bytes whatever the terminal's encoding."""
    if binary := getattr(stdout, "buffer", None):
        binary.write(text.encode())
        binary.flush()
    else:
        stdout.write(text, ending="")


def let_any_text_through(*streams: OutputWrapper) -> None:
    """A terminal that knows no such character prints a question mark instead of ending the command."""
    for stream in streams:
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
