"""The charts of the desk: which numbers, drawn how, under which sentence."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.moderation import charts, evidence
from forum.moderation.charts import Chart
from forum.moderation.figures import desk
from forum.web import durations

RULES_SHOWN = 12


@dataclass(frozen=True)
class Panel:
    """A chart with its heading, the one thing to take from it, and `name`, its id on the page."""

    name: str
    title: str
    said: str
    chart: Chart


def for_desk(at: datetime, sections: list[str]) -> list[Panel]:
    """The four panels for a moderator of `sections` (none: of all): 4 queries."""
    return [
        _hours(desk.hours(at, sections)),
        _waits(desk.waits(at, sections)),
        _precision(desk.precision(at, sections)[:RULES_SHOWN]),
        _work(desk.work(at, sections)),
    ]


def _hours(hours: list[desk.Hour]) -> Panel:
    posted, held = sum(hour.posted for hour in hours), sum(hour.held for hour in hours)
    titles = [date_format(localtime(hour.start), "TIME_FORMAT") for hour in hours]
    chart = charts.columns(
        [(hour.posted - hour.held, hour.held) for hour in hours],
        charts.every(4, titles),
        titles=titles,
        series=[_("at once"), _("held")],
    )
    said = ngettext(
        "%(posted)d comment, %(held)d held.", "%(posted)d comments, %(held)d held.", posted
    )
    return Panel("hours", _("Comments in 24 hours"), said % {"posted": posted, "held": held}, chart)


def _waits(waits: desk.Waits) -> Panel:
    labels = [*(_("up to %s") % durations.in_words(limit) for limit in desk.LIMITS), _("longer")]
    chart = charts.columns(
        [(count,) for count in waits.counts], labels, titles=labels, series=[_("comments")]
    )
    said = _("Nothing was decided yet.")
    if waits.median is not None:
        said = _("Half of them waited less than %s.") % durations.in_words(waits.median)
    return Panel("waits", _("From held to decided, in four weeks"), said, chart)


def _precision(rules: list[desk.Precision]) -> Panel:
    chart = charts.bars(
        [(rule.removed, rule.approved, rule.waiting) for rule in rules],
        [evidence.label(rule.rule) for rule in rules],
        notes=[_share(rule) for rule in rules],
        series=[_("removed"), _("approved"), _("waiting")],
    )
    said = _("A rule whose holds are mostly approved costs your time: loosen it, or let it watch.")
    return Panel("precision", _("What each rule held, in four weeks"), said, chart)


def _work(work: list[desk.Work]) -> Panel:
    chart = charts.bars(
        [(one.removed, one.approved, one.other) for one in work],
        [one.name for one in work],
        notes=[str(one.approved + one.removed + one.other) for one in work],
        series=[_("removed"), _("approved"), _("other")],
    )
    return Panel("work", _("Decisions by moderator, in four weeks"), "", chart)


def _share(rule: desk.Precision) -> str:
    """How many it held, and how many of those decided about were false alarms."""
    if rule.approved_percent is None:
        return _("%d held, none decided yet") % rule.held
    told = {"held": rule.held, "percent": rule.approved_percent}
    return _("%(held)d held, %(percent)d %% approved") % told
