"""Whatever colours a reader chooses, text can be told from its ground."""

import re
from itertools import product
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[2] / "static" / "articles"
COMFORT = (STYLES / "comfort.css").read_text()
THEMES = ["light", "sepia", "dark"]
#: WCAG 1.4.3 for text, 1.4.11 for the edges of controls, 1.4.6 where a reader asked for more.
TEXT, CONTROLS, MORE = 4.5, 3, 7


def variables(css: str, selector: str) -> dict[str, str]:
    """The colours that the rules of exactly this selector set."""
    rules = re.findall(rf"^\s*{re.escape(selector)} {{([^}}]*)}}", css, re.MULTILINE)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]+);", "".join(rules)))


def palette(theme: str) -> dict[str, str]:
    light = variables((STYLES / "paper.css").read_text(), ":root") | variables(COMFORT, ":root")
    return light | variables(COMFORT, f':root[data-theme="{theme}"]')


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_guidelines_say():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_ground(theme):
    colours = palette(theme)
    for text, ground in product(["ink", "ink-soft", "accent", "draft"], ["paper", "wash"]):
        assert contrast(colours[text], colours[ground]) >= TEXT, (text, ground)
    assert contrast(colours["ink"], colours["reading"]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_controls_can_be_seen(theme):
    colours = palette(theme)
    for edge in ("ink-soft", "ink", "accent"):
        assert contrast(colours[edge], colours["paper"]) >= CONTROLS


@pytest.mark.parametrize("theme", THEMES)
def test_large_type_and_more_contrast_are_stronger(theme):
    colours = palette(theme)
    for text, ground in product(["strong-ink", "strong-soft", "strong-accent"], ["paper", "wash"]):
        assert contrast(colours[text], colours[ground]) >= MORE, (text, ground)
    assert contrast(colours["strong-rule"], colours["paper"]) >= CONTROLS


def test_the_device_and_the_reader_mean_the_same_dark():
    chosen = variables(COMFORT, ':root[data-theme="dark"]')

    assert len(chosen) > 10
    assert variables(COMFORT, ":root:not([data-theme])") == chosen


def test_the_frame_of_the_browser_is_as_the_paper():
    script = (STYLES / "preferences.js").read_text()
    base = (STYLES.parents[1] / "templates" / "articles" / "base.html").read_text()

    named = dict(re.findall(r'(\w+): "(#[0-9a-f]{6})"', script))
    assert named == {theme: palette(theme)["paper"] for theme in THEMES}
    assert re.findall(r'theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)"', base) == [
        (palette("light")["paper"], "light"),
        (palette("dark")["paper"], "dark"),
    ]
