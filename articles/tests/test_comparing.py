"""Contents side by side: what differs, who changed it, and both in one."""

import pytest
from hypothesis import given, settings

from articles.comparing import (
    Difference,
    Side,
    Unchosen,
    choices,
    differences,
    matched,
    merged,
    pieces,
    resolved,
    slots,
)
from articles.tests.test_versions import CONTENTS

EMPTY_PART = {
    "page": "1",
    "kicker": "",
    "headline": "",
    "deck": "",
    "body": "",
    "continues_on": "",
    "continued_from": "",
    "areas": [],
}


def part(page="1", body="本县今年春耕面积增加。", **fields):
    return EMPTY_PART | {"page": page, "body": body, **fields}


def content(*parts, **fields):
    texts = ("kicker", "deck", "column", "series", "byline", "dateline", "source")
    return {
        **dict.fromkeys(texts, ""),
        "headline": "春耕备耕忙",
        "series_number": None,
        "authors": [{"name": "李明", "distinction": "", "institution": False, "role": "记者"}],
        "tags": [],
        "notes": [],
        "parts": list(parts) or [part()],
        "pictures": [],
        **fields,
    }


def keys(base, theirs, mine):
    return {choice.key: choice.preselected for choice in choices(base, theirs, mine)}


class TestDifferences:
    def test_signs_that_went_and_came_stand_between_those_that_stayed(self):
        assert pieces("春耕备耕忙", "春耕正忙") == [("=", "春耕"), ("-", "备耕"), ("+", "正"), ("=", "忙")]

    def test_texts_that_have_nothing_in_common_are_not_torn_into_signs(self):
        assert pieces("大桥今日通车", "春耕今年很忙") == [("-", "大桥今日通车"), ("+", "春耕今年很忙")]

    @settings(max_examples=40)
    @given(CONTENTS, CONTENTS)
    def test_the_pieces_make_up_both_texts(self, before, after):
        for found in differences(before, after):
            assert "".join(text for sign, text in found.pieces if sign != "+") == found.before
            assert "".join(text for sign, text in found.pieces if sign != "-") == found.after

    @settings(max_examples=40)
    @given(CONTENTS, CONTENTS)
    def test_whatever_differs_is_seen(self, before, after):
        assert bool(differences(before, after)) == (before != after)
        assert all(found.before != found.after for found in differences(before, after))

    def test_each_field_of_each_part_is_compared_for_itself(self):
        before = content(part("1"), part("2", "接着说。"))
        after = content(part("1"), part("2", "接着讲。", headline="续"))
        assert [(found.key, found.before, found.after) for found in differences(before, after)] == [
            ("parts:2:headline", "", "续"),
            ("parts:2:body", "接着说。", "接着讲。"),
        ]

    def test_a_story_that_was_cut_has_one_part_more_and_the_others_are_compared_with_themselves(self):
        before, after = content(part("1"), part("4", "尾。")), content(part("1"), part("2", "中。"), part("4", "尾。"))
        assert {found.key for found in differences(before, after)} == {"parts:2:page", "parts:2:body"}

    def test_a_place_and_a_picture_are_not_counted_as_text(self):
        changed = content(part(body="本县今年春耕面积大。", areas=[[[0, 0], [1, 0], [1, 1]]]))
        told = {found.key: (found.came, found.went) for found in differences(content(), changed)}
        assert told["parts:1:areas"] == (0, 0)
        assert told["parts:1:body"] == (1, 2)

    def test_texts_of_twenty_thousand_signs_are_not_compared_sign_by_sign(self):
        one, other = "春耕忙。" * 5000, "桥通了！" * 5000
        assert pieces(one, other) == [("-", one), ("+", other)]
        # Alike but for one sign, so that only the length keeps them from being compared by signs.
        one, other = "春耕忙。" * 501, "春耕忙。" * 500 + "春耕忙！"
        assert pieces(one, other) == [("-", one), ("+", other)]

    def test_an_excerpt_leaves_out_the_paragraphs_in_which_nothing_changed(self):
        before = "甲县春耕。\n\n机声隆隆。\n\n灯火通明。\n\n人来人往。\n\n三月开课。\n\n请相互转告。"
        after = before.replace("机声", "歌声").replace("三月", "四月")
        shown = "".join(
            text if sign == "=" else f"[{sign}{text}]" for sign, text in Difference("k", "", before, after).excerpt
        )
        assert shown == "…\n\n[-机][+歌]声隆隆。\n\n…\n\n[-三][+四]月开课。\n\n…"

    @given(CONTENTS, CONTENTS)
    def test_an_excerpt_has_every_change_and_nothing_that_is_not_there(self, before, after):
        for found in differences(before, after):
            assert [piece for piece in found.excerpt if piece[0] != "="] == [p for p in found.pieces if p[0] != "="]
            for (sign, shown), (_, whole) in zip(found.excerpt, found.pieces, strict=True):
                assert shown == whole or (sign == "=" and all(end in whole for end in shown.split("…")))


