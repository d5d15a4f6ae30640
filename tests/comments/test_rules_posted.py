"""Every rule of the table at work in `posting`: once when a comment is posted, once when its author
changes it. A rule without a scene here fails. Its boundaries: test_rules_*."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from django.utils import timezone

from forum.accounts.models import Standing
from forum.comments import posting, reporting, rules, spam, wordlists
from forum.comments.models import Comment, Discussion, Policy, Report
from forum.comments.posting import Sending
from forum.comments.reporters import Reporter
from forum.comments.rules import BY_CODE, Commenter, Hold, Refusal, Traps
from tests import make

NETWORK = "a" * 64
SLOGAN = "Everybody says exactly these words."
DAY, MINUTES = timedelta(days=1), timedelta(minutes=5)

ON_EDIT_ALONE, ON_POST_ALONE = {"reported"}, {"parent_gone"}


@dataclass
class Scene:
    """What is about to be written: nothing in it breaks a rule until a scene sees to it."""

    place: Discussion
    author: Commenter = field(default_factory=lambda: Commenter("Ann", "ann@example.org"))
    body: str = "A new thought."
    parent: Comment | None = None
    sending: Sending = field(default_factory=Sending)
    edited: Comment | None = None

    def policy(self, **numbers):
        Policy.objects.update_or_create(pk=1, defaults=numbers)

    def post(self) -> Comment:
        parent_id = self.parent.pk if self.parent else None
        return posting.post(
            self.place.pk, self.author, self.body, parent_id=parent_id, sending=self.sending
        )

    def edit(self) -> Comment:
        return posting.edit(self.edited, self.author, self.body, sending=self.sending)


SCENES: dict[str, Callable[[Scene], None]] = {}


def scene(stage: Callable[[Scene], None]) -> Callable[[Scene], None]:
    SCENES[stage.__name__] = stage
    return stage


@scene
def closed(scene):
    Discussion.objects.update(opening="closed")


@scene
def too_old(scene):
    scene.policy(close_after_days=7)
    Discussion.objects.update(opened_at=timezone.now() - 8 * DAY)


@scene
def suspended_for_good(scene):
    Standing.objects.create(key="email:ann@example.org", suspended_for_good=True)


@scene
def suspended(scene):
    Standing.objects.create(key="email:ann@example.org", suspended_until=timezone.now() + DAY)


@scene
def parent_gone(scene):
    scene.parent = make.comment(scene.place, status="removed")


@scene
def locked(scene):
    root = make.comment(scene.place)
    Comment.objects.filter(pk=root.pk).update(is_locked=True)
    scene.parent = make.comment(parent=root)


@scene
def name_reserved(scene):
    scene.author = Commenter("Adm1n", "ann@example.org")


@scene
def name_taken(scene):
    make.member("mona")
    scene.author = Commenter("MONA", "ann@example.org")


@scene
def too_long(scene):
    scene.body = "x" * 10_001


@scene
def empty(scene):
    scene.body = "> "


@scene
def only_signs(scene):
    scene.body = "👍 !!"


@scene
def only_quoted(scene):
    scene.body = "> Well said."


@scene
def banned_word(scene):
    _list("banned")


@scene
def suspect_word(scene):
    _list("suspect")


@scene
def watched_word(scene):
    _list("watch")


@scene
def duplicate(scene):
    make.comment(
        scene.place, by=scene.author, body="a NEW thought.", posted_at=timezone.now() - DAY
    )


@scene
def too_fast(scene):
    make.comment(by=scene.author)


@scene
def too_many(scene):
    scene.policy(person_limit=1, pause_seconds=0)
    posting.post(make.discussion().pk, scene.author, "Once.")


@scene
def network_too_many(scene):
    scene.policy(network_limit=1, pause_seconds=0)
    scene.author = replace(scene.author, network=NETWORK)
    posting.post(make.discussion().pk, make.guest("Bob", network=NETWORK), "Once.")


@scene
def flood(scene):
    scene.policy(discussion_limit=1)
    posting.post(scene.place.pk, make.guest("Bob"), "Once.")


@scene
def premoderated(scene):
    Discussion.objects.update(premoderated=True)


@scene
def always_held(scene):
    Standing.objects.create(key="email:ann@example.org", always_held=True)


@scene
def newcomer(scene):
    scene.policy(newcomer_comments=1)


@scene
def offender(scene):
    for _ in range(5):
        make.comment(by=scene.author, status="removed", posted_at=timezone.now() - DAY)


@scene
def reported(scene):
    for number in range(3):
        reader = Reporter(hand=f"hand {number}", network=f"network {number}")
        reporting.report(scene.edited.pk, reader, Report.Reason.SPAM)


@scene
def links(scene):
    scene.body = "https://a.example https://b.example https://c.example"


@scene
def shouting(scene):
    scene.body = "WHY DOES NOBODY EVER LISTEN TO ME"


@scene
def twins(scene):
    scene.body = SLOGAN
    for _ in range(3):
        make.comment(body=SLOGAN)


@scene
def spam_learned(scene):
    for verdict, words in ((True, "cheap watches"), (False, "a thoughtful remark")):
        said = [make.comment(body=f"{words}, {number}") for number in range(20)]
        spam.learn_all(said, verdict)
    spam.ledger.fold()
    scene.body = "Cheap watches, cheap!"


@scene
def remembered(scene):
    spam.learn(make.comment(body="https://pills.example", status="removed"), True)
    spam.ledger.fold()
    scene.body = "Look at https://pills.example and be well."


@scene
def akismet(scene):
    scene.sending = Sending(opinion=lambda: "spam")


@scene
def akismet_unavailable(scene):
    scene.sending = Sending(opinion=lambda: "unavailable")


@scene
def trap(scene):
    scene.sending = Sending(traps=Traps(hidden_field="Buy now"))


@scene
def no_stamp(scene):
    scene.sending = Sending(traps=Traps(wrong_stamp="missing"))


@scene
def quick_form(scene):
    scene.sending = Sending(traps=Traps(form_age=timedelta(seconds=1)))


@scene
def old_form(scene):
    scene.sending = Sending(traps=Traps(form_age=2 * DAY))


SCENES["spam"] = SCENES.pop("spam_learned")  # the module has the name


def _list(kind: str) -> None:
    wordlists.add(["thought"], kind)


@pytest.fixture
def staged(db) -> Callable[[str], Scene]:
    """The scene in which the rule with this code finds something; "" for none."""

    def stage(code: str) -> Scene:
        made = Scene(make.discussion())
        by, ago = {"by": made.author}, {"posted_at": timezone.now() - MINUTES}
        made.edited = make.comment(made.place, body="The first words.", **by, **ago)
        if code:
            SCENES[code](made)
        if made.parent:
            made.edited = make.comment(parent=made.parent, **by, **ago)
        return made

    return stage


@pytest.fixture(params=["post", "edit"])
def write(request) -> str:
    return request.param


def is_asked(code: str, write: str) -> bool:
    return code not in (ON_EDIT_ALONE if write == "post" else ON_POST_ALONE)


def test_every_rule_has_its_scene():
    assert set(SCENES) == set(BY_CODE)


def test_where_no_rule_finds_anything_a_comment_is_published(staged, write):
    written = getattr(staged(""), write)()

    assert (written.status, written.body) == ("published", "A new thought.")
    assert not written.findings.exists()


@pytest.mark.parametrize("code", [rule.code for rule in rules.RULES if isinstance(rule, Refusal)])
def test_a_refusal_writes_nothing(staged, write, code):
    stage = staged(code)
    before = list(Comment.objects.values())
    if not is_asked(code, write):
        assert getattr(stage, write)().is_published
        return

    with pytest.raises(posting.Refused) as refused:
        getattr(stage, write)()

    assert refused.value.code == code
    assert "%" not in refused.value.message
    assert refused.value.message.endswith(".")
    assert list(Comment.objects.values()) == before


@pytest.mark.parametrize("code", [rule.code for rule in rules.RULES if isinstance(rule, Hold)])
def test_a_hold_takes_the_comment_out_of_sight_and_keeps_why(staged, write, code):
    written = getattr(staged(code), write)()

    if not is_asked(code, write):
        assert written.is_published
        return
    [found] = written.findings.filter(revision=written.revision)
    assert (written.status, found.rule, found.is_watched) == ("held", code, False)
    assert found.evidence
    assert json.loads(json.dumps(found.evidence)) == found.evidence
    assert (found.revision, written.revision) == ((1, 1) if write == "post" else (2, 2))
    assert written.urgency >= BY_CODE[code].urgency


@pytest.mark.parametrize("code", [rule.code for rule in rules.RULES if not rule.is_fixed])
def test_a_rule_that_only_watches_publishes_and_keeps_what_it_saw(staged, write, code):
    stage = staged(code)
    stage.policy(rule_modes={code: "watch"})

    written = getattr(stage, write)()

    assert written.is_published
    assert [(found.rule, found.is_watched) for found in written.findings.all()] == (
        [(code, True)] if is_asked(code, write) else []
    )
    assert all(found.evidence for found in written.findings.all())


@pytest.mark.parametrize("code", [rule.code for rule in rules.RULES if not rule.is_fixed])
def test_a_rule_that_is_off_finds_nothing(staged, write, code):
    stage = staged(code)
    stage.policy(rule_modes={code: "off"})

    written = getattr(stage, write)()

    assert written.is_published
    assert not written.findings.exists()


@pytest.mark.parametrize("code", [rule.code for rule in rules.RULES if rule.is_told])
def test_where_other_words_would_do_the_author_is_asked_first(staged, write, code):
    stage = staged(code)
    stage.sending = replace(stage.sending, anyway=False)

    with pytest.raises(posting.Asked) as asked:
        getattr(stage, write)()

    [message] = asked.value.messages
    assert message.endswith("a moderator reads it first.")
    assert "%" not in message


def test_a_retry_gets_the_answer_of_the_first_time(staged):
    stage = staged("")

    first, again = stage.post(), stage.post()

    assert again == first
