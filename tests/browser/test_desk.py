"""The moderators' desk in a real browser: the keys, the focus, what moves and what does not."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import expect

from forum.comments.models import Comment, Phrase
from forum.moderation import decisions, queue
from forum.moderation.models import Decision
from tests import make
from tests.browser.test_admin_browser import RULES, sign_in
from tests.moderation import waiting

pytestmark = pytest.mark.browser

PRESS_AT_ONCE = """
window.hasStayed = true;
let last = document.getElementById("card").dataset.pk;
new MutationObserver(() => {
  const card = document.getElementById("card");
  if (!card || card.dataset.pk === last) return;
  last = card.dataset.pk;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
}).observe(document.body, { subtree: true, childList: true, attributes: true });
"""

Status = Comment.Status
FCUK = {"written": "fcuk", "word": "fuck", "how": "swapped", "list": "suspect"}
WORD = {"word": "fcuk", "field": "body", "words": [{"start": 7, "end": 11} | FCUK], "names": []}


@pytest.fixture
def milo(transactional_db):
    return make.staff("milo", *waiting.MODERATOR, "accounts.change_standing")


@pytest.fixture
def desk(page, live_server, milo):
    """A page that is signed in; desk(comments) opens the queue they wait in."""
    sign_in(page, live_server, milo)
    return page


def address(live_server, name: str, *args, **asked) -> str:
    return live_server.url + reverse(f"admin:desk_{name}", args=args, query=asked or None)


def queued(count: int) -> list[Comment]:
    place = make.discussion(title="The weathercock")
    return [
        waiting.held(place, by=make.guest(f"Nell {number}"), body=f"Lamp {number}.")
        for number in range(count)
    ]


def open_queue(page, live_server, **asked):
    page.goto(address(live_server, "queue", "waiting", **asked))
    page.wait_for_load_state("networkidle")


def shows(page, comment: Comment) -> None:
    """Wait until the card of this comment is there."""
    page.locator(f'#card[data-pk="{comment.pk}"]').wait_for()


def fresh(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


# Deciding from the keyboard --------------------------------------------------------------------


def test_a_whole_queue_is_cleared_from_the_keyboard(desk, live_server):
    made = queued(queue.SIZE + 5)
    open_queue(desk, live_server)

    for number, comment in enumerate(made):
        shows(desk, comment)
        desk.keyboard.press("s" if number % 5 == 4 else "a")
    desk.get_by_text("Nothing waits.").wait_for()

    removed = [number % 5 == 4 for number in range(len(made))]
    assert [fresh(one).status == Status.REMOVED for one in made] == removed
    assert not Comment.objects.waiting().exists()


def test_the_next_card_has_the_focus_and_its_row_is_the_current_one(desk, live_server):
    _first, second = queued(2)
    open_queue(desk, live_server)

    desk.keyboard.press("a")

    shows(desk, second)
    expect(desk.locator("#card")).to_be_focused()
    expect(desk.locator(f"#row-{second.pk} .row__link")).to_have_attribute("aria-current", "true")
    expect(desk.locator("#desk-said")).to_have_text("Nell 0: approved.")
    assert f"at={second.pk}" in desk.url


def test_nothing_jumps_after_a_decision(desk, live_server, milo):
    def places():
        looked_at = ["#card", ".bar", "#desk-tabs", "#desk-rows", "#desk-chosen"]
        elements = [desk.locator(one) for one in looked_at] + desk.locator(".row").all()
        return [element.bounding_box() for element in elements], desk.evaluate("scrollY")

    made = queued(8)
    open_queue(desk, live_server)
    before = places()

    for following in made[1:4]:
        desk.keyboard.press("a")
        shows(desk, following)

    assert places() == before
    expect(desk.locator("#desk-rows > [data-done]")).to_have_count(3)


def test_a_key_pressed_the_moment_the_next_card_comes_loads_no_page(desk, live_server):
    """What htmx brought was once without htmx for 20 ms, and a fast hand sent the whole page."""
    made = queued(6)
    open_queue(desk, live_server)
    desk.evaluate(PRESS_AT_ONCE)

    desk.keyboard.press("a")
    desk.get_by_text("Nothing waits.").wait_for()

    assert desk.evaluate("window.hasStayed") is True
    assert [fresh(one).status for one in made] == [Status.PUBLISHED] * 6


def test_a_digit_says_why_something_is_removed(desk, live_server):
    first, second = queued(2)
    open_queue(desk, live_server)

    desk.keyboard.press("2")  # without "r" before, a digit is no decision
    desk.keyboard.press("r")
    desk.keyboard.press("2")

    shows(desk, second)
    assert fresh(first).removed_for == Comment.Reason.ABUSIVE
    assert fresh(second).is_held


def test_escape_closes_the_reasons_and_a_message_is_typed_in_peace(desk, live_server):
    first, second = queued(2)
    open_queue(desk, live_server)
    desk.keyboard.press("r")
    desk.keyboard.press("Escape")
    expect(desk.locator(".reasons")).not_to_have_attribute("open", "")

    desk.keyboard.press("r")
    desk.get_by_label("Message to the author").fill("")
    desk.keyboard.type("as 1 said before")
    desk.get_by_role("button", name="hatred of a group of people").click()

    shows(desk, second)
    assert (fresh(first).removed_for, fresh(first).message) == ("hate", "as 1 said before")
    assert not fresh(second).message


def test_undo_goes_back_decision_by_decision(desk, live_server):
    first, second, third = queued(3)
    open_queue(desk, live_server)
    desk.keyboard.press("a")
    shows(desk, second)
    desk.keyboard.press("s")
    shows(desk, third)

    desk.keyboard.press("z")
    shows(desk, second)
    desk.keyboard.press("z")
    shows(desk, first)

    assert {one.status for one in Comment.objects.all()} == {Status.HELD}
    expect(desk.locator("#desk-rows > [data-done]")).to_have_count(0)
    expect(desk.locator("#desk-tabs [aria-current] .tabs__count")).to_have_text("3")


def test_next_and_previous_walk_along_the_list_and_decide_nothing(desk, live_server):
    made = queued(queue.SIZE + 1)
    open_queue(desk, live_server)

    for following in made[1:3]:
        desk.keyboard.press("j")
        shows(desk, following)
    desk.keyboard.press("k")
    shows(desk, made[1])
    for following in made[2:]:
        desk.keyboard.press("j")
        shows(desk, following)

    assert Comment.objects.waiting().count() == len(made)


def test_whoever_walks_faster_than_the_server_arrives_where_they_walked_to(desk, live_server):
    made = queued(6)
    open_queue(desk, live_server)

    for _ in range(5):
        desk.keyboard.press("j")
    shows(desk, made[5])
    desk.wait_for_load_state("networkidle")

    shows(desk, made[5])
    expect(desk.locator(f"#row-{made[5].pk} .row__link")).to_have_attribute("aria-current", "true")


def far_away(page) -> None:
    """From now on every answer takes a while."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", slow)


