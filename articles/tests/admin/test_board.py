"""The board: what it tells of an issue, and laying it out by its forms, with and without a script."""

import json
from urllib.parse import unquote

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import layout, preflight, workflow
from articles.issue_text.length import length_of
from articles.models import Event, Page, Part, Picture, Review
from articles.tests.factories import (
    DAY,
    make_article,
    make_issue,
    make_newspaper,
    make_page,
    make_part,
    make_picture,
    make_pointer,
    publish,
)
from articles.tests.people import CHIEF_EDITOR, IMPORTER, PAGE_EDITOR, REPORTER, client_of, make_member

pytestmark = pytest.mark.django_db

TEXT = "本县今年春耕面积增加。\n\n农机已经下田。\n\n## 种子\n\n种子供应充足。"


@pytest.fixture
def desk():
    return client_of(make_member(PAGE_EDITOR, "bianji", last_name="李", first_name="编辑"))


@pytest.fixture
def issue():
    return make_issue(newspaper=make_newspaper(reviews_required=3), pages=3)


@pytest.fixture
def pages(issue):
    return list(issue.pages.all())


@pytest.fixture
def story(pages):
    return make_article(pages[0], body=TEXT)


def board_url(issue):
    return reverse("admin:articles_issue_board", args=[issue.pk])


def look(client, issue):
    """The board with what preflight finds, as a browser without a script asks for it."""
    response = client.get(board_url(issue), {"preflight": ""})
    assert response.status_code == 200
    return response


def cards(client, issue):
    return look(client, issue).context["board"].cards


def act(client, issue, name, *args, script=False, **data):
    """Send one of the board's forms, as a browser with or without a script does."""
    url = reverse(f"admin:articles_issue_board_{name}", args=[issue.pk, *args])
    headers = {"accept": "application/json" if script else "text/html,*/*;q=0.8"}
    return client.post(url, data, headers=headers)


def told(response):
    return [(message.level_tag, str(message)) for message in get_messages(response.wsgi_request)]


def levels(response):
    return [level for level, _ in told(response)]


def opening(article):
    return article.parts.get(sequence=1)


def order_of(page):
    return [part.article.headline for part in page.parts.order_by("position")]


def labels(issue):
    return list(Page.objects.filter(issue=issue).values_list("label", flat=True))


def pks(things):
    return ",".join(str(thing.pk) for thing in things)


# --- what it tells ---------------------------------------------------------------------------------


def test_pages_are_cards_in_order_with_their_articles_in_order(desk, issue, pages):
    make_article(pages[0], "甲", "十个字的一段文字啊。")
    make_article(pages[0], "乙")
    layout.reorder_pages(issue, [pages[2].pk, pages[0].pk, pages[1].pk], desk.user)
    shown = cards(desk, issue)
    assert [card.page.label for card in shown] == ["3", "1", "2"]
    assert [row.headline for row in shown[1].rows] == ["甲", "乙"]
    assert shown[1].rows[0].part.characters == 10


def test_a_story_over_two_pages_shows_its_jump_lines_on_both(desk, issue, pages, story):
    make_part(story, pages[1], "续。", headline="农机下田")
    first, second, _ = (card.rows for card in cards(desk, issue))
    assert (first[0].jump_out, second[0].jump_in) == ("下转第二版", "上接第一版")
    assert second[0].headline == "农机下田"
    assert first[0].runs_over == second[0].runs_over == "第1版 → 第2版"
    content = look(desk, issue).content.decode()
    assert "（下转第二版）" in content
    assert "（上接第一版）" in content


def test_a_story_that_readers_have_in_part_is_moved_and_joined_by_nobody_else(desk):
    published = make_issue(newspaper=make_newspaper(), date=DAY, pages=2)
    first, second = published.pages.all()
    head = make_article(first, "甲", "头一段。\n\n第二段。").parts.get()
    publish(published)
    late = make_page(published, 3)
    tail = make_part(head.article, late, "接着说。\n\n说完。")
    other = make_article(late, "乙", "开头。\n\n再说。").parts.get()
    end = make_part(other.article, second, "结尾。")
    text = look(desk, published).content.decode()
    # Their jump lines stand on pages that readers have.
    assert not [part for part in (head, tail, other, end) if f"part-{part.pk}-move" in text]
    assert f"part-{other.pk}-join" not in text
    assert f"part-{other.pk}-cut" not in text
    assert f"part-{tail.pk}-cut" in text
    shown = desk.get(reverse("admin:articles_issue_board_part", args=[published.pk, other.pk])).context
    assert (shown["tail"], shown["pages_to_move_to"], shown["pages_to_go_on"]) == (None, [], [])


