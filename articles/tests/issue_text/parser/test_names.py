"""Names as bylines print them."""

import pytest

from articles.issue_text.parser.names import (
    has_surname,
    is_name,
    is_organisation,
    part_names,
    split_names,
    titled_name,
    titled_names,
    unpad,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("白小川 赵一鸣", ["白小川", "赵一鸣"]),
        ("白小川、赵一鸣，周宁", ["白小川", "赵一鸣", "周宁"]),
        ("李　明 赵一鸣", ["李明", "赵一鸣"]),
        ("白小川 周 宁", ["白小川", "周宁"]),
        ("李 明 周 宁", ["李明", "周宁"]),
        ("郑学文康涛", ["郑学文", "康涛"]),
        ("欧阳小川", ["欧阳小川"]),
        ("欧阳小川赵一鸣", ["欧阳小川", "赵一鸣"]),
        ("阿依古丽·买买提", ["阿依古丽·买买提"]),
        ("昨天上午", None),
        ("", None),
        ("春风又绿江南岸", None),
        ("白小川 说了算", None),
    ],
)
def test_lists_of_names(text, names):
    assert split_names(text) == names


def test_a_role_vouches_for_names_without_known_surname():
    assert split_names("次仁卓玛", trusted=True) == ["次仁卓玛"]
    assert split_names("次仁卓玛") is None
    assert split_names("哈力木拉提 白小川", trusted=True) == ["哈力木拉提", "白小川"]
    assert is_name("John Smith", trusted=True)
    assert not is_name("摘要", trusted=True)


def test_runs_that_are_no_names_are_not_parted():
    assert part_names("石桥通车了") is None
    assert part_names("甲乙丙丁") is None


def test_padding_is_closed_between_two_single_characters_only():
    assert unpad("李　明") == "李明"
    assert unpad("白小川 赵一鸣") == "白小川 赵一鸣"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("河口县农业局局长白小川", ("河口县农业局局长", "白小川")),
        ("清河镇镇长 李　明", ("清河镇镇长", "李明")),
        ("河口水泥有限公司赵一鸣", ("河口水泥有限公司", "赵一鸣")),
        ("村民们都说好", None),
        ("县长说，好！", None),
    ],
)
def test_titles_are_parted_from_names(text, found):
    assert titled_name(text) == found


def test_several_titles_with_names():
    assert titled_names("社长 白小川 总编 李　明") == [("社长", "白小川"), ("总编", "李明")]
    assert titled_names("社长 白小川") is None


def test_bodies_are_no_persons():
    assert is_organisation("河口县气象局")
    assert not is_organisation("白小川")
    assert has_surname("白小川")
    assert not has_surname("格桑")
