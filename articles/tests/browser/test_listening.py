"""Listening, with a voice that only takes down what it is told to say."""

import pytest
from playwright.sync_api import expect

from articles.tests.factories import make_article, make_issue, make_note, make_part, make_picture, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARTICLE = "/qinghe/2026-03-05/article/1/"

#: ``window.say()`` ends the sentence that is being spoken; voices can be given late.
STUB = """
    const voices = new EventTarget();
    window.spoken = [];
    window.rates = [];
    let current = null;
    let known = VOICES;
    voices.getVoices = () => known;
    voices.speak = (utterance) => {
        if (current) throw new Error("two sentences at once");
        current = utterance;
        window.spoken.push(utterance.text);
        window.rates.push(utterance.rate);
        window.voice = utterance.voice.name;
    };
    voices.cancel = () => {
        const cancelled = current;
        current = null;
        cancelled?.onerror?.({ error: "canceled" });
    };
    window.say = (times = 1) => {
        while (times-- && current) {
            const said = current;
            current = null;
            said.onend();
        }
    };
    window.fail = (error) => {
        const failed = current;
        current = null;
        failed.onerror({ error });
    };
    window.isSpeaking = () => current !== null;
    window.arrive = (voice) => {
        known = [voice];
        voices.dispatchEvent(new Event("voiceschanged"));
    };
    Object.defineProperty(window, "speechSynthesis", { value: voices });
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
CHINESE = "[{ lang: 'en-US', name: 'Sam' }, { lang: 'zh-HK' }, { lang: 'zh_CN', name: '晓晓', localService: true }]"


@pytest.fixture(autouse=True)
def article():
    """A story that breaks off in the middle of a sentence, and goes on overleaf."""
    issue = make_issue(pages=2)
    first, second = issue.pages.all()
    article = make_article(
        first,
        "一粒米的三次转身",
        "凌晨5点半，米厂亮起了灯。田有根说：“米好，不怕！”\n\n## 第一次转身\n\n好稻谷有了，却卖不出",
        kicker="柳溪镇观察",
        deck="产业链上的新故事",
        byline="本报记者 程朗",
        authors=["程朗"],
    )
    make_part(article, second, "好价钱。\n\n后来米厂办了起来。")
    make_note(article, "今天刊发此文，供各乡镇参考。")
    make_picture(article, caption="米厂外景。", credit="程朗 摄")
    publish(issue)
    return article


@pytest.fixture
def listen_to(open_page):
    def listen_to(path=ARTICLE, voices=CHINESE, width=1440):
        page = open_page("/offline/", width)
        page.add_init_script(STUB.replace("VOICES", voices))
        page.goto(page.url.replace("/offline/", path))
        page.wait_for_load_state("load")
        return page

    return listen_to


def start(page):
    page.get_by_role("button", name="朗读").or_(page.get_by_role("button", name="Listen")).click()


@pytest.mark.parametrize("width", [390, 1440])
def test_an_article_is_read_in_its_order_across_the_jump(listen_to, width):
    page = listen_to(width=width)
    start(page)
    page.evaluate("say(99)")

    assert page.evaluate("spoken") == [
        "柳溪镇观察",
        "一粒米的三次转身",
        "产业链上的新故事",
        "本报记者 程朗",
        "编者按",
        "今天刊发此文，供各乡镇参考。",
        "米厂外景。",
        "程朗 摄",
        "凌晨5点半，米厂亮起了灯。",
        "田有根说：“米好，不怕！”",
        "第一次转身",
        "好稻谷有了，却卖不出好价钱。",
        "后来米厂办了起来。",
    ]
    expect(page.locator(".listen__player")).to_be_hidden()
    expect(page.locator(".listen [role=status]")).to_have_text(
        page.locator(".listen [role=status]").get_attribute("data-ended")
    )


def test_what_is_read_can_be_seen(listen_to):
    page = listen_to()
    start(page)
    page.evaluate("say(11)")

    marked = page.evaluate("[...CSS.highlights.get('reading')].map(String)")
    assert marked == ["好稻谷有了，却卖不出好价钱。"]
    top, bottom, height = page.evaluate(
        """() => {
            const box = [...CSS.highlights.get("reading")][0].getBoundingClientRect();
            return [box.top, box.bottom, innerHeight];
        }"""
    )
    assert 0 <= top < bottom <= height


def test_reading_is_paused_and_goes_on_with_the_same_sentence(listen_to):
    page = listen_to()
    start(page)
    page.evaluate("say(2)")
    pause = page.locator(".listen__pause")
    expect(pause).to_be_focused()

    page.keyboard.press("Enter")
    assert not page.evaluate("isSpeaking()")
    status = page.locator(".listen [role=status]")
    expect(status).to_have_text(status.get_attribute("data-paused"))

    page.keyboard.press("Enter")
    assert page.evaluate("spoken.slice(-2)") == ["产业链上的新故事", "产业链上的新故事"]
    expect(status).to_have_text(status.get_attribute("data-reading"))


def test_a_voice_that_fails_pauses_instead_of_rushing_to_the_end(listen_to):
    page = listen_to()
    start(page)
    page.evaluate("say()")

    page.evaluate("fail('network')")
    status = page.locator(".listen [role=status]")
    expect(status).to_have_text(status.get_attribute("data-paused"))
    page.locator(".listen__pause").click()
    assert page.evaluate("spoken") == ["柳溪镇观察", "一粒米的三次转身", "一粒米的三次转身"]

    page.evaluate("fail('text-too-long')")
    assert page.evaluate("spoken.at(-1)") == "产业链上的新故事"


def test_a_listener_goes_back_and_on(listen_to):
    page = listen_to()
    start(page)
    page.locator(".listen__on").click()
    page.locator(".listen__on").click()
    page.locator(".listen__back").click()

    assert page.evaluate("spoken") == ["柳溪镇观察", "一粒米的三次转身", "产业链上的新故事", "一粒米的三次转身"]


def test_the_speed_is_remembered(listen_to):
    page = listen_to()
    start(page)
    page.locator(".listen__rate select").select_option("1.5")
    assert page.evaluate("[spoken, rates]") == [["柳溪镇观察", "柳溪镇观察"], [1, 1.5]]

    page.reload()
    start(page)
    assert page.evaluate("rates") == [1.5]


def test_reading_stops_when_told_and_when_the_reader_leaves(listen_to):
    page = listen_to()
    start(page)
    page.locator(".listen__stop").focus()
    page.keyboard.press("Enter")
    assert not page.evaluate("isSpeaking()")
    expect(page.locator(".listen__start")).to_be_focused()

    page.keyboard.press("Enter")
    assert page.evaluate("isSpeaking()")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert not page.evaluate("isSpeaking()")


def test_the_voice_of_the_mainland_is_preferred(listen_to):
    page = listen_to()
    start(page)

    assert page.evaluate("voice") == "晓晓"


def test_without_a_chinese_voice_nothing_is_offered(listen_to):
    page = listen_to(voices="[{ lang: 'en-US' }]")
    expect(page.locator(".listen")).to_be_hidden()

    page.evaluate("arrive({ lang: 'zh-CN' })")

    expect(page.locator(".listen__start")).to_be_visible()


def test_a_long_sentence_is_read_in_clauses(listen_to, article):
    article.parts.filter(sequence=1).update(body="，".join(["这一句话很长很长很长"] * 30) + "。")
    page = listen_to()
    start(page)
    page.evaluate("say(99)")

    spoken = page.evaluate("spoken")
    assert max(map(len, spoken)) <= 120
    assert "".join(spoken).count("这一句话很长很长很长") == 30


@pytest.mark.parametrize("path", ["/", "/qinghe/2026-03-05/1/", f"{ARTICLE}report/"])
def test_only_articles_are_read(listen_to, path):
    expect(listen_to(path).locator(".listen")).to_have_count(0)


def test_without_a_script_nothing_is_offered(open_page):
    page = open_page(ARTICLE, java_script_enabled=False)

    expect(page.locator(".listen")).to_be_hidden()