def test_totals_are_those_of_the_issue(desk, issue, pages, story):
    make_part(story, pages[1], "续。")
    make_article(pages[2], "乙", "四个字。")
    board = look(desk, issue).context["board"]
    assert board.articles == 2
    assert board.characters == length_of(TEXT) + len("续。") + len("四个字。")


def test_who_signed_is_told_and_how_many_pages_are_through(issue, pages, desk, story):
    issue.newspaper.reviews_required = 2
    issue.newspaper.save()
    make_article(pages[1], "山塘清淤")
    chief = make_member(CHIEF_EDITOR, "zongbian", last_name="赵", first_name="总")
    workflow.sign(pages[0], desk.user)
    workflow.sign(pages[0], chief)
    workflow.sign(pages[1], desk.user)
    board = look(desk, issue).context["board"]
    assert [[reviewer for _, reviewer in card.stages] for card in board.cards] == [
        ["李编辑", "赵总"],
        ["李编辑", ""],
        ["", ""],
    ]
    assert board.complete == 1


def test_a_page_that_was_sent_back_says_by_whom_and_why_until_it_is_signed(desk, issue, pages, story):
    workflow.send_back(pages[0], desk.user, "标题有错字")
    assert cards(desk, issue)[0].returned.comment == "标题有错字"
    assert "标题有错字" in look(desk, issue).content.decode()
    workflow.sign(pages[0], desk.user)
    assert [card.returned for card in cards(desk, issue)] == [None] * 3


def test_each_count_leads_to_where_it_is_mended(desk, issue, pages, story):
    Part.objects.filter(article=story).update(continues_on="9")
    empty = make_article(pages[1], "", "")
    one = make_pointer(pages[0], "不知何处")
    article_form = reverse("admin:articles_article_change", args=[story.pk])
    pointer_form = reverse("admin:articles_pointer_change", args=[one.pk])

    first, second, third = cards(desk, issue)
    urls = {count.url for count in first.counts}
    assert {article_form, pointer_form} <= urls
    assert first.rows[0].is_open
    assert first.rows[0].blocks >= 1
    assert second.rows[0].blocks >= 1
    assert reverse("admin:articles_article_change", args=[empty.pk]) in {link.url for link in second.sentences}
    assert not third.pointers
    for url in urls:
        if not url.startswith("#"):
            assert desk.get(url).status_code == 200


def test_several_pointers_without_article_lead_to_their_list(desk, issue, pages):
    wanted = {make_pointer(pages[0], headline) for headline in ("甲", "乙")}
    make_pointer(pages[1], "丙")
    url = next(count.url for count in cards(desk, issue)[0].counts if "pointer" in count.url)
    assert set(desk.get(url).context["cl"].queryset) == wanted


def test_what_concerns_no_page_stands_above_the_cards(desk, issue):
    board = look(desk, issue).context["board"]
    # The running number is missing.
    assert reverse("admin:articles_issue_change", args=[issue.pk]) in {link.url for link in board.sentences}


def test_the_first_thing_to_mend_is_one_click_away(desk, issue, pages):
    for page in (pages[0], pages[2]):
        make_article(page)
    make_article(pages[1], "", "")
    response = look(desk, issue)
    place = response.context["board"].blocking.url
    assert place.startswith(f"#finding-{pages[1].pk}-")
    assert f'id="{place[1:]}"' in response.content.decode()


