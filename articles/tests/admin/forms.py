"""Filling in the admin's forms as a browser does: everything that is on the page, with some fields changed."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.data = {}
        self.errors = []
        self._select = self._textarea = None
        self._multiple = False
        self._error = False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "ul" and "errorlist" in attrs.get("class", ""):
            self._error = True
        if "disabled" in attrs:
            return
        if tag == "input" and name:
            self._input(name, attrs)
        elif tag == "textarea":
            self._textarea, self.data[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in attrs:
            self.data[self._select] = attrs.get("value", "")

    def _input(self, name, attrs):
        kind = attrs.get("type", "text")
        if kind in ("submit", "file") or (kind in ("checkbox", "radio") and "checked" not in attrs):
            return
        self.data[name] = attrs.get("value", "on" if kind == "checkbox" else "")

    def handle_data(self, data):
        if self._textarea:
            self.data[self._textarea] += data
        if self._error and data.strip():
            self.errors.append(data.strip())

    def handle_endtag(self, tag):
        if tag == "textarea":
            # The parser of a browser drops the line break after the tag, and sends others as CR LF.
            text = self.data[self._textarea].removeprefix("\n")
            self.data[self._textarea] = text.replace("\n", "\r\n")
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "ul":
            self._error = False


def _read(response):
    assert response.status_code == 200, response
    fields = _Fields()
    fields.feed(response.text)
    return fields


def fill_in(client, url, shown=None, **changes):
    """Open a form, change some of its fields, send it. A double underscore in a name stands for a hyphen.

    ``shown`` is the answer with the form, where somebody else has opened it.
    """
    return client.post(url, filled_in(client, url, shown, **changes))


def filled_in(client, url, shown=None, **changes) -> dict:
    """What a browser would send of a form with these changes."""
    shown = _read(shown or client.get(url)).data
    data = {name: value for name, value in shown.items() if "__prefix__" not in name}
    changes = {name.replace("__", "-"): value for name, value in changes.items()}
    return data | dict(_new_rows(shown, changes)) | changes


def _new_rows(shown, changes):
    """What the admin's script does when rows are added: it copies the empty one."""
    for name, total in changes.items():
        prefix, _dash, what = name.rpartition("-")
        if what != "TOTAL_FORMS":
            continue
        for row in range(int(shown[name]), int(total)):
            for field, value in shown.items():
                if field.startswith(f"{prefix}-__prefix__-"):
                    yield field.replace("__prefix__", str(row)), value


def errors_of(response) -> list[str]:
    return _read(response).errors


class Opened:
    """A form that somebody has open: what is changed in it is sent later."""

    def __init__(self, client, url):
        self.client, self.url = client, url
        self.take(client.get(url))

    def take(self, shown) -> "Opened":
        """Go on with the form as it is shown now."""
        self.data = {name: value for name, value in _read(shown).data.items() if "__prefix__" not in name}
        return self

    def save(self, **changes):
        changes = {name.replace("__", "-"): value for name, value in changes.items()}
        self.answer = self.client.post(self.url, self.data | changes)
        return self.answer
