"""The one door for readers' writing."""

import pytest

from forum.comments import posting
from forum.comments.models import Comment
from tests import make


def test_the_same_words_sent_twice_are_one_comment(db, ann):
    place = make.discussion()

    first = posting.post(place.pk, ann, "Well said.")
    second = posting.post(place.pk, ann, "Well said.")

    assert first == second
    assert Comment.objects.count() == 1


def test_post_to_a_closed_discussion_writes_nothing(db, ann):
    closed = make.discussion(opening="closed")

    with pytest.raises(posting.Refused) as refused:
        posting.post(closed.pk, ann, "Well said.")

    assert refused.value.code == "closed"
    assert not Comment.objects.exists()