def test_preflight_reads_every_text_so_the_board_does_not_wait_for_it(desk, issue, pages):
    empty = make_article(pages[1], "", "")
    form = reverse("admin:articles_article_change", args=[empty.pk])
    board = desk.get(board_url(issue)).context["board"]
    assert not board.is_checked
    assert not any(card.sentences for card in board.cards)

    content = desk.get(reverse("admin:articles_issue_board_found", args=[issue.pk])).json()["found"]
    found = content[content.index(f'data-found="findings-{pages[1].pk}"') :]
    assert form in found
    assert f'data-found="part-{empty.parts.get().pk}"' in found


def test_a_page_without_picture_is_set_in_small_and_one_with_a_picture_shows_a_small_one(desk, issue, pages):
    make_article(pages[1], "<春耕> & 备耕")
    Page.objects.filter(pk=pages[0].pk).update(
        picture="qinghe/2026-03-05/0123456789abcdef0123.png", picture_width=1000, picture_height=1400
    )
    first, second, _ = cards(desk, issue)
    assert unquote(first.thumbnail).startswith("/pictures/240/")
    assert not first.miniature
    assert "<svg" in second.miniature
    assert "&lt;春耕&gt; &amp; 备耕" in second.miniature
    assert Page.objects.get(pk=pages[0].pk).picture.url not in look(desk, issue).content.decode()


def test_a_headline_is_text_and_no_markup(desk, issue, pages):
    make_article(pages[0], '<script>alert("1")</script>')
    content = look(desk, issue).content.decode()
    assert "<script>alert" not in content
    assert "&lt;script&gt;alert" in content


def test_an_issue_without_pages_leads_to_its_first(desk):
    issue = make_issue()
    assert f"{reverse('admin:articles_page_add')}?issue={issue.pk}" in look(desk, issue).content.decode()


def test_the_board_is_found_from_the_index_the_list_and_the_form(desk, issue):
    link = f'href="{board_url(issue)}"'
    for url in (
        reverse("admin:index"),
        reverse("admin:articles_issue_changelist"),
        reverse("admin:articles_issue_change", args=[issue.pk]),
    ):
        assert link in desk.get(url).content.decode(), url


def test_an_issue_that_is_not_there_has_no_board(desk):
    assert desk.get(reverse("admin:articles_issue_board", args=[4711])).status_code == 404


# --- pages and articles change places --------------------------------------------------------------


def test_a_page_is_moved_by_its_buttons(desk, issue, pages):
    response = act(desk, issue, "pages", seen=pks(pages), shift=f"{pages[2].pk}:-1")
    assert response.url == board_url(issue)
    assert levels(response) == ["success"]
    assert labels(issue) == ["1", "3", "2"]


def test_a_page_at_the_edge_stays_where_it_is(desk, issue, pages):
    act(desk, issue, "pages", seen=pks(pages), shift=f"{pages[0].pk}:-1")
    act(desk, issue, "pages", seen=pks(pages), shift=f"{pages[2].pk}:1")
    assert labels(issue) == ["1", "2", "3"]


def test_articles_are_moved_by_their_buttons_or_dropped_into_an_order(desk, issue, pages):
    one, two, three = (opening(make_article(pages[0], name)) for name in "甲乙丙")
    response = act(desk, issue, "order", pages[0].pk, seen=pks([one, two, three]), shift=f"{one.pk}:1")
    assert response.url.endswith(f"#page-{pages[0].pk}")
    assert order_of(pages[0]) == ["乙", "甲", "丙"]
    act(desk, issue, "order", pages[0].pk, seen=pks([two, one, three]), order=pks([three, two, one]))
    assert order_of(pages[0]) == ["丙", "乙", "甲"]


def test_an_article_is_moved_to_a_page_and_to_a_place_there(desk, issue, pages, story):
    other = opening(make_article(pages[1], "乙"))
    part = opening(story)
    act(desk, issue, "move", part.pk, page=pages[1].pk, seen_on=pages[0].pk, seen=pks([other]), place=1)
    assert order_of(pages[1]) == [story.headline, "乙"]
    act(desk, issue, "move", part.pk, page=pages[2].pk)
    assert order_of(pages[2]) == [story.headline]


