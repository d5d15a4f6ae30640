"""Pieces of templates that say the same on every page: words, fixed addresses, empty fields."""

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.tag
def constant(parser: Parser, token: Token) -> "Constant":
    """`{% constant %} … {% endconstant %}`: what depends on the language alone is rendered once a
    process, as the template is compiled once. Nothing of a request, a reader or a row belongs in.
    """
    nodelist = parser.parse(("endconstant",))
    parser.delete_first_token()
    return Constant(nodelist)


class Constant(Node):
    def __init__(self, nodelist: NodeList):
        self.nodelist = nodelist
        self._rendered: dict[tuple, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = get_language(), get_script_prefix()
        if key not in self._rendered:
            self._rendered[key] = self.nodelist.render(context)
        return self._rendered[key]