def test_a_key_decides_nothing_while_another_comment_is_on_its_way(desk, live_server):
    first, second, _third = queued(3)
    open_queue(desk, live_server)
    far_away(desk)

    desk.keyboard.press("j")
    desk.keyboard.press("a")
    desk.keyboard.press("s")
    shows(desk, second)
    assert Comment.objects.waiting().count() == 3

    desk.keyboard.press("a")
    expect(desk.locator(f"#row-{second.pk}")).to_have_attribute("data-done", "")
    assert (fresh(first).status, fresh(second).status) == (Status.HELD, Status.PUBLISHED)


def test_who_walks_on_before_the_answer_still_sees_what_became_of_it(desk, live_server):
    first, _second, third = queued(3)
    open_queue(desk, live_server)
    far_away(desk)

    desk.keyboard.press("a")
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    shows(desk, third)

    expect(desk.locator(f"#row-{first.pk} .row__outcome")).to_have_text("approved")
    expect(desk.locator("#desk-said")).to_have_text("Nell 0: approved.")
    expect(desk.locator("#desk-tabs [aria-current] .tabs__count")).to_have_text("2")
    expect(desk.locator(f"#row-{third.pk} .row__link")).to_have_attribute("aria-current", "true")


def test_undo_pressed_before_the_answer_takes_that_decision_back(desk, live_server, milo):
    earlier, first, second = queued(3)
    decisions.approve(earlier, milo)
    open_queue(desk, live_server)
    far_away(desk)

    for key in "r1z":
        desk.keyboard.press(key)
    expect(desk.locator("#desk-said")).to_have_text("The removal is undone.")

    shows(desk, first)
    assert [fresh(one).status for one in (first, second)] == [Status.HELD] * 2
    assert fresh(earlier).is_published