def test_a_stale_board_is_refused_with_a_sentence_and_nothing_is_lost(desk, issue, pages, story):
    part = opening(story)
    other = client_of(make_member(PAGE_EDITOR, "bianji2"))
    act(other, issue, "move", part.pk, page=pages[1].pk, seen_on=pages[0].pk)
    response = act(desk, issue, "move", part.pk, page=pages[2].pk, seen_on=pages[0].pk)
    assert levels(response) == ["error"]
    act(other, issue, "pages", seen=pks(pages), shift=f"{pages[0].pk}:1")
    response = act(desk, issue, "pages", seen=pks(pages), shift=f"{pages[2].pk}:-1")
    assert levels(response)[-1] == "error"
    assert order_of(pages[1]) == [story.headline]
    assert labels(issue) == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("pages", {}),
        ("pages", {"seen": "甲", "order": "1"}),
        ("pages", {"seen": "1,2", "shift": "9:1"}),
        ("pages", {"seen": "1,2", "shift": "1:7"}),
        ("pages", {"order": "9" * 40}),
        ("move", {}),
        ("move", {"page": "-1"}),
        ("move", {"page": "4711"}),
        ("move", {"page": "1", "place": "x"}),
        ("cut", {}),
        ("cut", {"page": "4711", "after": "1"}),
        ("cut", {"page": "1", "after": "eins"}),
        ("join", {"tail": "?"}),
        ("join", {}),
    ],
)
@pytest.mark.parametrize("script", [True, False])
def test_what_no_board_sends_is_refused_with_a_sentence(desk, issue, pages, story, name, data, script):
    args = [] if name == "pages" else [opening(story).pk]
    response = act(desk, issue, name, *args, script=script, **data)
    if script:
        assert json.loads(response.content)["refused"]
    else:
        assert levels(response) == ["error"]
    assert labels(issue) == ["1", "2", "3"]
    assert order_of(pages[0]) == [story.headline]


def test_a_part_or_page_of_another_issue_is_none_of_this_board(desk, issue, pages, story):
    elsewhere = make_issue(DAY.replace(day=6), pages=1)
    foreign = make_article(elsewhere.pages.get(), "外")
    for response in (
        act(desk, issue, "move", opening(story).pk, page=elsewhere.pages.get().pk),
        act(desk, issue, "move", opening(foreign).pk, page=pages[0].pk),
        act(desk, issue, "order", elsewhere.pages.get().pk, order=pks([opening(foreign)])),
    ):
        assert levels(response)[-1] == "error"
    assert order_of(elsewhere.pages.get()) == ["外"]


def test_the_answer_to_a_script_brings_the_board_and_what_to_tell(desk, issue, pages, story):
    response = act(desk, issue, "move", opening(story).pk, script=True, page=pages[1].pk)
    answer = response.json()
    assert not answer["refused"]
    assert [level for level, _ in answer["told"]] == ["success"]
    assert answer["board"].index(f'id="page-{pages[1].pk}"') < answer["board"].index(story.headline)
    # It is told once, not on the next page too.
    assert not told(desk.get(reverse("admin:index")))


def test_a_refusal_to_a_script_brings_the_board_as_it_is(desk, issue, pages, story):
    layout.move(opening(story), pages[1], desk.user)
    response = act(desk, issue, "move", opening(story).pk, script=True, page=pages[2].pk, seen_on=pages[0].pk)
    answer = response.json()
    assert answer["refused"]
    assert "第2版" in answer["told"][0][1]
    assert story.headline in answer["board"]


def test_whoever_voids_a_signature_is_told(desk, issue, pages, story):
    workflow.sign(pages[0], desk.user)
    response = act(desk, issue, "move", opening(story).pk, page=pages[1].pk)
    assert levels(response) == ["success", "warning"]
    assert not Review.objects.standing().exists()


# --- cutting and joining ---------------------------------------------------------------------------


def part_url(issue, part):
    return reverse("admin:articles_issue_board_part", args=[issue.pk, part.pk])


def test_a_story_is_offered_to_be_cut_between_its_paragraphs_and_not_under_a_crosshead(desk, issue, story):
    response = desk.get(part_url(issue, opening(story)))
    assert [cut for _, cut in response.context["blocks"]] == [1, 2, None, None]
    assert 'name="after" value="2"' in response.content.decode()


