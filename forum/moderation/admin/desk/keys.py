"""The keys of the desk, as the help lists them. What each does stands at its button (data-key)."""

from django.utils.translation import gettext_lazy as _

KEYS = [
    ("j k", _("next comment, previous comment")),
    ("a", _("approve")),
    ("r", _("remove: then 1 to 9 for the reason")),
    ("s", _("remove as spam")),
    ("b", _("restore what was removed")),
    ("z", _("undo your last decision; again for the one before")),
    ("x", _("mark the comment in the list")),
    ("p", _("editors’ pick, or no longer")),
    ("l", _("lock the thread below it, or unlock")),
    ("c", _("claim it for ten minutes or give it back, where the policy has claiming on")),
    ("n", _("what readers wrote who reported it")),
    ("t", _("its whole thread")),
    ("u", _("its author")),
    ("/", _("search")),
    ("?", _("these keys")),
]