def test_undo_pressed_while_another_card_comes_undoes_the_last_decision(desk, live_server, milo):
    earlier, *_others = queued(3)
    decisions.approve(earlier, milo)
    open_queue(desk, live_server)
    far_away(desk)

    desk.keyboard.press("j")
    desk.keyboard.press("z")

    expect(desk.locator("#desk-said")).to_have_text("The approval is undone.")
    assert fresh(earlier).is_held


def test_undo_pressed_before_a_decision_fails_takes_no_other_back(desk, live_server, milo):
    earlier, first, _second = queued(3)
    decisions.approve(earlier, milo)
    open_queue(desk, live_server)
    decisions.remove(first, make.member("mona", is_staff=True, is_superuser=True))
    far_away(desk)

    desk.keyboard.press("a")
    desk.keyboard.press("z")

    expect(desk.locator("#desk-said")).to_have_text(
        re.compile(r"^Already removed by Mona at .* Nothing was undone: there was no decision\.$")
    )
    assert fresh(earlier).is_published


def test_where_the_next_comment_does_not_come_the_old_one_can_be_decided_about(desk, live_server):
    first, second, _third = queued(3)
    open_queue(desk, live_server)
    desk.route(re.compile(rf"/comments/{second.pk}/"), lambda route: route.fulfill(status=404))

    desk.keyboard.press("j")
    expect(desk.locator("#desk-said")).to_have_text(re.compile("did not answer"))
    current = desk.locator(f"#row-{first.pk} .row__link")
    expect(current).to_have_attribute("aria-current", "true")
    desk.unroute_all()
    desk.keyboard.press("a")

    shows(desk, second)
    assert fresh(first).is_published


def test_a_row_marked_by_key_is_decided_about_with_the_others(desk, live_server):
    first, second, third = queued(3)
    open_queue(desk, live_server)
    desk.keyboard.press("x")
    desk.keyboard.press("j")
    shows(desk, second)
    desk.keyboard.press("x")

    desk.locator("#desk-chosen").get_by_role("button", name="Approve").click()

    desk.get_by_text("2 comments approved.").wait_for()
    assert [fresh(one).status for one in (first, second, third)] == [
        "published",
        "published",
        "held",
    ]


def test_one_box_marks_the_whole_list(desk, live_server):
    queued(3)
    open_queue(desk, live_server)

    desk.get_by_label("Mark all").check()

    assert desk.locator(".row [type=checkbox]:checked").count() == 3


# When keys do nothing --------------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["Control+a", "Alt+a", "Meta+a", "Shift+A", "Control+s"])
def test_with_another_key_held_down_no_key_decides(desk, live_server, keys):
    queued(1)
    open_queue(desk, live_server)

    desk.keyboard.press(keys)
    desk.wait_for_load_state("networkidle")

    assert Comment.objects.waiting().count() == 1


def test_no_key_decides_while_somebody_types_or_chooses(desk, live_server):
    queued(1)
    open_queue(desk, live_server)

    desk.keyboard.press("/")
    expect(desk.locator("#filter-q")).to_be_focused()
    desk.keyboard.type("arsz?jk")
    desk.get_by_text("Filter and order").click()
    desk.get_by_label("Rule").focus()
    desk.keyboard.type("as")
    desk.wait_for_load_state("networkidle")

    assert desk.locator("#filter-q").input_value() == "arsz?jk"
    assert Comment.objects.waiting().count() == 1


