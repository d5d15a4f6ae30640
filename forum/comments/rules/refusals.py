"""The rules that turn a comment away, in the order they are asked."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from forum.comments.rules import bodies, people, places, rates, repeats, words
from forum.comments.rules.verdicts import Refusal

NOTHING_TO_POST = _("Write a comment first: there is nothing to post.")

REFUSALS = (
    Refusal(
        "closed",
        places.discussion_is_closed,
        _("This discussion is closed."),
        label=_("closed discussion"),
        is_fixed=True,
        spares_staff=False,
    ),
    Refusal(
        "too_old",
        places.discussion_is_too_old,
        ngettext_lazy(
            "This discussion is closed: comments are taken for %(close_after_days)s day.",
            "This discussion is closed: comments are taken for %(close_after_days)s days.",
            "close_after_days",
        ),
        label=_("discussion closed by age"),
        numbers=("close_after_days",),
        is_fixed=True,
        spares_staff=False,
        replays=True,
    ),
    Refusal(
        "suspended_for_good",
        people.author_is_suspended_for_good,
        _("A moderator has ended your commenting here for good. You can still read everything."),
        label=_("person suspended for good"),
        is_fixed=True,
    ),
    Refusal(
        "suspended",
        people.author_is_suspended,
        _("A moderator has suspended you until %(until)s; you can still read everything."),
        label=_("suspended person"),
        is_fixed=True,
    ),
    Refusal(
        "parent_gone",
        places.parent_is_gone,
        _("The comment you answer is no longer there. You can post this as a new comment."),
        label=_("reply to what is gone"),
        is_fixed=True,
        spares_staff=False,
    ),
    Refusal(
        "locked",
        places.thread_is_locked,
        _("A moderator has locked this thread: nothing is added to it. You can start a new one."),
        label=_("locked thread"),
        is_fixed=True,
    ),
    Refusal(
        "name_reserved",
        people.name_is_reserved,
        _("The name “%(name)s” is kept for those who run this site. Please write under another."),
        label=_("reserved name"),
        field="name",
        numbers=("reserved_names",),
        replays=True,
    ),
    Refusal(
        "name_taken",
        people.name_is_a_members,
        _("The name “%(name)s” belongs to a member of this site. Please write under another."),
        label=_("a member’s name"),
        field="name",
    ),
    Refusal(
        "too_long",
        bodies.body_is_too_long,
        _("That is %(length)s characters long; %(max_length)s are allowed."),
        label=_("too long"),
        numbers=("max_length",),
        is_fixed=True,
        spares_staff=False,
        replays=True,
    ),
    # After the length: whether a text shows anything is only known once it is rendered.
    Refusal(
        "empty",
        bodies.body_is_empty,
        NOTHING_TO_POST,
        label=_("empty"),
        is_fixed=True,
        spares_staff=False,
        replays=True,
    ),
    Refusal(
        "only_signs",
        bodies.body_is_only_signs,
        _("Emoji alone say too little here: please add some words."),
        label=_("only emoji or signs"),
        replays=True,
    ),
    Refusal(
        "only_quoted",
        bodies.body_is_only_quoted,
        _("That is a quotation and nothing else: please add words of your own."),
        label=_("only a quotation"),
        replays=True,
    ),
    Refusal(
        "banned_word",
        words.banned_word_is_said,
        _("“%(word)s” is not said here. Please find another word."),
        label=_("banned word"),
        replays=True,
    ),
    Refusal(
        "duplicate",
        repeats.author_said_so_before,
        _("You have already said that here."),
        label=_("own duplicate"),
        replays=True,
    ),
    Refusal(
        "too_fast",
        rates.author_commented_just_now,
        _("One at a time: please wait %(wait)s and send it again."),
        label=_("too soon after the last of this person or network"),
        numbers=("pause_seconds",),
        replays=True,
    ),
    Refusal(
        "too_many",
        rates.author_posted_too_much,
        _("You have posted a lot in a short time. Please wait %(wait)s and send it again."),
        label=_("too many by one person"),
        numbers=("person_limit",),
        replays=True,
    ),
    Refusal(
        "network_too_many",
        rates.network_posted_too_much,
        _("Many comments came from your network. Please wait %(wait)s and send it again."),
        label=_("too many from one network"),
        numbers=("network_limit",),
        replays=True,
    ),
)
