"""Writing an article at the desk: what an editor's hands do on its form."""

import base64
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Error as PlaywrightError

from articles.models import Author, Picture
from articles.tests.browser.accessibility import violations
from articles.tests.factories import make_article, make_issue, make_part, make_picture
from articles.tests.people import PAGE_EDITOR, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "#id_parts-0-body"


@pytest.fixture
def article():
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    article = make_article(first, body="本县今年春耕面积增加。\n\n种子送到村口。", authors=["李明", "王芳"])
    make_part(article, second, "续。")
    return article


@pytest.fixture
def editor():
    return make_member(PAGE_EDITOR, "zebian")


@pytest.fixture
def form(open_desk, editor, article):
    """The article's form, once its scripts have settled."""

    def form(width=1440, **options):
        return settled(open_desk(editor, address(article), width, **options))

    return form


def address(article):
    return f"/admin/articles/article/{article.pk}/change/"


def settled(page):
    page.locator("#pictures-group .dropzone").wait_for()
    page.locator("#bylines-group .add-row a").wait_for(state="attached")
    page.wait_for_timeout(100)
    return page


def until(page, condition):
    """Wait for a condition without the ``eval`` that the policy forbids."""
    for _ in range(150):
        try:
            if page.evaluate(f"() => Boolean({condition})"):
                return
        except PlaywrightError:
            # Between two pages there is nothing to ask.
            pass
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {condition}")


def save(page):
    """By keyboard, and on with the writing."""
    page.evaluate("window.former = true")
    page.keyboard.press("Control+s")
    until(page, "!window.former && document.querySelector('.messagelist .success')")
    settled(page)


def body(page):
    return page.input_value(BODY)


def put_caret(page, after):
    page.locator(BODY).evaluate(
        "(field, after) => { field.focus(); const at = field.value.indexOf(after) + after.length;"
        " field.setSelectionRange(at, at); }",
        after,
    )


def test_a_name_is_typed_into_the_byline_and_moved_to_its_place(form, article):
    Author.objects.create(name="陈静")
    page = form()

    page.focus("#byline-add-name")
    page.keyboard.type("chen")
    page.locator("#byline-add-list [aria-selected=true]", has_text="陈静").wait_for()
    page.keyboard.press("Enter")
    chip = page.locator("#bylines-2")
    # Names that follow one another have one role, until somebody types another.
    assert chip.locator("input[name$=-role]").input_value() == "记者"
    chip.locator("input[name$=-role]").fill("本报特派")
    chip.locator("input[name$=-role]").press("Alt+ArrowUp")
    assert page.evaluate("document.activeElement.name") == "bylines-2-role"
    page.locator("#bylines-0 input[name$=DELETE]").check()
    save(page)

    assert [str(byline) for byline in article.bylines.all()] == ["本报特派 陈静", "记者 王芳"]


def test_a_name_that_nobody_has_yet_is_made_on_the_way(form, article):
    page = form()
    page.fill("#byline-add-name", "新来的")
    page.locator("#byline-add-list [role=option]", has_text="新来的").wait_for()
    # Nobody is made by one who typed a name and Enter too fast.
    page.keyboard.press("Enter")
    assert not page.locator("#bylines-2").is_visible()
    page.keyboard.press("ArrowDown")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    popup = opened.value
    assert popup.input_value("#id_name") == "新来的"
    # Nobody is named before that form was saved.
    assert not page.locator("#bylines-2").is_visible()
    popup.locator("input[name=_save]").first.click()
    page.locator("#bylines-2 .select2-selection__rendered", has_text="新来的").wait_for()
    page.focus("#id_headline")
    save(page)
    assert [byline.author.name for byline in article.bylines.all()] == ["李明", "王芳", "新来的"]