def test_no_key_decides_under_a_dialog(desk, live_server):
    queued(1)
    open_queue(desk, live_server)

    desk.keyboard.press("?")
    desk.get_by_role("dialog", name="Keys").wait_for()
    desk.keyboard.press("a")
    desk.keyboard.press("Escape")
    desk.wait_for_load_state("networkidle")

    expect(desk.locator("#desk-keys")).to_be_hidden()
    assert Comment.objects.waiting().count() == 1


def test_a_key_that_is_held_down_decides_once(desk, live_server):
    _first, second, _third = queued(3)
    open_queue(desk, live_server)

    for _ in range(5):  # a browser repeats the event
        desk.keyboard.down("a")
    desk.keyboard.up("a")
    shows(desk, second)
    desk.wait_for_load_state("networkidle")

    assert Comment.objects.waiting().count() == 2


def test_the_list_of_keys_opens_at_its_way_out(desk, live_server):
    queued(1)
    open_queue(desk, live_server)

    desk.keyboard.press("?")
    expect(desk.locator("#desk-keys").get_by_role("button", name="Close")).to_be_focused()
    desk.keyboard.press("Space")
    desk.keyboard.press("a")

    desk.get_by_text("Nothing waits.").wait_for()


def test_the_reason_for_the_log_goes_along_with_any_key(desk, live_server):
    queued(2)
    open_queue(desk, live_server)

    desk.get_by_text("Reason…", exact=True).click()
    desk.get_by_label("Reason for the log, whatever you press").fill("Third time.")
    desk.keyboard.press("Escape")
    for key in "r4":
        desk.keyboard.press(key)
    expect(desk.locator("#desk-said")).to_have_text("Nell 0: removed.")
    desk.keyboard.press("s")
    desk.get_by_text("Nothing waits.").wait_for()

    reasons = Decision.objects.order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["Third time.", ""]


def test_the_keys_can_be_turned_off_and_stay_off(desk, live_server):
    queued(1)
    open_queue(desk, live_server)
    desk.keyboard.press("?")
    desk.get_by_label("Use these keys in this browser").uncheck()
    desk.locator("#desk-keys").get_by_role("button", name="Close").click()

    desk.keyboard.press("a")
    desk.reload()
    desk.keyboard.press("a")
    desk.wait_for_load_state("networkidle")

    assert Comment.objects.waiting().count() == 1
    desk.get_by_role("link", name="Keys").click()
    desk.get_by_label("Use these keys in this browser").check()
    desk.locator("#desk-keys").get_by_role("button", name="Close").click()
    desk.keyboard.press("a")
    desk.get_by_text("Nothing waits.").wait_for()


# Looking around --------------------------------------------------------------------------------


def test_the_thread_opens_over_the_card_and_gives_the_focus_back(desk, live_server):
    parent = make.comment(body="Who lights the last one?")
    waiting.held(parent=parent, body="Nobody does.")
    open_queue(desk, live_server)

    desk.keyboard.press("t")
    dialog = desk.get_by_role("dialog", name="The whole thread")
    dialog.get_by_text("Who lights the last one?").wait_for()
    desk.keyboard.press("Escape")

    expect(dialog).to_be_hidden()


def test_the_author_is_a_key_away_and_the_way_back_leads_to_the_comment(desk, live_server):
    _first, second = queued(2)
    open_queue(desk, live_server)
    desk.keyboard.press("j")
    shows(desk, second)

    desk.keyboard.press("u")
    expect(desk.get_by_role("heading", name="Nell 1")).to_be_visible()
    desk.go_back()

    expect(desk.locator("#card")).to_have_attribute("data-pk", str(second.pk))


def test_what_stands_around_a_comment_comes_by_itself_to_whoever_stays(desk, live_server, milo):
    [comment] = queued(1)
    decisions.note(comment.person_key, milo, "Knows lamps.")
    open_queue(desk, live_server)

    expect(desk.get_by_text("Knows lamps.")).to_be_visible()


