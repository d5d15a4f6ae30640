"""The first word lists, written for this project: a start that editors change in the admin.

Banned are slurs and what is hardly ever said but to hurt or to shock, each form that is to be
refused; suspect is what a moderator should read first; watched is what is only worth knowing.
A word with a second, innocent meaning is never banned.
"""

from django.db import migrations

BANNED = """
cunt, cunts, fuck, fucks, fucked, fucker, fuckers, fucking, fuckin, motherfucker, motherfuckers,
motherfucking, cocksucker, cocksuckers, gook, gooks, jigaboo, jigaboos, kike, kikes, nigger,
niggers, raghead, ragheads, towelhead, towelheads, wetback, wetbacks
"""

SUSPECT = """
$#!t, arsehole, asshole, asshat, ass hole, azzhole, beaner, bell end, bellend, biatch, biotch, beotch, bitch, bullshit, bytch, chink,
coon, dickhead, die in a fire, dipshit, drink bleach, fag, faggot, fuq, hang yourself, i hope you
die, jizz,  kill urself, kill yourself, kys, mofo, muthafucka, neck yourself, nigga, nignog, paedo, paki, pikey,
poofter, rape you, retard, retarded, shemale, shit, shite, shyt, shyte, slut, spaz, spic, tranny, twat,
wanker, whore
"""

WATCH = """
arse, ass, bastard, bollocks, bugger, cock, crap, damn, dick, dyke, effing, feck, fecking, ffs,
frigging, goddamn, gtfo, hell, homo, knobhead, lmfao, mong, nonce, omfg, piss, pissed, poof,
prick, pussy, slag, sod off, spastic, stfu, tits, tosser, turd, wank, wtf
"""

# What these words mean no harm in: people, titles, bands, beasts, dishes, places and idioms.
PHRASES = """
Andy Dick; Bell End, Worcestershire; Bitch Better Have My Money; Bitches Brew; Bullshit Jobs; chink in the armor;
chink in the armour; chink in his armour; chink in her armour; chink in its armour; chink in their
armour; chinks in the armor; chinks in the armour; chink of light; cock-a-hoop; cock and bull;
Cnut the Great; Dick Cheney; Dick Tracy; Dick Turpin; Dick Van Dyke; Dick Whittington; fag ash; fag break; fag end;
fag ends; fag packet; fag paper; faggots and peas; faggots in gravy; Fuck Buttons; Fucking Åmål; Fucking,
Austria; Go the Fuck to Sleep; Holy Fuck; King Cnut; Kick-Ass; Kike Hernández; Maine Coon; Maine Coons;
Melancholy Whores; Moby Dick; Offa's Dyke; On Bullshit; Philip K. Dick; pork faggots;
Pussy Galore; Pussy Riot; Shit My Dad Says; SlutWalk; spic and span; spotted dick;
Best Little Whorehouse in Texas; The Bitch Is Back; The Ethical Slut; The Subtle Art of Not
Giving a Fuck; The Subtle Art of Not Giving a F*ck; en retard; du retard; sans retard; Tis Pity She's a Whore; Tom, Dick and Harry; Van Dyke; Whore of Babylon
"""


def words(block: str, between: str = ",") -> list[str]:
    """What stands in `block`, one after the other, without its line ends."""
    return [" ".join(word.split()) for word in block.split(between)]


LISTS = {"banned": words(BANNED), "suspect": words(SUSPECT), "watch": words(WATCH)}
ALLOWED = words(PHRASES, ";")


def write(apps, schema_editor):
    """What is listed already stays as it is."""
    word = apps.get_model("comments", "Word")
    rows = [word(text=text, list=name) for name, texts in LISTS.items() for text in texts]
    word.objects.bulk_create(rows, ignore_conflicts=True)
    phrase = apps.get_model("comments", "Phrase")
    phrase.objects.bulk_create([phrase(text=text) for text in ALLOWED], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_findings_reports_and_revisions")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
