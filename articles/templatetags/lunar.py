"""The lunar calendar (农历) beside the civil one, as papers and wall calendars print it."""

from functools import lru_cache

from django import template

register = template.Library()


@register.filter
def printed_lunar_date(date) -> str:
    """农历丙午年正月十七; nothing where the tables of the calendar do not reach."""
    lunar = _lunar(date)
    return f"农历{lunar.gz_year}年{lunar.cn_leap}{lunar.cn_month_num}月{lunar.cn_day}" if lunar else ""


@register.filter
def solar_term(date) -> str:
    """惊蛰, on the first day of one of the 24 terms (节气) of the year."""
    lunar = _lunar(date)
    return (lunar and lunar.term) or ""


@register.filter
def lunar_day(date) -> str:
    """What a wall calendar has below a day: its festival, its term, the month that begins, or 十七."""
    lunar = _lunar(date)
    return (_festival(date) or lunar.term or lunar.cn_day_calendar) if lunar else ""


@register.filter
def is_lunar_feast(date) -> bool:
    """Whether a wall calendar prints the day's name in colour."""
    return bool(_festival(date) or solar_term(date))


@lru_cache(maxsize=1024)
def _lunar(date):
    # Imported when the first date is printed: its tables are no business of a command that imports text.
    from borax.calendars import lunardate

    if lunardate.MIN_SOLAR_DATE <= date <= lunardate.MAX_SOLAR_DATE:
        return lunardate.LunarDate.from_solar(date)
    return None


@lru_cache(maxsize=1024)
def _festival(date) -> str:
    """春节, 中秋节: a festival that the lunar calendar sets."""
    names = _festivals().get_festival_names(date) if _lunar(date) else []
    return names[0] if names else ""


@lru_cache(maxsize=1)
def _festivals():
    from borax.calendars.festivals2 import FestivalLibrary, FestivalSchema

    return FestivalLibrary.load_builtin().filter_(schema=FestivalSchema.LUNAR)