def test_on_a_telephone_the_words_come_before_what_readers_said_of_them(desk, live_server, milo):
    comment = waiting.reported(body="It was the weathercock.", reports=9)
    comment.reports.update(note="A long complaint. " * 20)
    desk.set_viewport_size({"width": 360, "height": 640})
    desk.goto(address(live_server, "queue", "reported"))

    expect(desk.get_by_text("9 reports", exact=True).first).to_be_in_viewport()
    expect(desk.locator(".card__text")).to_be_in_viewport(ratio=1)
    expect(desk.get_by_text("A long complaint.").first).to_be_hidden()
    desk.keyboard.press("n")
    expect(desk.get_by_text("A long complaint.")).to_have_count(9)
    expect(desk.get_by_text("A long complaint.").first).to_be_visible()


@pytest.mark.parametrize("name", ["queue", "decided"])
def test_on_a_telephone_the_search_says_to_its_end_what_it_finds(desk, live_server, name):
    desk.set_viewport_size({"width": 360, "height": 640})
    desk.goto(address(live_server, name, *(["waiting"] if name == "queue" else [])))

    room, needed = desk.evaluate(
        """() => {
            const field = document.querySelector("[type=search]")
            const style = getComputedStyle(field)
            const pen = document.createElement("canvas").getContext("2d")
            pen.font = style.font
            const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight)
            return [field.clientWidth - padding, pen.measureText(field.placeholder).width]
        }"""
    )
    assert 100 < needed <= room
    assert desk.evaluate("document.documentElement.scrollWidth") == 360


def test_a_spelling_is_allowed_and_taken_back_without_leaving_the_comment(desk, live_server, milo):
    for codename in ("add_phrase", "change_word"):
        milo.user_permissions.add(Permission.objects.get(codename=codename))
    queued(1)
    comment = waiting.held(rules={"suspect_word": WORD}, body="Such a fcuk.")
    open_queue(desk, live_server)
    desk.keyboard.press("j")
    shows(desk, comment)

    desk.get_by_role("button", name="Allow “fcuk”").click()
    desk.get_by_text("“fcuk” passes from now on.").wait_for()
    shows(desk, comment)
    desk.keyboard.press("z")
    desk.get_by_text("The change of the word lists is undone.").wait_for()

    shows(desk, comment)
    assert not Phrase.objects.filter(text="fcuk").exists()


# Two moderators, and what goes wrong -----------------------------------------------------------


def test_the_second_moderator_hears_it_in_place(desk, live_server):
    first, second = queued(2)
    mona = make.member("mona", is_staff=True, is_superuser=True)
    open_queue(desk, live_server)
    decisions.remove(first, mona)

    desk.keyboard.press("a")

    expect(desk.locator(".card__notice")).to_have_text(
        re.compile(r"^Already removed by Mona at [^.]+\.(m\.)?$")
    )
    shows(desk, first)
    expect(desk.locator(f"#row-{first.pk} .row__outcome")).to_have_text("removed by a moderator")
    desk.keyboard.press("j")
    shows(desk, second)


def test_a_button_the_server_refuses_says_so_and_can_be_pressed_again(desk, live_server):
    [comment] = queued(1)
    open_queue(desk, live_server)
    cookies = desk.context.cookies()
    desk.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)

    desk.keyboard.press("a")
    expect(desk.locator("#desk-said")).to_have_text(re.compile("did not answer"))
    desk.context.add_cookies(cookies)
    desk.keyboard.press("a")

    desk.get_by_text("Nothing waits.").wait_for()
    assert fresh(comment).is_published


def test_when_the_session_is_over_the_page_asks_to_sign_in(desk, live_server):
    [comment] = queued(1)
    open_queue(desk, live_server)
    desk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    desk.keyboard.press("a")

    desk.get_by_label("Username").wait_for()
    assert fresh(comment).is_held


# Without JavaScript ----------------------------------------------------------------------------


