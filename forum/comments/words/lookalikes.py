"""Letters that pass for Latin ones: a short choice of our own. Names have theirs in accounts."""

_BY_LETTER = {
    "a": "аАɑαΑᴀ",
    "b": "вВьΒβʙ",
    "c": "сСϲϹᴄ",
    "d": "ԁᴅđ",
    "e": "еЕєЄεΕэɛᴇ",
    "f": "ꜰƒғϝ",
    "g": "ɡɢց",
    "h": "нНһΗհʜħ",
    "i": "іІӏΙιıɩɪ",
    "j": "јЈᴊ",
    "k": "кКκΚᴋ",
    "l": "ⅼʟłƖ",
    "m": "мМΜᴍ",
    "n": "пηΝոɴ",
    "o": "оОοΟσօøᴏ",
    "p": "рРρΡᴘ",
    "q": "ԛ",
    "r": "гяʀ",
    "s": "ѕЅꜱʂ",
    "t": "тТτΤᴛŧ",
    "u": "ицџυμսʋᴜ",
    "v": "ѵνᴠ",
    "w": "ѡԝωшᴡ",
    "x": "хХχΧ×",
    "y": "уУγΥʏ",
    "z": "ΖᴢƵ",
}
LOOKALIKES = {other: letter for letter, others in _BY_LETTER.items() for other in others}

# White letters on black, in a circle and in a square: three alphabets Unicode does not fold.
LOOKALIKES |= {
    chr(first + offset): chr(ord("a") + offset)
    for first in (0x1F150, 0x1F170)
    for offset in range(26)
}
