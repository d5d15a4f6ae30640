"""Rules about what spam looked like before, here and elsewhere. They hold and never refuse."""

from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence
from forum.comments.spam import memory
from forum.comments.spam.akismet import Opinion


def filter_calls_it_spam(draft: Draft) -> Evidence | None:
    """The site's own filter, taught by what moderators decided."""
    threshold = draft.policy.spam_threshold
    if threshold > 100 or draft.spam_score is None or draft.spam_score < threshold:
        return None
    reasons = draft.spam.reasons if draft.spam else ()
    return {
        "percent": draft.spam_score,
        "reasons": [{"token": token, "weight": weight} for token, weight in reasons],
    }


def spam_is_remembered(draft: Draft) -> Evidence | None:
    """Its sites, its author's traces or its very words were in spam that was removed."""
    seen = memory.recall(**draft.marks, at=draft.at, known=draft.traces)
    return {"seen": [one._asdict() for one in seen]} if seen else None


def service_calls_it_spam(draft: Draft) -> Evidence | None:
    return {"opinion": "spam"} if draft.opinion == Opinion.SPAM else None


def service_is_silent(draft: Draft) -> Evidence | None:
    return {"opinion": "unavailable"} if draft.opinion == Opinion.UNAVAILABLE else None