def test_blocks_are_made_with_buttons_and_keys_and_undone_by_the_browser(form, article):
    make_picture(article, "田间.jpg", caption="田间一角")
    page = form()
    tools = page.locator("#parts-0 .body-tools")
    before = body(page)

    put_caret(page, "种子")
    tools.locator("[data-block=crosshead]").click()
    assert body(page).endswith("\n\n## 种子送到村口。")
    page.keyboard.press("Control+z")
    assert body(page) == before

    put_caret(page, "种子")
    page.keyboard.press("Control+Alt+3")
    assert body(page).endswith("\n\n> 种子送到村口。")
    page.keyboard.press("Control+Alt+1")
    assert body(page) == before

    put_caret(page, "增加。")
    tools.locator("[data-block=picture]").click()
    page.locator("#picture-dialog button", has_text="田间一角").click()
    page.keyboard.press("Control+Alt+4")
    assert body(page) == "本县今年春耕面积增加。\n\n![](田间.jpg)\n\n---\n\n种子送到村口。"

    # Eighteen printed signs in this part, two in the other: neither marks nor pictures count.
    assert tools.locator("[data-ideographs]").inner_text() == "16"
    assert tools.locator("[data-characters]").inner_text() == "18"
    assert page.locator("#article-length [data-characters]").inner_text() == "20"
    page.locator("#article-length-told [data-characters]", has_text="20").wait_for(state="attached")


def test_keys_save_and_keep_the_place_but_are_left_alone_while_composing(form, article):
    page = form()
    page.fill("#id_headline", "春耕忙")
    put_caret(page, "本县")
    composing = """init => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {
        bubbles: true, cancelable: true, ctrlKey: true, ...init}))"""
    for key in ({"key": "s", "code": "KeyS"}, {"key": "/", "code": "Slash"}):
        assert page.evaluate(composing, {**key, "isComposing": True})
    assert not page.locator("#keys-dialog").is_visible()
    assert page.url.endswith(address(article))

    page.keyboard.press("Control+/")
    assert page.locator("#keys-dialog").is_visible()
    page.keyboard.press("Escape")
    save(page)

    article.refresh_from_db()
    assert article.headline == "春耕忙"
    assert page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == [BODY[1:], 2]


#: The page in the preview's frame, which runs no scripts and therefore is looked at from outside.
SHOWN = "document.querySelector('#preview iframe').contentDocument"


def shows(page, text):
    until(page, f"{SHOWN}?.querySelector('article.story')?.innerText.includes('{text}')")


def test_the_preview_shows_what_is_typed_and_is_the_public_page(form, article, live_server):
    page = form()
    page.keyboard.press("Control+Alt+p")
    shows(page, "春耕备耕忙")
    page.fill("#id_headline", "刚刚写下的标题")
    page.locator(BODY).press("Control+End")
    page.keyboard.type("\n\n## 新小标题")
    shows(page, "刚刚写下的标题")
    shows(page, "新小标题")
    article.refresh_from_db()
    assert article.headline != "刚刚写下的标题"
    text = f"{SHOWN}.querySelector('article.story').innerText"
    previewed = page.evaluate(text)
    # A link leads to a window of its own, not out of what is being written.
    frame = page.locator("#preview iframe").bounding_box()
    link = page.evaluate(f"{SHOWN}.querySelector('.citation a').getBoundingClientRect().toJSON()")
    with page.expect_popup() as opened:
        page.mouse.click(frame["x"] + link["x"] + 5, frame["y"] + link["y"] + 5)
    opened.value.locator("h2", has_text="春耕备耕忙").wait_for()
    opened.value.close()
    assert page.evaluate(text) == previewed

    page.focus("#id_headline")
    save(page)
    # It is shown again, as this device remembers, and says the same as the page readers get.
    shows(page, "刚刚写下的标题")
    public = page.context.new_page()
    public.set_viewport_size({"width": 390, "height": 900})
    public.goto(live_server.url + article.get_absolute_url())
    assert public.locator("article.story").evaluate("story => story.innerText") == previewed == page.evaluate(text)

    # What cannot be saved is told, and the last that could be is left in its place.
    page.fill("#id_tags", "长" * 101)
    page.locator("#preview [role=status]", has_text="100").wait_for()
    assert page.evaluate(text) == previewed