class TestParts:
    def test_those_on_one_page_are_one_and_the_remaining_ones_moved(self):
        assert matched(["1", "2"], ["1", "3"]) == [0, 1]
        assert matched(["1", "2"], ["2"]) == [1]
        assert matched(["1", "2"], ["1", "3", "2"]) == [0, None, 1]

    def test_what_two_people_added_on_different_pages_are_two_parts(self):
        base, theirs, mine = content(part("1")), content(part("1"), part("2")), content(part("1"), part("3"))
        assert [sorted(slot) for slot in slots(base, theirs, mine)] == [[0, 1, 2], [2], [1]]

    def test_what_both_moved_is_one_part(self):
        found = slots(content(part("1")), content(part("2")), content(part("3")))
        assert [sorted(slot) for slot in found] == [[0, 1, 2]]


class TestChoosing:
    base = content()

    def test_what_one_alone_changed_is_taken_from_that_side(self):
        theirs, mine = content(headline="春耕忙"), content(part(body="改了。"))
        assert keys(self.base, theirs, mine) == {"headline": Side.THEIRS, "parts:1:body": Side.MINE}
        assert resolved(self.base, theirs, mine, {}, {}) == content(part(body="改了。"), headline="春耕忙")

    def test_what_both_changed_alike_is_not_asked(self):
        theirs = content(headline="春耕忙")
        assert choices(self.base, theirs, theirs) == []

    def test_what_both_changed_has_to_be_chosen(self):
        theirs, mine = content(headline="春耕忙"), content(headline="春耕正忙")
        assert keys(self.base, theirs, mine) == {"headline": None}
        with pytest.raises(Unchosen) as unchosen:
            resolved(self.base, theirs, mine, {}, {})
        assert unchosen.value.keys == ["headline"]
        for side, headline in (("theirs", "春耕忙"), ("mine", "春耕正忙"), ("own", "春耕甚忙")):
            assert (
                resolved(self.base, theirs, mine, {"headline": side}, {"headline": "春耕甚忙"})["headline"] == headline
            )

    def test_a_side_that_is_none_is_no_choice(self):
        theirs, mine = content(tags=["农业"]), content(tags=["春耕"])
        for side in ("own", "yours", ""):
            with pytest.raises(Unchosen):
                resolved(self.base, theirs, mine, {"tags": side}, {})

    def test_where_nobody_knows_what_was_there_everything_has_to_be_chosen(self):
        theirs, mine = content(headline="春耕忙"), content(part(body="改了。"))
        assert keys(None, theirs, mine) == {"headline": None, "parts:1:body": None}
        assert resolved(None, theirs, mine, {"headline": "theirs", "parts:1:body": "mine"}, {}) == content(
            part(body="改了。"), headline="春耕忙"
        )

    def test_who_moves_a_part_does_not_disturb_who_writes_it(self):
        theirs, mine = content(part("3")), content(part(body="改了。"))
        assert resolved(self.base, theirs, mine, {}, {}) == content(part("3", "改了。"))

    def test_a_story_cut_while_another_wrote_asks_for_the_text_that_was_cut(self):
        base = content(part(body="甲。\n\n乙。"))
        theirs, mine = content(part(body="甲。"), part("2", "乙。")), content(part(body="甲。\n\n乙，改。"))
        assert keys(base, theirs, mine) == {"parts:1:body": None, "parts:2": Side.THEIRS}
        own = {"parts:1:body": "甲。", "parts:2": "乙，改。"}
        assert resolved(base, theirs, mine, dict.fromkeys(own, "own"), own) == content(
            part(body="甲。"), part("2", "乙，改。")
        )
        gone = resolved(base, theirs, mine, {"parts:1:body": "mine", "parts:2": "mine"}, {})
        assert gone == mine

    def test_what_was_written_follows_the_text_into_the_part_that_was_cut_off(self):
        base = content(part(body="甲。\n\n乙。\n\n丙。"))
        theirs, mine = content(part(body="甲。"), part("2", "乙。\n\n丙。")), content(part(body="甲。\n\n乙。\n\n丑。"))
        first, second = choices(base, theirs, mine)
        assert (first.preselected, first.proposed) == (None, "甲。")
        assert (second.preselected, second.proposed) == (Side.OWN, "乙。\n\n丑。")
        made = resolved(base, theirs, mine, {"parts:1:body": "own"}, {})
        assert made == content(part(body="甲。"), part("2", "乙。\n\n丑。"))

    def test_what_was_written_follows_the_text_into_the_part_it_was_joined_to(self):
        base = content(part(body="甲。"), part("2", "乙。"))
        theirs, mine = content(part(body="甲。\n\n乙。")), content(part(body="甲。"), part("2", "乙。\n\n丑。"))
        assert keys(base, theirs, mine) == {"parts:1:body": Side.OWN, "parts:2": None}
        made = resolved(base, theirs, mine, {"parts:2": "theirs"}, {})
        assert made == content(part(body="甲。\n\n乙。\n\n丑。"))

    def test_a_part_written_anew_as_nothing_is_left_out(self):
        base, theirs = content(part()), content(part(), part("2"))
        mine = content(part(body="改了。"))
        made = resolved(base, theirs, mine, {"parts:2": "own"}, {"parts:2": " \n"})
        assert made == mine

    @settings(max_examples=40)
    @given(CONTENTS, CONTENTS, CONTENTS)
    def test_all_of_one_side_is_that_side(self, base, theirs, mine):
        for known in (base, None):
            asked = [choice.key for choice in choices(known, theirs, mine)]
            for side, content_ in (("theirs", theirs), ("mine", mine)):
                assert resolved(known, theirs, mine, dict.fromkeys(asked, side), {}) == content_

    def test_parts_of_one_page_stay_side_by_side_where_another_took_one_and_moved_one(self):
        base = content(part(), part(), part(), part(deck="副题"))
        theirs = content(part(), part("2"), part())
        assert resolved(base, theirs, base, {}, {}) == theirs
        assert resolved(base, base, theirs, {}, {}) == theirs

    @settings(max_examples=40)
    @given(CONTENTS, CONTENTS)
    def test_who_changed_nothing_loses_nothing_of_the_other(self, base, changed):
        assert resolved(base, changed, base, {}, {}) == changed
        assert resolved(base, base, changed, {}, {}) == changed


