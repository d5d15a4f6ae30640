"""Which sites a comment links to, by the names browsers would ask for."""

import pytest

from forum.comments import text
from forum.comments.hosts import LONGEST, hosts_of, links_of, parents_of


def hosts(typed: str) -> list[str]:
    return hosts_of(text.render(typed))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("no link at all, not even example.org", []),
        ("https://example.org/a?b=1&c=2#d", ["example.org"]),
        ("HTTPS://WWW.Example.ORG/", ["example.org"]),
        ("https://example.org:8443/", ["example.org"]),
        ("https://me:secret@example.org/", ["example.org"]),
        ("[a dot at the end](https://example.org./x)", ["example.org"]),
        ("https://www.com/", ["www.com"]),
        ("https://wwwhat.example/", ["wwwhat.example"]),
        ("https://bücher.example/", ["xn--bcher-kva.example"]),
        ("https://xn--bcher-kva.example/", ["xn--bcher-kva.example"]),
        ("https://127.0.0.1/", ["127.0.0.1"]),
        ("[post](mailto:ann@example.org)", []),
        ("`https://example.org` is code", ["example.org"]),
        ("www.Example.org, and example.net/x", ["example.net", "example.org"]),
        ("write to ann@example.org/x, not www.", []),
        ("[www.example.org](https://example.net)", ["example.net"]),
        ("ex*am*ple.org/x", ["example.org"]),
    ],
)
def test_a_link_has_the_host_a_browser_asks(typed, found):
    assert hosts(typed) == found


def test_each_host_comes_once_and_in_order():
    typed = "https://b.example/1 https://a.example https://b.example/2 https://www.a.example/3"

    assert hosts(typed) == ["a.example", "b.example"]


@pytest.mark.parametrize(
    "address",
    [
        "http://[::1/",
        "http://[not-an-address]/",
        "http://℀.example/",
        "http:///path",
        "http://",
        f"http://{'a' * (LONGEST + 1)}/",
        "javascript:alert(1)",
        "//example.org/",
        "/local",
        "",
    ],
)
def test_an_address_that_names_no_host_has_none_and_does_no_harm(address):
    assert hosts_of(f'<p><a href="{address}" rel="nofollow">x</a></p>') == []


@pytest.mark.parametrize(
    ("address", "host"),
    [
        (r"http:\\example.org\x", "example.org"),
        ("http://ex%61mple.org/", "example.org"),
        ("http://a..b.example/", "a..b.example"),
        (f"http://{'a.' * 126}b/", "a." * 126 + "b"),
        ("http://a&amp;b.example/", "a&b.example"),
    ],
)
def test_what_browsers_put_right_is_put_right_here(address, host):
    assert hosts_of(f'<a href="{address}">x</a>') == [host]


def test_an_address_that_is_only_told_is_none_to_click_but_counts():
    assert links_of('<p>&lt;a href="https://example.org/"&gt;</p>') == ["https://example.org/"]
    assert links_of('<a href="https://example.org/">example.net/x</a>') == ["https://example.org/"]


@pytest.mark.parametrize(
    ("host", "wider"),
    [
        ("a.b.example.org", ["a.b.example.org", "b.example.org", "example.org"]),
        ("example.org", ["example.org"]),
        ("localhost", ["localhost"]),
        ("127.0.0.1", ["127.0.0.1"]),
        ("2001:db8::1", ["2001:db8::1"]),
    ],
)
def test_a_host_is_part_of_its_domains(host, wider):
    assert parents_of(host) == wider
