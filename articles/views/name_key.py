"""The part of an address that is a name as printed: 微言, 政~2F经, 《禾溪》100%.

A name may hold any character. Percent-encoding carries most of them, but a
slash, a backslash and a segment of dots change the path in browsers and proxies
however they are encoded, and some decode a percent sign twice. These characters
are written with a tilde, as ~2F, so that they are ordinary letters to everybody
between. Each name has one address only.
"""

import re

_TROUBLE = re.compile(r"^\.|[\x00-\x1f\x7f/\\%~?#;]")
_ESCAPE = re.compile("~([0-9A-F]{2})")


class NameConverter:
    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        name = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value)
        if self.to_url(name) != value or "\0" in name:
            raise ValueError(f"{value} is the address of no name")
        return name

    def to_url(self, value: str) -> str:
        return _TROUBLE.sub(lambda match: f"~{ord(match[0]):02X}", value)


class TagSlugConverter:
    """Ideographs, letters, digits, hyphens and underscores, as tags are given them."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
