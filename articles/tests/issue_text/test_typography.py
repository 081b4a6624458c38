"""Half-width signs become full-width between ideographs, and nowhere else."""

import pytest

from articles.issue_text.typography import is_ideograph, restore_punctuation


@pytest.mark.parametrize(
    ("recognised", "printed"),
    [
        ("石桥通车了,村民高兴.", "石桥通车了，村民高兴."),
        ("他说:好!去吗?去;不去", "他说：好！去吗？去；不去"),
        ("河口(东区)新材料", "河口（东区）新材料"),
        ("站C位,全力以赴", "站C位，全力以赴"),
        ("“三服务”,必须", "“三服务”，必须"),
        ("年产2,000吨,增长8%,创新高", "年产2,000吨，增长8%，创新高"),
        ("比分是3:2,时间10:30", "比分是3:2，时间10:30"),
        ("DCS,PLC", "DCS,PLC"),
        ("版本1998.6", "版本1998.6"),
        ("见https://example.org/a?b=1", "见https://example.org/a?b=1"),
        ("“We agree,” he said (twice).", "“We agree,” he said (twice)."),
        ("（左)的人", "（左）的人"),
        ("系统(DCS)运行", "系统（DCS）运行"),
        ("好!?", "好！？"),
    ],
)
def test_punctuation(recognised, printed):
    assert restore_punctuation(recognised) == printed


def test_restored_text_stays_as_it_is():
    text = restore_punctuation("他说:“好!”(笑)")
    assert restore_punctuation(text) == text


def test_ideographs_are_known():
    assert is_ideograph("桥")
    assert not is_ideograph("A")
