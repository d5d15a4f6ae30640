"""How long something takes, in words. Knows no app."""

from datetime import timedelta

from django.utils.translation import ngettext


def in_words(time: timedelta) -> str:
    """ "75 seconds", "4 minutes", "3 hours", "2 days". Rounded up: who waits so long has waited
    long enough."""
    seconds = -(-time // timedelta(seconds=1))
    if seconds < 90:
        return ngettext("%d second", "%d seconds", seconds) % seconds
    minutes = -(-seconds // 60)
    if minutes < 90:
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    hours = -(-minutes // 60)
    if hours < 48:
        return ngettext("%d hour", "%d hours", hours) % hours
    days = -(-hours // 24)
    return ngettext("%d day", "%d days", days) % days
