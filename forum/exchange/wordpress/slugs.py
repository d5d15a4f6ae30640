"""Addresses from WordPress' own or from titles: letters, digits and hyphens, as ours are."""

from hashlib import sha256
from urllib.parse import unquote

from django.utils.text import slugify

# A letter and how it is spelt in the Latin alphabet, without accents; those fall by themselves.
SPELLING = (
    "ßss æae øo œoe łl đd þth ðd ıi ħh ŋng ’ ' "
    "аa бb вv гg дd еe ёe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh "
    "щshch ъ ыy ь эe юyu яya іi їyi єye ґg ўu ђdj јj љlj њnj ћc џdz "
    "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo άa έe "
    "ήi ίi όo ύy ώo ϊi ϋy ΐi ΰy "
)
LETTERS = str.maketrans({word[0]: word[1:] for word in SPELLING.split()})


def slug(*candidates: str, length: int = 120) -> str:
    """The first of `candidates` of which letters or digits remain; percent-encoding is resolved,
    accents fall, Cyrillic and Greek are spelt in Latin letters. The last resort is a hash."""
    for candidate in candidates:
        spelt = unquote(candidate).lower().translate(LETTERS)
        if made := slugify(spelt)[:length].strip("-_"):
            return made
    return sha256("\n".join(candidates).encode("utf-8", "replace")).hexdigest()[:10]
