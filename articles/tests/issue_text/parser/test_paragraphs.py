"""What is one paragraph, and what is a crosshead."""

import pytest

from articles.issue_text.parser.paragraphs import (
    continues,
    has_open_quote,
    is_finished,
    is_item,
    is_numbered,
    is_tabular,
    is_verse,
    joins,
    reads_as_crosshead,
    seam,
)


@pytest.mark.parametrize(
    ("text", "finished"),
    [
        ("桥通了。", True),
        ("他说：“桥通了。”", True),
        ("桥通了。（白小川）", True),
        ("（甲、乙）", True),
        ("全力打造“八大行", False),
        ("这座桥（东头）", False),
        ("曾经是个", False),
        ("以下几点：", True),
        ("他想起一件事——", True),
        ("“一号桥”", False),
        ("The bridge is open.", True),
        ("“The bridge is open.”", True),
        ("The bridge...", False),
        ('He said "yes."', True),
        ("图为新桥。 本报记者 白小川 摄", True),
        ("他忙着拍摄", False),
    ],
)
def test_ends_of_paragraphs(text, finished):
    assert is_finished(text) is finished


@pytest.mark.parametrize(
    ("text", "following", "joined"),
    [
        ("清河两岸的人们等这座桥等了三", "十年。", True),
        ("桥通了。", "，大家都很高兴", True),
        ("桥通了。", "大家都很高兴。", False),
        ("清河两岸的人们等这座桥", "一、桥的来历", False),
        ("清河两岸的人们等这座桥", "●桥的来历", False),
        ("清河两岸的人们等这座桥", "（白小川）", False),
        ("河口县气象局", "桥通了。", False),
        ("清河两岸的人们等这座桥", "附记：桥通了。", False),
        ("桥长120.5米宽8.2米高1022", "桥", False),
        ("今年的桥", "’97年的路", False),
        ("3280.6 1190.4", "石桥", False),
    ],
)
def test_joints(text, following, joined):
    assert joins(text, following) is joined


@pytest.mark.parametrize(
    ("text", "following", "crosshead"),
    [
        ("老石匠的心愿", "在清河边长大的石匠说，桥要修得稳。", True),
        ("好桥就要修在渡口上", "“我等了三十年。”老人说。", True),
        ("一、桥的来历", "桥通了。", True),
        ("一、桥的来历，", "桥通了。", False),
        ("他指出,未来的桥是现代", "化的桥。", False),
        ("曾经是个老渡口的“八大", "埠”，船来船往。", False),
        ("桥头的集市是", "最热闹的地方。", False),
        ("自我", "在桥上走。", True),
        ("桥是这样修成的", "在清河边长大的石匠说。", True),
        ("桥长12", "5米。", False),
        ("近年来，清河两岸的人们走出了一条", "好路子。", False),
        ("修桥，铺路，通电，办学", "在桥头办起了夜校。", True),
    ],
)
def test_crossheads(text, following, crosshead):
    assert reads_as_crosshead(text, following, lambda _: False) is crosshead


def test_a_word_across_the_seam_speaks_for_a_cut():
    assert not reads_as_crosshead("清河石", "桥今天通车。", {"河石桥", "石桥"}.__contains__)
    assert reads_as_crosshead("修桥的故事", "春天来了。", {"事春"}.__contains__)


def test_seams():
    assert seam("石桥", "通车") == "石桥通车"
    assert seam("The old", "bridge") == "The old bridge"
    assert seam("The new bri-", "dge") == "The new bridge"
    assert seam("每斤0.2", "3元") == "每斤0.23元"
    assert seam("Der Stadtrat", "„hat“ ja") == "Der Stadtrat „hat“ ja"
    assert seam("Die Brü-", "cke") == "Die Brücke"


def test_small_signs():
    assert is_numbered("（二）桥")
    assert not is_numbered("1998.6")
    assert is_item("●桥")
    assert has_open_quote("全力打造“八大行")
    assert is_tabular("302442.432434.56")
    assert is_verse("清河的水")
    assert continues("，桥")
    assert not continues("’97")
