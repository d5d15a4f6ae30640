"""The keys that a person goes by (`Standing`). Knows no row and no request."""


def keys_of(member: int | None, email: str, hand: str) -> list[str]:
    """Of a member the account; of a guest the address they type and their browser's hand, as far as
    they are known; none of nobody. The last is the one that is surely theirs."""
    if member:
        return [f"member:{member}"]
    keys = [("email", email), ("hand", hand)]
    return [f"{kind}:{value}" for kind, value in keys if value]
