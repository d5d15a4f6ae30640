"""WordPress exports for tests, written as WordPress writes them; any field can be bent."""

from xml.sax.saxutils import escape

NAMESPACES = """\
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/\""""

AUTHORS = """
	<wp:author><wp:author_id>7</wp:author_id><wp:author_login><![CDATA[wren]]></wp:author_login>\
<wp:author_email><![CDATA[wren@example.org]]></wp:author_email>\
<wp:author_display_name><![CDATA[Wren Aldous]]></wp:author_display_name></wp:author>"""


class Raw(str):
    """Text that goes into the file as it is."""


def cdata(text: str) -> str:
    """As wxr_cdata() does it: an end mark inside is split."""
    if isinstance(text, Raw):
        return text
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def export(*items: str, head: str = AUTHORS, namespaces: str = NAMESPACES, start: str = "") -> str:
    start = start or '<?xml version="1.0" encoding="UTF-8" ?>'
    return f"""{start}
<!-- This is a WordPress eXtended RSS file; it holds no <item> yet. -->
<rss version="2.0"
{namespaces}
>
<channel>
	<title>The Night Office</title>
	<link>https://office.example.org</link>
	<wp:wxr_version>1.2</wp:wxr_version>
	<wp:base_site_url>https://office.example.org</wp:base_site_url>
	<wp:base_blog_url>https://office.example.org</wp:base_blog_url>
{head}
{"".join(items)}</channel>
</rss>
"""


def item(number: int, *comments: str, extra: str = "", **fields: str) -> str:
    """A published post, unless `fields` (without their prefixes) say otherwise."""
    get = fields.get
    date = get("post_date", "2011-05-06 21:30:00")
    gmt = get("post_date_gmt", "2011-05-06 19:30:00")
    link = get("link", f"https://office.example.org/2011/05/lamp-{number}/")
    return f"""	<item>
		<title>{cdata(get("title", f"Lamp {number}"))}</title>
		<link>{escape(link)}</link>
		<pubDate>{get("pubDate", "Fri, 06 May 2011 19:30:00 +0000")}</pubDate>
		<dc:creator>{cdata(get("creator", "wren"))}</dc:creator>
		<guid isPermaLink="false">https://office.example.org/?p={number}</guid>
		<description></description>
		<content:encoded>{cdata(get("content", "They lit the lamps at dusk."))}</content:encoded>
		<excerpt:encoded>{cdata(get("excerpt", ""))}</excerpt:encoded>
		<wp:post_id>{number}</wp:post_id>
		<wp:post_date>{cdata(date)}</wp:post_date>
		<wp:post_date_gmt>{cdata(gmt)}</wp:post_date_gmt>
		<wp:comment_status>{cdata(get("comment_status", "open"))}</wp:comment_status>
		<wp:post_name>{cdata(get("post_name", f"lamp-{number}"))}</wp:post_name>
		<wp:status>{cdata(get("status", "publish"))}</wp:status>
		<wp:post_parent>0</wp:post_parent>
		<wp:post_type>{cdata(get("post_type", "post"))}</wp:post_type>
		<wp:post_password>{cdata(get("post_password", ""))}</wp:post_password>
		{get("terms", '<category domain="category" nicename="town"><![CDATA[Town]]></category>')}
{extra}{"".join(comments)}	</item>
"""


def meta(**values: str) -> str:
    return "".join(
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>\n"
        for key, value in values.items()
    )


def comment(number: int | str, body: str = "Well said.", **fields: str) -> str:
    """A published comment by a guest, unless `fields` say otherwise."""
    get = fields.get
    return f"""		<wp:comment>
			<wp:comment_id>{number}</wp:comment_id>
			<wp:comment_author>{cdata(get("author", f"Reader {number}"))}</wp:comment_author>
			<wp:comment_author_email>{cdata(get("email", "r@a.org"))}</wp:comment_author_email>
			<wp:comment_author_url>https://example.org/me</wp:comment_author_url>
			<wp:comment_author_IP>{cdata("192.0.2.77")}</wp:comment_author_IP>
			<wp:comment_date>{cdata(get("date", "2011-05-07 10:00:00"))}</wp:comment_date>
			<wp:comment_date_gmt>{cdata(get("gmt", "2011-05-07 08:00:00"))}</wp:comment_date_gmt>
			<wp:comment_content>{cdata(body)}</wp:comment_content>
			<wp:comment_approved>{cdata(get("approved", "1"))}</wp:comment_approved>
			<wp:comment_type>{cdata(get("type", "comment"))}</wp:comment_type>
			<wp:comment_parent>{get("parent", 0)}</wp:comment_parent>
			<wp:comment_user_id>{get("user_id", 0)}</wp:comment_user_id>
		</wp:comment>
"""


def line_of(text: str, words: str, nth: int = 1) -> int:
    """The line of the file on which `words` stand for the nth time."""
    before = text.split(words, nth)[:nth]
    return words.join(before).count("\n") + 1


def attachment(number: int, path: str, alt: str = "", caption: str = "") -> str:
    url = f"https://office.example.org/wp-content/uploads/{path}"
    return item(
        number,
        title=path.rpartition("/")[2].partition(".")[0],
        status="inherit",
        post_type="attachment",
        excerpt=caption,
        content="",
        terms="",
        extra=f"<wp:attachment_url>{cdata(url)}</wp:attachment_url>\n"
        + meta(_wp_attachment_image_alt=alt),
    )
