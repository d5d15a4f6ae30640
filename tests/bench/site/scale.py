"""How large the measured site is, and how long each thing is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Numbers of rows, and seconds of load a round. Each thing is measured `rounds` times."""

    threads: int  # of the long discussion
    comments: int  # in them
    replies: int  # of the long thread
    posted_into: int  # comments that are there where posting is measured
    imported: int
    imported_before: int
    read_for: int
    post_for: int
    requests: int  # a worker's, after which its memory is read, and read again
    polls_for: int
    rounds: int = 3


FULL = Scale(
    threads=100_000,
    comments=450_000,
    replies=10_000,
    posted_into=100_000,
    imported=100_000,
    imported_before=10_000,
    read_for=2,
    post_for=3,
    requests=10_000,
    polls_for=15,
)
QUICK = Scale(
    threads=10_000,
    comments=45_000,
    replies=10_000,
    posted_into=10_000,
    imported=10_000,
    imported_before=2_000,
    read_for=1,
    post_for=1,
    requests=2_000,
    polls_for=5,
)
