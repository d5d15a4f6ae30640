"""What the list of decisions can be narrowed to by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.moderation import queue
from forum.moderation.admin.desk.forms import EVERY, sections_within
from forum.moderation.models import Verb
from forum.moderation.queue import decided


class DecidedForm(forms.Form):
    """The fields of `queue.Decided`; whose decisions they are goes along unseen."""

    q = forms.CharField(label=_("Search"), widget=forms.TextInput(attrs={"type": "search"}))
    verb = forms.ChoiceField(label=_("decision"))
    section = forms.ChoiceField(label=_("section"))
    article = forms.CharField(label=_("article: a part of its title"))
    by = forms.CharField(label=_("author: a part of the name or e-mail"))
    age = forms.ChoiceField(label=_("age"), choices=EVERY + list(queue.AGES.items()))
    order = forms.ChoiceField(label=_("order"), choices=list(decided.ORDERS.items()))
    whose = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, asked: queue.Decided, sections: set[str] | None):
        super().__init__(initial=asked.asked, auto_id="filter-%s", use_required_attribute=False)
        self.fields["section"].choices = EVERY + sections_within(sections)
        verbs = [(verb.value, verb.label) for verb in Verb if verb != Verb.UNDO]
        self.fields["verb"].choices = EVERY + verbs