PASTE = """(field, [html, plain]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", plain);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
WECHAT = """<section><p><strong>一粒种子的旅程</strong></p>
<p style="text-indent:2em"><span leaf="">　　清晨六点,天还没亮。</span></p>
<p><img data-src="https://mmbiz.qpic.cn/a/640" onerror="document.title='偷'"></p>
<script>document.title = "偷"</script></section>"""
WORD = "<p class=MsoNormal><span lang=EN-US style='font-size:10.5pt'>播种<o:p></o:p></span></p>"


def test_what_is_copied_from_wechat_and_word_is_pasted_as_blocks(form, article):
    page = form()
    put_caret(page, "增加。")
    page.locator(BODY).evaluate(PASTE, [WECHAT, "一粒种子的旅程 清晨六点"])
    until(page, f"document.querySelector('{BODY}').value.includes('清晨')")
    assert body(page) == "本县今年春耕面积增加。\n\n## 一粒种子的旅程\n\n清晨六点，天还没亮。\n\n种子送到村口。"
    # The picture that the article does not have is told.
    assert "1" in page.locator("#parts-0 .body-tools__told").inner_text()
    page.keyboard.press("Control+z")
    assert body(page) == "本县今年春耕面积增加。\n\n种子送到村口。"

    # A phrase stays within its paragraph; without the server the plain text is taken.
    put_caret(page, "本县")
    page.locator(BODY).evaluate(PASTE, [WORD, "播种"])
    until(page, f"document.querySelector('{BODY}').value.startsWith('本县播种今年')")
    page.route("**/paste/", lambda route: route.fulfill(status=200, body="no"))
    page.locator(BODY).evaluate(PASTE, [WORD, "面积"])
    until(page, f"document.querySelector('{BODY}').value.startsWith('本县播种面积今年')")
    assert page.locator("#parts-0 .body-tools__told").inner_text()
    assert "偷" not in page.title()


def png(width, height, mode="RGB"):
    data = io.BytesIO()
    Image.new(mode, (width, height)).save(data, "PNG")
    return data.getvalue()


def drop(page, *files):
    transfer = page.evaluate_handle(
        """files => {
            const transfer = new DataTransfer();
            for (const [name, type, data] of files) {
                const bytes = Uint8Array.from(atob(data), sign => sign.charCodeAt(0));
                transfer.items.add(new File([bytes], name, {type}));
            }
            return transfer;
        }""",
        [(name, kind, base64.b64encode(data).decode()) for name, kind, data in files],
    )
    for event in ("dragover", "drop"):
        page.dispatch_event("#id_headline", event, {"dataTransfer": transfer})


def test_each_of_several_pictures_is_taken(form, article):
    page = form()
    drop(page, *((f"{name}.png", "image/png", png(40, 20)) for name in "甲乙丙"))
    page.locator("#pictures-2 input[name$=-name]").wait_for()
    save(page)
    assert [picture.name for picture in article.pictures.all()] == ["甲.png", "乙.png", "丙.png"]


def test_pictures_are_dropped_and_what_matters_in_them_is_pointed_at(form, article):
    page = form()
    drop(
        page,
        ("田(间).png", "image/png", png(400, 200)),
        ("太大.png", "image/png", png(10_000, 6_000, "1")),
        ("不是.jpg", "image/jpeg", b"GIF? no."),
        ("稿件.docx", "application/msword", b"PK"),
    )
    told = page.locator(".dropzone__told p")
    told.nth(2).wait_for()
    assert [line.split(":")[0] for line in told.all_inner_texts()] == ["太大.png", "不是.jpg", "稿件.docx"]
    assert "60" in told.first.inner_text()
    assert page.locator("#pictures-group .inline-related:not(.empty-form)").count() == 1
    assert page.evaluate("document.activeElement.name") == "pictures-0-caption"
    page.keyboard.type("田间一角")
    picker = page.locator("#pictures-0 .focal__picture")
    box = picker.locator("canvas").bounding_box()
    picker.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    picker.press("ArrowRight")
    picker.press("Shift+ArrowUp")
    assert "27%" in picker.get_attribute("aria-label")
    # The preview has it before its file was sent.
    page.locator("#preview-toggle").click()
    until(page, f"{SHOWN}?.querySelector('.figure img')?.src.startsWith('data:')")
    page.focus("#id_headline")
    save(page)

    picture = Picture.objects.get()
    assert (picture.name, picture.caption, picture.width) == ("田-间-.png", "田间一角", 400)
    assert (picture.focal_x, picture.focal_y) == (pytest.approx(0.27, abs=0.01), pytest.approx(0.65, abs=0.01))


def test_a_picture_that_is_replaced_is_pointed_at_anew(form, article):
    picture = make_picture(article, "田间.jpg", focal_x=0.2, focal_y=0.8)
    page = form()
    chosen = {"name": "新图.png", "mimeType": "image/png", "buffer": png(400, 200)}
    page.set_input_files("#id_pictures-0-image", chosen)
    page.locator(".dropzone__told p").wait_for()
    assert "焦点" in page.locator(".dropzone__told").inner_text()
    assert "50%" in page.locator("#pictures-0 .focal__picture").get_attribute("aria-label")
    # What is pointed at before another file is chosen is told likewise; what never was, is not.
    page.set_input_files("#id_pictures-0-image", chosen | {"name": "再换.png"})
    until(page, "!document.querySelector('.dropzone__told p')")
    save(page)
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y, picture.width) == (0.5, 0.5, 400)


def reopened(page, url):
    """The form in a new tab, after the old one was closed without saving what it had kept of it by then."""
    page.wait_for_timeout(600)
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(url)
    settled(page)
    return page


def test_what_was_typed_survives_a_closed_tab(form, article, editor, live_server):
    Author.objects.create(name="陈静")
    page = form()
    page.fill("#id_headline", "没有存的标题")
    put_caret(page, "增加。")
    page.keyboard.type("没有存的一句。")
    page.fill("#byline-add-name", "陈静")
    page.locator("#byline-add-list [aria-selected=true]", has_text="陈静").wait_for()
    page.press("#byline-add-name", "Enter")
    page.locator("#bylines-2 button.move").first.click()
    page = reopened(page, live_server.url + address(article))
    assert page.input_value("#id_headline") == "春耕备耕忙"
    page.locator("#draft-bar").wait_for()
    assert page.locator("#draft-bar time").inner_text()
    assert not page.locator("#draft-bar [data-older]").is_visible()
    page.locator("#draft-bar [data-restore]").click()
    assert page.input_value("#id_headline") == "没有存的标题"
    assert "没有存的一句。" in body(page)
    save(page)
    assert [byline.author.name for byline in article.bylines.all()] == ["李明", "陈静", "王芳"]
    article.refresh_from_db()
    assert article.headline == "没有存的标题"
    # What has arrived is not offered again.
    assert not page.locator("#draft-bar").is_visible()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('draft'))") == []


def test_a_restored_draft_names_the_picture_files_that_it_lacks(form, article, live_server):
    page = form()
    drop(page, ("桥头.png", "image/png", png(40, 20)))
    page = reopened(page, live_server.url + address(article))
    page.locator("#draft-bar [data-restore]").click()
    lacks = page.locator("#draft-lacks")
    lacks.wait_for()
    assert "桥头" in lacks.inner_text()


def test_a_draft_goes_on_from_the_version_that_it_was_based_on(form, article, live_server):
    def opened_with(page, version):
        """As if the form had been opened when the article stood as in this version."""
        seen = f'<input type="hidden" name="seen" value="{version}"><input type="hidden" name="draft"'

        def answer(route):
            response = route.fetch()
            text = re.sub(r'<input type="hidden" name="seen".*?>', "", response.text())
            route.fulfill(response=response, body=text.replace('<input type="hidden" name="draft"', seen))

        page.route(f"**{address(article)}", answer)
        page.goto(live_server.url + address(article))
        return settled(page)

    page = opened_with(form(), "earlier")
    page.fill("#id_headline", "没有存的标题")
    page.wait_for_timeout(600)
    page.once("dialog", lambda dialog: dialog.accept())
    opened_with(page, "later")
    assert page.locator("#draft-bar [data-older]").is_visible()
    page.locator("#draft-bar [data-restore]").click()
    assert page.input_value("#id_headline") == "没有存的标题"
    assert page.locator("[name=seen]").input_value() == "earlier"


def test_a_draft_is_thrown_away_and_a_full_device_harms_nothing(form, article, live_server):
    page = form()
    page.fill("#id_headline", "写坏了")
    page.wait_for_timeout(600)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(live_server.url + address(article))
    # Leaving without having saved is asked about first.
    assert asked == ["beforeunload"]
    settled(page)
    page.locator("#draft-bar [data-discard]").click()
    assert not page.locator("#draft-bar").is_visible()
    assert page.input_value("#id_headline") == "春耕备耕忙"

    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    page.fill("#id_headline", "春耕忙")
    until(page, "document.getElementById('draft-state').textContent")
    save(page)
    article.refresh_from_db()
    assert article.headline == "春耕忙"


def test_a_refused_picture_leaves_everything_else_on_the_form(form, article):
    page = form()
    page.fill("#id_headline", "春耕忙")
    # Past the script, as by a browser that runs none.
    page.evaluate("document.querySelector('#pictures-group .add-row a').click()")
    page.evaluate(
        """() => {
            const files = new DataTransfer();
            files.items.add(new File(["GIF? no."], "不是.jpg", {type: "image/jpeg"}));
            document.getElementById("id_pictures-0-image").files = files.files;
            document.getElementById("id_pictures-0-caption").value = "田间一角";
        }"""
    )
    page.evaluate("window.former = true")
    page.keyboard.press("Control+s")
    until(page, "!window.former && document.querySelector('.errornote')")
    settled(page)
    assert page.locator("#pictures-0 .errorlist").count() == 1
    assert page.input_value("#id_headline") == "春耕忙"
    assert page.input_value("#id_pictures-0-caption") == "田间一角"
    # It is as unsaved as before, and nothing is offered that stands on the form already.
    until(page, "document.getElementById('draft-state').textContent")
    assert not page.locator("#draft-bar").is_visible()


def test_the_field_that_is_refused_has_the_focus(open_desk, editor, article):
    page = open_desk(editor, f"/admin/articles/article/add/?issue={article.issue.pk}")
    page.fill("#id_headline", "新稿")
    page.fill(BODY, "没有说上哪一版。")
    page.locator("input[name=_save]").click()
    until(page, "document.activeElement.name === 'parts-0-page'")
    assert page.input_value("#id_headline") == "新稿"


def test_without_a_script_the_form_is_as_complete(open_desk, editor, article):
    page = open_desk(editor, address(article), java_script_enabled=False)
    page.fill("#id_headline", "春耕忙")
    page.fill(BODY, "## 小标题\n\n不用脚本写的。")
    page.fill("#id_bylines-0-role", "本报特派")
    page.check("#id_bylines-1-DELETE")
    for needs_a_script in ("#keys-open", "#preview-toggle", "#preview", "#draft-bar"):
        assert not page.locator(needs_a_script).is_visible()
    page.locator("input[name=_save]").click()
    assert page.locator(".messagelist .success").is_visible()
    article.refresh_from_db()
    assert article.headline == "春耕忙"
    assert article.parts.first().body == "## 小标题\n\n不用脚本写的。"
    assert [str(byline) for byline in article.bylines.all()] == ["本报特派 李明"]


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_serious_and_nothing_sticks_out(form, article, width):
    make_picture(article, "田间.jpg", caption="田间一角")
    page = form(width, bypass_csp=True)
    page.locator("#preview-toggle").click()
    shows(page, "春耕备耕忙")
    drop(page, ("田.png", "image/png", png(40, 20)))
    page.locator("#pictures-1 .focal__picture canvas").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, serious=True) == []