def test_everything_is_decided_without_javascript(page_without_js, live_server, milo):
    page = page_without_js
    sign_in(page, live_server, milo)
    first, second, third, fourth = queued(4)
    page.goto(address(live_server, "queue", "waiting"))

    page.locator(".bar").get_by_role("button", name="Approve").click()
    assert page.get_by_text("Nell 0: approved.").is_visible()
    page.get_by_text("Remove…").click()
    page.get_by_role("button", name="misleading").click()
    assert page.get_by_text("Nell 1: removed.").is_visible()
    page.locator(".list").get_by_role("link", name="Next").click()
    page.locator(".bar").get_by_role("button", name="Spam").click()
    assert [fresh(one).status for one in (first, second, third, fourth)] == [
        "published",
        "removed",
        "held",
        "removed",
    ]

    page.get_by_role("button", name="Undo: removed").click()
    page.goto(address(live_server, "all", "waiting"))
    page.get_by_label("Approve").check()
    page.get_by_role("button", name="Do it with 2 comments").click()
    assert page.get_by_text("2 comments approved.").is_visible()
    assert not Comment.objects.waiting().exists()


# Accessibility ---------------------------------------------------------------------------------


@pytest.fixture
def pages(transactional_db, milo) -> dict[str, str]:
    """Addresses of the desk with something of every kind on them."""
    place = make.discussion(title="The weathercock", section="Books", language="en")
    parent = make.comment(place, body="Who lights the last one?", by=make.guest("Otto"))
    rules = {
        "suspect_word": WORD,
        "links": {"links": 3, "hosts": ["a.example"]},
        "newcomer": {"published": 0, "needed": 3},
    }
    body = "Such a fcuk. See a.example, a.example and a.example."
    by = {"by": make.guest("Nell"), "network": "77"}
    nell = waiting.held(place, parent=parent, body=body, rules=rules, hand="aa", urgency=9, **by)
    make.comment(place, hand="bb", **by)
    waiting.held(place, by=make.guest("Ida"), network="77")
    reported = waiting.reported(place, reports=2)
    nell.revisions.create(number=1, body="Such a lamp.", replaced_at=nell.posted_at)
    decisions.note(nell.person_key, milo, "Knows lamps.")
    decisions.undo(decisions.approve(nell, milo), milo)
    decisions.warn(nell.person_key, milo, message="Please.")
    decisions.approve([waiting.held(place), waiting.held(place)], milo)
    return {
        "overview": reverse("admin:desk"),
        "queue": reverse("admin:desk_queue", args=["waiting"]),
        "filtered": reverse(
            "admin:desk_queue", args=["waiting"], query={"rule": "links", "q": "a"}
        ),
        "reported": reverse("admin:desk_queue", args=["reported"]),
        "comment": reverse("admin:desk_comment", args=[nell.pk]),
        "seen": reverse("admin:desk_comment", args=[reported.pk]),
        "thread": reverse("admin:desk_thread", args=[nell.pk]),
        "author": reverse("admin:desk_author", args=[nell.pk]),
        "decided": reverse("admin:desk_decided", query={"whose": "all"}),
        "all": reverse("admin:desk_all", args=["waiting"]),
        "recent": reverse(
            "admin:desk_remove_recent", args=[nell.pk], query={"hours": 24, "where": "here"}
        ),
        "keys": reverse("admin:desk_keys"),
        "index": reverse("admin:index"),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_at_the_desk(browser, live_server, milo, pages, scheme, width):
    # axe puts styles of its own into the page, which the policy would report.
    context = browser.new_context(
        bypass_csp=True,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    page, found = context.new_page(), {}
    sign_in(page, live_server, milo)
    for name, path in pages.items():
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        for opened in ("", "r", "?") if name == "queue" else ("",):
            if opened:
                page.keyboard.press(opened)
            result = Axe().run(page, options=RULES).response
            for rule in result["violations"]:
                nodes = [node["html"][:160] for node in rule["nodes"][:3]]
                found[f"{name} {opened}: {rule['id']}"] = nodes
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[f"{name}: wider than the window"] = [
                page.evaluate("document.documentElement.scrollWidth")
            ]
    context.close()

    assert found == {}


def test_no_page_of_the_desk_breaks_the_policy_or_logs_an_error(desk, live_server, pages):
    errors = []
    desk.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)

    for path in pages.values():
        answer = desk.goto(live_server.url + path)
        desk.wait_for_load_state("networkidle")
        assert answer.status == 200

    assert errors == []
