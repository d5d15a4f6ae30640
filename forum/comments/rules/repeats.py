"""Rules about what was said before, by the same person or by others."""

from forum.comments.rules.drafts import Draft
from forum.comments.rules.verdicts import Evidence

SHORT = 20  # characters; below, people say the same by themselves: "Well said."


def author_said_so_before(draft: Draft) -> Evidence | None:
    """The same person, the same words, in this discussion.

    A retry never comes here: it gets the answer of the first time (`posting`).
    """
    twin = draft.past.own_twin
    return {"twin": twin} if twin else None


def others_said_so(draft: Draft) -> Evidence | None:
    """The same words from more other people than the policy lets pass, anywhere on the site.

    People, not comments: who says it again and again is one.
    """
    if len(draft.body) < SHORT:
        return None
    people, first = draft.past.twins
    return {"twin": first, "people": people} if people > draft.policy.twin_limit else None