def test_a_story_is_cut_and_joined_again(desk, issue, pages, story):
    part = opening(story)
    seen = desk.get(part_url(issue, part)).context["seen"]
    response = act(desk, issue, "cut", part.pk, page=pages[2].pk, after=2, seen=seen)
    assert response.url == f"{board_url(issue)}#part-{part.pk}"
    assert [p.page.label for p in story.parts.order_by("sequence")] == ["1", "3"]

    row = cards(desk, issue)[0].rows[0]
    assert row.jump_out == "下转第三版"
    act(desk, issue, "join", part.pk, tail=row.tail.pk)
    assert opening(story).body == TEXT
    assert set(Event.objects.values_list("action", flat=True)) == {"cut", "joined"}


def test_a_cut_chosen_in_a_text_that_was_changed_meanwhile_is_refused(desk, issue, pages, story):
    part = opening(story)
    seen = desk.get(part_url(issue, part)).context["seen"]
    story.parts.update(body=f"导语。\n\n{TEXT}")
    response = act(desk, issue, "cut", part.pk, page=pages[2].pk, after=2, seen=seen)
    assert levels(response) == ["error"]
    assert story.parts.count() == 1


def test_only_pages_on_which_it_may_go_on_are_offered(desk, issue, pages, story):
    make_part(story, pages[1], "续。")
    context = desk.get(part_url(issue, opening(story))).context
    assert context["pages_to_go_on"] == [pages[2]]
    assert context["pages_to_move_to"] == [pages[2]]
    assert context["tail"].page == pages[1]


def test_the_screen_of_a_part_that_is_gone_leads_back_to_the_board(desk, issue, pages, story):
    tail = make_part(story, pages[1], "续。")
    layout.join(opening(story), desk.user)
    response = desk.get(part_url(issue, tail))
    assert response.url == board_url(issue)
    assert levels(response) == ["error"]


# --- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [REPORTER, IMPORTER])
def test_who_may_not_lay_out_sees_the_board_without_its_tools(role, issue, pages, story):
    make_part(story, pages[1], "续。")
    client = client_of(make_member(role, "kan"))
    content = look(client, issue).content.decode()
    assert story.headline in content
    for tool in ('name="shift"', "board-move", 'draggable="true"', 'action="pages/"', "/join/"):
        assert tool not in content


@pytest.mark.parametrize("role", [REPORTER, IMPORTER])
def test_a_forged_form_of_one_who_may_not_lay_out_is_refused(role, issue, pages, story):
    part, client = opening(story), client_of(make_member(role, "kan"))
    assert client.get(reverse("admin:articles_issue_board_found", args=[issue.pk])).status_code == 200
    for response in (
        act(client, issue, "pages", order=pks(reversed(pages))),
        act(client, issue, "order", pages[0].pk, order=pks([part])),
        act(client, issue, "move", part.pk, page=pages[1].pk),
        act(client, issue, "cut", part.pk, page=pages[1].pk, after=1),
        act(client, issue, "join", part.pk),
        client.get(part_url(issue, part)),
    ):
        assert response.status_code == 403
    assert labels(issue) == ["1", "2", "3"]
    assert order_of(pages[0]) == [story.headline]


def test_a_page_editor_does_not_lay_out_what_is_public(desk, issue, pages, story):
    workflow.publish(issue, actor="总编", unreviewed=True)
    for response in (
        act(desk, issue, "pages", order=pks(reversed(pages)), seen=pks(pages)),
        act(desk, issue, "move", opening(story).pk, page=pages[1].pk),
    ):
        assert levels(response)[-1] == "error"
    assert labels(issue) == ["1", "2", "3"]
    assert order_of(pages[0]) == [story.headline]


def test_nothing_is_laid_out_by_following_a_link(desk, issue, pages, story):
    for name, args in (("pages", []), ("move", [opening(story).pk]), ("join", [opening(story).pk])):
        url = reverse(f"admin:articles_issue_board_{name}", args=[issue.pk, *args])
        assert desk.get(url).status_code == 405


def test_a_stranger_is_asked_to_log_in(client, issue):
    assert "/login/" in client.get(board_url(issue)).url


# --- what it costs ---------------------------------------------------------------------------------

