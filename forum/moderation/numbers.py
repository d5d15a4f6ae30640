"""Numbers as a browser sends them: anything may stand there."""

HIGHEST = 2**63 - 1  # of a primary key


def read_number(text: str) -> int | None:
    """The whole number that `text` says in plain digits, as high as a key can be; None for all
    else."""
    digits = text.isascii() and text.isdecimal() and len(text) < 20
    return int(text) if digits and int(text) <= HIGHEST else None