class TestMerging:
    base = "甲。\n\n乙。\n\n丙。"

    def test_changes_of_different_paragraphs_are_both_in_one_text(self):
        assert (
            merged(self.base, "甲，改。\n\n乙。\n\n丙。", "甲。\n\n乙。\n\n丙。\n\n丁。")
            == "甲，改。\n\n乙。\n\n丙。\n\n丁。"
        )

    def test_changes_of_one_paragraph_are_for_a_person(self):
        assert merged(self.base, "甲，改。\n\n乙。\n\n丙。", "甲，也改。\n\n乙。\n\n丙。") is None

    def test_the_box_has_mine_with_their_changes_of_other_paragraphs(self):
        theirs, mine = "甲，改。\n\n乙，改。\n\n丙。", "甲，也改。\n\n乙。\n\n丙。"
        (choice,) = choices(content(part(body=self.base)), content(part(body=theirs)), content(part(body=mine)))
        assert (choice.together, choice.proposed) == (None, "甲，也改。\n\n乙，改。\n\n丙。")
        (choice,) = choices(
            content(part(body=self.base)), content(part(body="甲，改。\n\n乙。\n\n丙。")), content(part(body=mine))
        )
        assert (choice.blended, choice.proposed) == (None, mine)

    def test_what_both_put_into_one_gap_is_for_a_person(self):
        assert merged(self.base, f"{self.base}\n\n丁。", f"{self.base}\n\n戊。") is None

    def test_both_changes_are_proposed_but_nobody_is_relieved_of_looking(self):
        (choice,) = choices(
            content(part(body=self.base)),
            content(part(body=self.base.replace("甲", "子"))),
            content(part(body=self.base.replace("丙", "丑"))),
        )
        assert choice.preselected is None
        assert choice.proposed == "子。\n\n乙。\n\n丑。"
