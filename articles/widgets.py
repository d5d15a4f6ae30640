"""The field for an article's or a page's body: rich text with JavaScript, HTML without.

Why this editor. django-prose-editor ships what is hard to build and keep: Tiptap on ProseMirror as
one readable ES module, released every few weeks, with no Node on our side. Its own widget is not
used: it writes an inline import map and lets Tiptap add a <style> element, both of which our
content security policy refuses, and its toolbar is a font of ligatures whose buttons a screen
reader spells out. So only its bundle is loaded, by `static/js/prose.js`, with `injectCSS` off;
toolbar, dialog and styles are our own files, their words translated here. Nothing on the page
needs an exception from the policy.

The bundle's hashed address is handed to our script by the template. The script imports its own
neighbours by their plain names: whitenoise serves these beside the hashed ones.

The editor knows fewer elements than `prose.sanitise` lets through. Whatever it would lose (a table
from another system) it leaves alone: such a text is edited as HTML, in the textarea that everybody
gets who has no JavaScript. The textarea stays the field that is sent.
"""

import re
from html import unescape

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.html import linebreaks, strip_tags

from articles import prose

_TAG = re.compile(r"</?[a-zA-Z]")
_PICTURE = re.compile(r"<img\s")


class ProseEditor(AdminTextareaWidget):
    """A textarea of HTML that `static/js/prose.js` puts a rich text editor in front of."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 24, "class": "prose-source"} | (attrs or {}))

    @property
    def media(self):
        return forms.Media(
            css={"all": ["css/prose-editor.css"]}, js=[Script("js/prose.js", type="module")]
        )

    def render(self, name, value, attrs=None, renderer=None):
        textarea = super().render(name, value, attrs, renderer)
        return render_to_string("admin/widgets/prose.html", {"textarea": textarea})

    def use_required_attribute(self, initial):
        return False  # a hidden field cannot be asked for by the browser; the form asks


class ProseField(forms.CharField):
    """HTML as it is kept: sanitised. Plain text becomes paragraphs, a text of nothing is empty."""

    widget = ProseEditor

    def to_python(self, value):
        text = super().to_python(value)
        if not _TAG.search(text):
            text = linebreaks(text, autoescape=True) if text.strip() else ""
        html = prose.sanitise(text)
        return html if unescape(strip_tags(html)).strip() or _PICTURE.search(html) else ""
