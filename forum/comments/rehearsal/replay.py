"""The comments of the past before other rules. Reads and never writes.

Asks only the rules that would answer differently, and of those only the ones whose answer hangs on
what is kept of comments: not on how a form was sent, or on what others knew at that moment.
"""

from collections.abc import Iterable, Iterator

from forum.accounts.models import Member
from forum.comments import wordlists
from forum.comments.models import Comment, Discussion, Policy
from forum.comments.rehearsal.effects import Effect, Fate, Rehearsal, Sample
from forum.comments.rehearsal.memory import Remembered, remember
from forum.comments.rules import BY_CODE, RULES, Commenter, Draft, Found, Rule
from forum.comments.words import Match, Matcher

SPAN = 10_000  # comments looked at, the newest
OF_THE_PAST = {  # rules about what was said before
    *("duplicate", "too_fast", "too_many", "network_too_many"),
    *("newcomer", "offender", "twins", "flood"),
}
WORD_RULES = tuple(BY_CODE[code] for code in ("banned_word", "suspect_word", "watched_word"))

COLUMNS = [
    *("pk", "status", "is_reviewed", "posted_at", "name", "email", "hand", "network", "body"),
    *("html", "spam_score", "author", "author__is_staff"),
    *("discussion", "discussion__opened_at", "discussion__opening"),
]


def rehearse(
    policy: Policy, *, words: Matcher | None = None, only_more: bool = False, span: int = SPAN
) -> Rehearsal:
    """What would have become of the last `span` comments under `policy`, and with other `words`,
    compared to the policy and the word lists in force.

    `only_more`: the words are those in force and some more, so that nothing is let go. That takes
    half the time. Two queries; for words two more, and one for each spelling that is found; for
    rules about what was said before two more.
    """
    before = Policy.objects.current()
    changed = changed_rules(before, policy, words_differ=words is not None)
    effects = tuple(Effect(rule) for rule in changed if rule.replays)
    search = Search(before, words, only_more=only_more) if _any_of_words(effects) else None
    past = remember(span) if any(effect.rule.code in OF_THE_PAST for effect in effects) else {}
    looked_at = 0
    for row in _past(span) if effects else ():
        looked_at += 1
        was, would_be = (_draft(row, under, past.get(row.pk)) for under in (before, policy))
        if search:
            search.look(was, would_be)
        for effect in effects:
            _compare(effect, row, was, would_be)
    unknown = tuple(rule for rule in changed if not rule.replays)
    return Rehearsal(looked_at, effects, unknown)


class Search:
    """Finds listed words, by the lists in force and by others, in the same text."""

    def __init__(self, policy: Policy, words: Matcher | None, *, only_more: bool):
        self._in_force = wordlists.finder(wordlists.matcher(policy.words_version))
        self._proposed = wordlists.finder(words) if words else self._in_force
        self._only_more = only_more

    def look(self, was: Draft, would_be: Draft) -> None:
        """Tell both drafts which words are in them."""
        body, name = self._both(was.body), self._both(was.author.name)
        own = self._both(was.own_words) if was.has_quotation else body
        for draft, which in ((was, 0), (would_be, 1)):
            draft.knowing(matches=body[which], own_matches=own[which], name_matches=name[which])

    def _both(self, text: str) -> tuple[list[Match], list[Match]]:
        will = self._proposed(text)
        if self._proposed is self._in_force or (self._only_more and not will):
            return will, will
        return self._in_force(text), will


def changed_rules(before: Policy, after: Policy, *, words_differ: bool = False) -> list[Rule]:
    """The rules that might treat a comment differently: switched on or off, or with a number of
    theirs changed. Those that only watch, before and after, change nothing for anybody."""
    return [rule for rule in RULES if _is_changed(rule, before, after, words_differ)]


def _is_changed(rule: Rule, before: Policy, after: Policy, words_differ: bool) -> bool:
    if not (acted := _acts(rule, before)) and not _acts(rule, after):
        return False
    others = any(getattr(before, name) != getattr(after, name) for name in rule.numbers)
    return others or acted != _acts(rule, after) or (words_differ and rule in WORD_RULES)


def _acts(rule: Rule, policy: Policy) -> bool:
    """Whether the rule does all it can."""
    return rule.mode(policy) == rule.modes[0]


def _any_of_words(effects: Iterable[Effect]) -> bool:
    return any(effect.rule in WORD_RULES for effect in effects)


def _past(span: int) -> Iterator:
    """The newest comments as rows of COLUMNS, never all of them in memory."""
    newest = Comment.objects.order_by("-pk").values_list(*COLUMNS, named=True)
    return newest[:span].iterator(chunk_size=500)


def _draft(row, policy: Policy, past: Remembered | None) -> Draft:
    """The comment as if it were written under `policy`, after the same past."""
    member = Member(pk=row.author, is_staff=row.author__is_staff) if row.author else None
    author = Commenter(row.name, row.email, member, row.network, row.hand)
    place = Discussion(
        pk=row.discussion, opened_at=row.discussion__opened_at, opening=row.discussion__opening
    )
    uses = past.uses(author, place, policy, row.posted_at) if past else ()
    draft = Draft(author, place, row.body, policy, row.posted_at, uses=uses)
    return draft.knowing(html=row.html, spam=None, spam_score=row.spam_score, past=past)


def _compare(effect: Effect, row, was: Draft, would_be: Draft) -> None:
    before, after = _finds(effect.rule, was), _finds(effect.rule, would_be)
    if not before and not after:
        return
    fate, sample = _fate(row), Sample(row.pk, row.name, row.body, after or before)
    if after:
        effect.all.add(fate, sample)
    if after and not before:
        effect.anew.add(fate, sample)
    if before and not after:
        effect.no_longer.add(fate, sample)


def _finds(rule: Rule, draft: Draft) -> Found | None:
    return rule.find(draft) if _acts(rule, draft.policy) else None


def _fate(row) -> Fate:
    if row.status == Comment.Status.HELD:
        return Fate.WAITING
    if row.status == Comment.Status.REMOVED:
        return Fate.REMOVED
    return Fate.APPROVED if row.is_reviewed else Fate.UNSEEN
