"""What is copied from Word, WeChat and web pages arrives as the blocks that one saw there."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.issue_text.body import blocks_of, body_of
from articles.issue_text.document import Block
from articles.pasting import blocks_from_html, is_too_much, with_known_pictures


def body(html):
    return body_of(blocks_from_html(html))


WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; text-indent:21.0pt;} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:16.0pt;
font-family:宋体'>抢墒情<span lang=EN-US> </span>保春播<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal style='text-indent:21.0pt'><span style='font-family:宋体;mso-ascii-font-family:Calibri'>　　
本报讯</span><span lang=EN-US>(</span>记者<span lang=EN-US> </span>李明<span lang=EN-US>)</span>惊蛰刚过,青禾县的田
间已是一片繁忙<span lang=EN-US>,</span>全县投入农机<span lang=EN-US>2,300</span>台。<span lang=EN-US><o:p></o:p></span></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US
style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;
</span></span></span><![endif]>种子送到村口</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span lang=EN-US><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span><![endif]>农技员
下到田头</p>
<p class=MsoNormal><span style='display:none;mso-hide:all'>批注：此段待核</span>“土要细,<b>肥</b>要足。”</p>
<!--EndFragment--></body></html>"""  # noqa: E501, W291


def test_a_text_from_word_keeps_its_sentences_and_loses_its_typesetting():
    assert body(WORD) == "\n\n".join(
        [
            "## 抢墒情 保春播",
            "本报讯（记者 李明）惊蛰刚过，青禾县的田间已是一片繁忙，全县投入农机2,300台。",
            "种子送到村口",
            "2.农技员下到田头",
            "“土要细，肥要足。”",
        ]
    )


WECHAT = """<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section data-role="outer" style="box-sizing: border-box;"><section style="text-align: center;"><section
style="display: inline-block;"><p><strong><span style="font-size: 18px;">一粒种子的旅程</span></strong></p></section></section>
<section><p style="text-indent: 2em;"><span style="letter-spacing: 1px;"><span leaf="">　　清晨六点，</span><span
leaf="">种子站的卷帘门升起来了\u200b。</span></span></p><p><br></p><p style="text-align: center;"><img class="rich_pages wxw-img"
data-ratio="0.66" data-src="https://mmbiz.qpic.cn/sz_mmbiz_jpg/abc/640?wx_fmt=jpeg" data-type="jpeg"
src="data:image/gif;base64,iVBORw0KGgo"></p><section><img data-src="https://img.example.cn/2026/%E7%94%B0%E9%97%B4(1).jpg"
alt="图片"></section><p><span style="font-weight: 700;">送到</span><span>村口。</span></p></section>
<blockquote class="js_blockquote_wrap"><section class="js_blockquote_digest"><section>“今年的苗，\xad齐得很。”</section></section></blockquote>
<section><svg viewBox="0 0 1 1"><rect/><text>装饰</text></svg></section><p>　</p>
<mp-common-profile data-nickname="青禾发布"></mp-common-profile></section></div>
<script type="text/javascript">var first_sceen__time = (+new Date());</script>"""  # noqa: E501


def test_an_article_from_wechat_keeps_its_text_and_the_places_of_its_pictures():
    assert blocks_from_html(WECHAT) == [
        Block("crosshead", "一粒种子的旅程"),
        Block("paragraph", "清晨六点，种子站的卷帘门升起来了。"),
        Block("picture", name="640"),
        Block("picture", name="田间-1-.jpg"),
        Block("paragraph", "送到村口。"),
        Block("quote", "“今年的苗，齐得很。”"),
    ]


def test_pictures_that_the_article_does_not_have_are_left_out_and_counted():
    blocks, missing = with_known_pictures(blocks_from_html(WECHAT), {"田间-1-.jpg"})
    assert [block.name for block in blocks if block.kind == "picture"] == ["田间-1-.jpg"]
    assert missing == 1


WEB = """<meta charset="utf-8"><article><h2>春耕<br>备耕</h2><hr><p>第一行。<br>第二行，<a href="javascript:alert(1)">链接</a>。</p>
<hr><hr><ul><li>甲</li><li><p>乙</p></li></ul><ol><li>丙</li><li>丁</li></ol>
<figure><img src="/media/tian.jpg"><figcaption>田间<em>一角</em></figcaption></figure>
<table><caption>播种面积</caption><thead><tr><th>乡镇</th><th>面积(亩)</th></tr></thead>
<tbody><tr><td>青禾镇</td><td><p>1,200</p></td></tr><tr><td></td></tr></tbody></table>
<table><tr><td><p>只有一格。</p><p>两段。</p></td></tr></table>
<pre>一行
两行</pre><img src="https://stat.example.cn/x.gif" width="1" height="1"><p hidden>看不见</p>
<p>李　明</p><p>---</p><hr></article>"""  # noqa: E501


