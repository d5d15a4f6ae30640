"""What does read a whole table or a large part of one, and why that may stay: the list that
docs/how-far.md tells of. Whatever else does is a fault."""

import re

EXCEPTED = {
    "once an edition of the site, from an index: how many articles there are": (
        r".*",
        r'SELECT COUNT\(\*\) AS "__count" FROM "articles_article"|'
        r'SELECT \(+"articles_article"\."id" - 1\)',
    ),
    "once an hour, for all readers: the counts of a year": (
        r"how we moderate",
        r'SELECT (DATE_TRUNC|django_datetime_trunc)\(\'month\'|SELECT "moderation_decision"',
    ),
    "for who may change the policy: what the filter scored of all that was decided, from an "
    "index; the words it knows, which it forgets after half a year": (
        r"the spam filter",
        r'SELECT "comments_comment"\."spam_score"|SELECT "comments_trace"\.".*LIMIT 1000$',
    ),
    "a comment knows its section by its discussion: who moderates one section gets a list by "
    "going through the newest comments of all until it is full": (
        r"list of comments of a section",
        r'SELECT COUNT\(\*\) FROM \(|SELECT "comments_comment"',
    ),
    "filters of the list of discussions go through the discussions": (
        r"list of closed discussions",
        r'SELECT COUNT\(\*\) FROM \(|SELECT "comments_discussion"',
    ),
    "for editors: the list of articles sorts them, and counts their years": (
        r"list of articles",
        r'SELECT .*"articles_article"',
    ),
}


def why(read: str, query: str) -> str:
    """The reason for which this query of a read may do so, or ""."""
    fits = (
        reason
        for reason, (reads, queries) in EXCEPTED.items()
        if re.fullmatch(reads, read) and re.match(queries, query, re.DOTALL)
    )
    return next(fits, "")