#: The session, the user, what they may and what their groups may; issue, pages, articles, parts,
#: signatures, last reviews, pointers.
OF_THE_BOARD = 11


def grow(issue, count):
    for _ in range(count):
        page = make_page(issue, issue.pages.count() + 1, name="要闻")
        article = make_article(page, authors=["李明"])
        make_part(article, issue.pages.first(), "续。", continues_on="99")
        make_article(page, "", "")
        make_pointer(page)
        Picture.objects.filter(pk=make_picture(article).pk).update(image="甲.jpg", width=4, height=3)
        user = make_member(PAGE_EDITOR, f"bianji-{page.label}")
        Review.objects.create(page=page, stage="first", verdict="passed", user=user, reviewer="编辑", digest="-")


def asked(call):
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


@pytest.mark.parametrize("name", ["board", "board_found"])
def test_the_board_asks_the_same_number_of_questions_with_one_page_and_with_fifty(desk, name):
    issue = make_issue(newspaper=make_newspaper(reviews_required=3))
    url = reverse(f"admin:articles_issue_{name}", args=[issue.pk])
    costs = []
    for more in (1, 49):
        grow(issue, more)
        desk.get(url)
        costs.append(asked(lambda: desk.get(url)))
    # The board asks for the pages that are closed, so that nothing is offered for them; or preflight what it asks for.
    more = asked(lambda: preflight.check(issue)) if name == "board_found" else 1
    assert costs == [OF_THE_BOARD + more] * 2


def test_no_text_of_an_article_is_read_for_its_board(desk, issue, story):
    with CaptureQueriesContext(connection) as queries:
        desk.get(board_url(issue))
    assert not [query["sql"] for query in queries if '"body"' in query["sql"]]
    assert cards(desk, issue)[0].characters == 27


def test_an_article_is_only_offered_for_pages_that_are_open_to_whoever_asks(issue):
    open_page, signed = issue.pages.order_by("number")[:2]
    Review.objects.create(page=signed, stage="first", verdict="passed", reviewer="编辑", digest="-")
    add = f"{reverse('admin:articles_article_add')}?page="
    for role, offered in ((REPORTER, [open_page]), (PAGE_EDITOR, [open_page, signed]), (IMPORTER, [])):
        text = client_of(make_member(role, f"m-{role}")).get(board_url(issue)).text
        assert [page for page in (open_page, signed) if f'{add}{page.pk}"' in text] == offered


def test_who_may_not_change_what_is_public_gets_no_tools_for_it_and_is_told_why(desk, issue, pages, story):
    publish(issue)
    late = make_article(make_page(issue, 4, "4"), "后补的一版")
    shown = desk.get(board_url(issue)).text
    assert shown.count("已经发布或已定时发布") == 1
    assert f'id="part-{late.parts.get().pk}-move"' in shown
    assert f'id="part-{story.parts.get().pk}-move"' not in shown
    assert 'id="board-pages"' not in shown

    part = reverse("admin:articles_issue_board_part", args=[issue.pk, story.parts.get().pk])
    assert "已经发布或已定时发布" in desk.get(part, follow=True).text
    part = reverse("admin:articles_issue_board_part", args=[issue.pk, late.parts.get().pk])
    assert desk.get(part).context["pages_to_move_to"] == []

    chief = client_of(make_member(CHIEF_EDITOR, "zongbian"))
    shown = chief.get(board_url(issue)).text
    assert f'id="part-{story.parts.get().pk}-move"' in shown
    assert 'id="board-pages"' in shown


def test_whoever_lays_out_an_issue_that_is_deleted_meanwhile_is_told(desk, issue, pages, while_it_is_deleted):
    order = ",".join(str(page.pk) for page in reversed(pages))
    with while_it_is_deleted(issue):
        answer = act(desk, issue, "pages", order=order)
    assert "已被删除" in desk.get(answer.url).text


def test_a_script_too_is_told_that_the_issue_was_deleted_meanwhile(desk, issue, pages, while_it_is_deleted):
    order = ",".join(str(page.pk) for page in reversed(pages))
    with while_it_is_deleted(issue):
        answer = act(desk, issue, "pages", script=True, order=order).json()
    assert answer["refused"]
    assert answer["board"] == ""