def test_a_web_page_becomes_lines_and_marks():
    assert body(WEB) == "\n\n".join(
        [
            "## 春耕 备耕",
            "---",
            "第一行。",
            "第二行，链接。",
            "---",
            "甲",
            "乙",
            "1. 丙",
            "2. 丁",
            "![田间一角](tian.jpg)",
            "播种面积",
            "乡镇　面积（亩）",
            "青禾镇　1,200",
            "只有一格。",
            "两段。",
            "一行",
            "两行",
            "李　明",
            "\\---",
        ]
    )


def test_a_bold_sentence_stays_a_paragraph():
    assert body("<p><b>他说：“种吧。</b></p><p><b>这是一句很长很长的话，</b></p>").count("##") == 0
    assert body('<b style="font-weight:normal"><p>平常的一行</p></b>') == "平常的一行"


HOSTILE = """<p onclick="偷()">正文<script>偷()</script><img src=x onerror="偷()"><style>p{content:"偷"}</style></p>
<!-- 偷 --><iframe srcdoc="<script>偷()</script>">偷</iframe><svg onload="偷()"><script>偷()</script></svg>
<a href="javascript:偷()">链接</a><template><p>偷</p></template><noscript>偷</noscript><object data="偷">偷</object>
<p>&lt;script&gt;是一个标签</p>
<math><mtext></table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=偷()&gt;">偷</math>"""


def test_of_scripts_and_their_handlers_nothing_is_left():
    text = body(HOSTILE)
    assert "偷" not in text
    # What was written about a script is text, and is set as text.
    assert [block.text for block in blocks_of(text) if block.text] == ["正文", "链接", "<script>是一个标签"]


def test_what_nobody_nests_by_hand_is_too_much_and_a_long_text_is_not():
    assert is_too_much("<div>" * 1001)
    assert is_too_much("<b>甲" * 5000)
    assert not is_too_much("<div><p>甲<br><b>乙</b></div>" * 5000)
    assert not is_too_much("<p>甲<o:p/>" * 5000)


def test_of_what_is_nested_deeply_no_text_is_lost():
    assert len(blocks_from_html("<div><b>甲乙。" * 400)) == 400
    rows = blocks_from_html("<table><tr><td>甲" * 300)
    assert "".join(block.text for block in rows).count("甲") == 300


def test_what_is_no_html_at_all_is_a_paragraph():
    assert body("一句话。") == "一句话。"
    assert blocks_from_html("") == []
    assert blocks_from_html("\ud800<p>\x00") in ([], [Block("paragraph", "\ufffd")])


_texts = st.text(st.sampled_from("正文#>!-[]\\ \n\t\u3000\xa0\xad\u200b：（)(,。、*①1a\x00\u2028"), max_size=12)
_TAGS = "p b h2 section span blockquote ul ol li table tr td figure figcaption pre div script style"
_tags = st.sampled_from(_TAGS.split(" "))
_attributes = st.sampled_from(
    ["", ' onclick="恶()"', " style='font-weight:bold'", " style='display:none'", ' style="mso-list:Ignore"', " hidden"]
)
_voids = st.sampled_from(
    ["<br>", "<hr>", "<img src='/a(1).jpg' onerror=恶()>", "<img>", "<!-- 恶 -->", "</p>", "<td>", "<"]
)


@st.composite
def _elements(draw, inner):
    tag = draw(_tags)
    content = "恶" if tag in ("script", "style") else "".join(draw(st.lists(inner, max_size=4)))
    end = f"</{tag}>" if draw(st.booleans()) or content == "恶" else ""
    return f"<{tag}{draw(_attributes)}>{content}{end}"


html = st.lists(st.recursive(_texts | _voids, _elements, max_leaves=12), max_size=4).map("".join)


_anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="恶"))


@settings(max_examples=60)
@given(html | _anything)
def test_whatever_comes_in_reads_back_as_the_same_blocks_and_holds_no_markup(source):
    blocks = blocks_from_html(source)
    text = body_of(blocks)
    assert blocks_of(text) == blocks
    assert "恶" not in text
    assert "\x00" not in text


@settings(max_examples=30)
@given(html)
def test_cleaning_what_is_clean_changes_nothing(source):
    lines = [block.text for block in blocks_from_html(source) if block.kind == "paragraph"]
    again = "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in lines)
    assert [block.text for block in blocks_from_html(again)] == lines


def test_a_half_width_full_stop_ends_a_chinese_sentence_and_nothing_else():
    texts = ["花开了.", "他说:“路通了.”", "增长3.5%", "阿.乔治到访", "见第3."]
    blocks = blocks_from_html("".join(f"<p>{text}</p>" for text in texts))
    assert [block.text for block in blocks] == ["花开了。", "他说：“路通了。”", "增长3.5%", "阿.乔治到访", "见第3."]


def test_typewriter_quotes_around_chinese_are_chinese_and_so_are_the_signs_beside_them():
    (block,) = blocks_from_html('<p>摊主说,"好得很".他说的"OK"不算,"真的".</p>')
    assert block.text == '摊主说，“好得很”。他说的"OK"不算，“真的”。'
