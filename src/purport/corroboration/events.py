"""What kinds of events a claim's words tell of, and which of two opposite states they name.

Paraphrases share a kind where they share no word ("killed", "lost their lives"), and two claims of
one happening are told apart by it ("people died of cholera", "the well was contaminated"). The
kinds and their words were written by hand, from what news tells of; a word that is in none says
nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# One kind a line: beginnings of words end in "*"; "^" stands for up to four words.
_WORDS: Final = """
death: died, dies, dying, dead, death*, fatal*, kill*, perish*, drown*, murder*, assassinat*, slain, bodies, corpse*, execut(?:ed|ion)s?, massacr*, beheaded, (?:lost|lose|losing|cost|costs|claim|claims|claimed|took) ^(?:life|lives), pass(?:ed|es) away, death toll, buried, no survivors, lifeless
survival: alive, surviv*, still living
injury: injur*, wound*, hurt, hospital*, burn(?:ed|s|t) (?:to|on) ^(?:hands?|face|throat|legs?|arms?), maimed, casualt*, treated ^(?:patients?|people|workers|passengers)
sickness: ill, illness*, diseas*, infect*, outbreak*, epidemic*, diagnos*, sickened, fallen sick
contamination: contaminat*, pollut*, taint*, toxic, traces? of, spill*, leak*, seep*
explosion: explo(?:de|des|ded|ding|sion|sions), blast*, blew up, blown up, detonat*, bomb*
shooting: shots?, shooting*, shot (?:dead|at), opened fire, fired (?:on|at|into|rubber|live|shots), gunfire, gunshot*, gunm[ae]n, rubber bullets, sniper*, fired ^times
shelling: shelled, shelling, shells, shellfire, bombard*, artillery, mortars?, rockets?, air ?strikes?, missiles?
fire: fires, blaze*, flames?, ablaze, arson*, wildfire*, burned down, (?:a|the|forest|house|warehouse) fire
flood: flood*, inundat*, under water, burst (?:its|their) banks, submerg*
breach: breach*, (?:dyke|dam|levee|dike|embankment) ^(?:broke|broken|burst|gave way|failed)
collapse: collaps*, cave-?in, caved in, roof fall, fall of roof, came down, landslide*, landslip*, avalanche*, gave way
collision: collid*, collision*, ramm?ed, ramm?ing, crash*, derail*, ran aground, went aground, run aground, rear-ended, capsiz*, sank, sunk, plough(?:ed|s) into, (?:drove|drives|driven|ran|slammed|smashed|crashed|put ^bow) ^into, struck ^(?:train|tram|bus|lorry|truck|car|ship|boat|ferry|bridge|pier), hit ^(?:train|tram|bus|lorry|truck|ferry|bridge|pier)
overrun: overshot, overran, overrun, ran off, went off, run out of (?:tarmac|runway|road), veered off, skidded off, jumped ^(?:rails|tracks?), (?:left|came off|come off) the (?:rails|tracks?|road|runway)
quake: earthquake*, quake*, tremor*, seismic
arrest: arrest*, detain*, detention, custody, jail*, imprison*, handcuff*, remanded, apprehend*, behind bars, taken prisoner, picked up, taken into, nabbed, rounded up, led away
abduction: abduct*, kidnap*, hostage*, captiv*, held for ransom
release: freed, set free, free again, liberat*, let go, walked free, released from, (?:were|was|been) released
payment: paid, pays, paying, payment*, brib*, bought ^votes?, kickback*, pocketed, handed over for, handed (?:over|out) ^(?:money|cash|ransom), gave ^(?:cash|money|crowns|dollars|euros|pounds), cash for votes, took ^(?:money|cash|euros|dollars|pounds|crowns|cent), accept(?:ed|ing)? ^(?:money|cash|euros|dollars|pounds|crowns|payments?), envelopes?, in cash
demand: asked ^for ^(?:million|thousand|money|bribe|ransom), demand*, wants? ^(?:million|thousand)
theft: stole*, steal*, theft*, thie(?:f|ves), robb*, burgl*, loot*, embezzl*, pilfer*
forgery: forg(?:ed|ery|eries|ing), fak(?:e|ed|es|ery), falsif*, fabricat*, rigg(?:ed|ing), hoax*, not genuine, not authentic
genuine: genuine, authentic, real
conviction: convict*, guilty, sentenced
acquittal: acquit*, cleared of, innocent, not guilty
charge: charged with, indict*, prosecut*, accus*, lawsuit*, sue[ds]?
resignation: resign*, step(?:s|ped|ping)? down, quit*, sacked, sacking, dismiss*, oust*, relieved of, stood down, leav(?:e|es|ing) office, removed from (?:office|his post|her post), fired as
candidacy: stand (?:again|for), run again, run for, third term, third mandate, second term, a candidate, re-?election, another term, standing again, renounc*, (?:not|never|won.t|no longer) (?:stand|run)
withdrawal: withdr[ae]w*, pull(?:s|ed|ing)? out, drop(?:s|ped|ping) out, bow(?:s|ed|ing) out, walked away, retreat*, desert*, leav(?:e|es|ing) the (?:front|race|contest|trenches), leave ^(?:positions?|front|posts?), left ^positions?
appointment: appoint*, named as, sworn in, nominat*, promoted
surrender: surrender*, (?:laid|lay|lays|laying) down ^(?:arms|weapons|guns), capitulat*, gave (?:themselves )?up, given up ^(?:arms|weapons), white flag, (?:give|gives|giving|gave|given) (?:itself|himself|herself|themselves|ourselves|myself) up, (?:lay|lays|laid|laying|put|puts|pile|piled) (?:down|up) ^(?:rifles?|guns?|arms|weapons), (?:rifles|guns|weapons) in a heap
hold: (?:hold|holds|held|holding) (?:out|on), in (?:our|their|rebel|government) hands, still (?:hold|holds|held|control|controls), under (?:our|their) control
capture: captured, seiz(?:e|es|ed|ing|ure), took control, has fallen to, stormed, overrun by
ceasefire: cease-?fire*, truce*, armistice, peace deal, (?:break|breaks|broke|broken|end|ends) the (?:truce|peace)
attack: attack*, assault*, raid*, ambush*, stabb*, beaten, beatings
protest: protest*, demonstrat*, marched, marchers, riot*, took to the streets, (?:marching|march) (?:through|on|to|against), rall(?:y|ies|ied)
strike: strikers?, walkout*, walked out, down(?:ed)? tools, industrial action, on strike, lockout, walk(?:s|ing)? out, stop(?:s|ped|ping)? work, walk(?:s|ed|ing)? off ^jobs?, (?:lay|lays|laid) down ^(?:tools|hooks)
layoff: lay(?:s|ing)? off, laid off, redundan*, job cuts?, cut ^jobs, jobs to go, lose their jobs
closure: clos(?:e|es|ed|ure|ing), shut*, sealed off, locked, padlock*, suspend*, halted, under lock, pull(?:s|ed|ing)? the plug, give(?:s)? up ^(?:factory|plant|works|site), wind(?:s|ing)? (?:down|up) ^(?:factory|plant|works|company|school), road ?blocks?, barricad*, blocks (?:on|across), for the last time, block(?:ed|ing) ^(?:road|bridge|crossing|border|port)
opening: re-?open*, resum*, restart*, unlocked, open again, inaugurat*
cancellation: cancel*, call(?:ed|s)? off, scrapp*, postpon*, put off
recall: recall(?:s|ed|ing), call(?:s|ed|ing)? back, take ^back to the shop, off the shelves, withdrawn from sale
devaluation: devalu*, lose?s? ^of (?:its|their) value, depreciat*
bankruptcy: bankrupt*, insolven*, receivership, liquidat*, gone bust, went bust
merger: merge*, merging, takeover*, taking over, acquir*, acquisition*, bought by, buy out
rise: rise[sn]?, rising, rose, increas*, climb*, soar*, grew, grown, growth, doubled
fall: fell by, fallen by, fell to, dropped, decreas*, declin*, slump*, plung*, halved, shrank
tax: tariff*, levy, levies, duties on, customs, tax(?:es|ed)?
ban: ban(?:s|ned|ning)?, prohibit*, outlaw*, forbid*
approval: approv*, ratif*, adopted, voted (?:for|in favour), green light
rejection: veto*, rejected, voted (?:down|against), turned down, threw out
agreement: agree(?:d|s|ment|ments), accord, treat(?:y|ies), pact, signed, struck a deal, reached a deal
ballot: ballot*, voting papers?, votes, polling papers?
victory: won, wins, winning, victor*, triumph*, beat, defeated
return: return(?:s|ed|ing)?, giv(?:e|es|en|ing) ^back, gave ^back, hand(?:s|ed|ing)? ^back, restitut*, repatriat*, comes? home, sent ^home, restor(?:e|ed|es) to
discovery: discover*, unearth*, dug up, excavat*, came to light, washed up
lost contact: lost ^contact, contact ^lost, lost (?:its|the) (?:signal|voice), no signal, went silent, gone silent
missing: vanish*, disappear*, missing, unaccounted
rescue: rescu*, sav(?:ed|ing) ^(?:life|lives), winched, pulled from
evacuation: evacuat*, taken to (?:safety|shelters?), sent away, flee*, fled, left their homes, be cleared, is cleared, moved to safety
movement: shifted, shifting, displac*, crept, sagg*, tilt*, subsid*, (?:had|has|have) moved
crack: crack(?:s|ed|ing)?, fissure*, fractur*
knowledge: knew, had known, knowledge of, (?:was|were) (?:aware|warned|told) of
destruction: destroy*, demolish*, torn (?:down|open), pulled down, wreck*, razed, flattened, blow up
damage: damag*, shatter*, smashed, torn off, dented?, windows? ^broken, broken windows?
failure: out of order, broken down, broke down, (?:did|does|do) not work, out of (?:service|action), power cuts?, blackout*, outage*, defective, unheated, no heating, not working
working: at work, (?:was|were|is|are) working, (?:was|were|is|are) running, in (?:working )?order, in service
launch: launch*, lift(?:ed|s)? off, unveil*
marriage: marry*, marri*, wedding*, divorc*
birth: born, gave birth, births, pregnan*
spying: spy, spies, spied, spying, espionage, eavesdrop*, bugged, wiretap*
hacking: hack(?:ed|ers?|ing), cyber*, data breach, ransomware, phish*
hunger: famine*, starv*, hunger, drought*
doping: doping, doped, banned substance*, (?:failed|failing|fails) ^test, tested positive, adverse (?:analytical )?finding, positive (?:test|sample), doping test, drugs? tests?
wager: bets?, betting, wager*
compensation: compensat*, refund*, reimburs*, money back
deployment: deploy*, mobilis*, mobiliz*, conscript*, reinforcement*
retirement: retir*, hang(?:s|ing)? up ^(?:gloves|boots|skates|racket|helmet), stop(?:s|ping|ped)? playing, farewell (?:tour|match|game), last season, bow(?:s|ing)? out of sport
escape: escap*, on the run, fugitive*, jailbreak*, broke out, break out, broken out, get away, got away, gave ^the slip, at large, absconded, sawed, sawn
departure: skipp(?:ed|ing) ^country, left ^country, (?:slipped|crossed|went) over ^border, crossed ^border, has left, had left, flown out, gone abroad
meeting: met, meets, meet, meetings?, talks with, held talks, sat (?:down )?together, sat down with
sale: sells?, sold, sale of, selling, dispos(?:al|ed|ing) of, auction*, put on the market
vote: vot(?:e|ed|es|ing), referendum, by ^votes
sanctions: sanction*, blacklist*, embargo*, restrictive measures, asset freeze, freez* ^(?:assets|accounts)
excess: exceed*, over the ^limit, above the ^limit, over ^limit, too much, beyond the ^limit
eruption: erupt*, lava, volcan*
trial run: field trial*, trials?, pilot (?:project|scheme), tests? (?:begin|began|start)
ruling: ruled, ruling, verdict*, court order*, injunction*, overturned, upheld
award: awarded, prize*, medals?, honou?red with
delivery: deliver(?:y|ies|ed|ing), shipped, shipments?, suppl(?:y|ied|ies) ^(?:weapons|arms|tanks|gas|oil)
hijacking: hijack*
vaccination: vaccin*, immunis*, immuniz*, inoculat*
fraud: fraud*, swindl*, scam*, defraud*, misappropriat*
transfer: transferr?(?:ed|ing), moved to, relocat*, move(?:s)? production, shift(?:s|ed|ing)? production
blame: claimed responsibility, blam*
"""  # noqa: E501
# What is opposed, by axis: kinds at the one end, kinds at the other.
_OPPOSED: Final = (
    ("survival", "death"), ("release", "arrest"), ("release", "abduction"), ("hold", "surrender"),
    ("opening", "closure"), ("working", "failure"), ("acquittal", "conviction"),
    ("genuine", "forgery"), ("rise", "fall"), ("approval", "rejection"),
)  # fmt: skip


_WORD = re.compile(r"\w+")


def _alternative(words: str) -> str:
    return words.replace("^", r"(?:[^\W_]+\W+){0,4}").replace("*", r"\w*").replace(r"\w\w*", r"\w*")


Patterns = tuple[tuple[int, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, ...], Patterns, Patterns, Patterns]:
    """Return the kinds, and by their place the patterns of words, of phrases and of their openings.

    An opening is what a word has to be, or to begin with, for one of the phrases to begin there.
    """
    lines = [line.partition(": ") for line in _WORDS.strip().splitlines()]
    parted: tuple[list[tuple[int, re.Pattern[str]]], ...] = ([], [], [])
    for place, (_, _, words) in enumerate(lines):
        told = words.split(", ")
        phrases = [w for w in told if re.search(r"[ ^-]", w)]
        single, of_phrases, openings = parted
        for into, some in ((single, [w for w in told if w not in phrases]), (of_phrases, phrases)):
            if some:
                any_of = "|".join(_alternative(w) for w in some)
                into.append((place, re.compile(rf"\b(?:{any_of})\b", re.IGNORECASE)))
        if phrases:
            any_of = "|".join(_opening(w) for w in phrases)
            openings.append((place, re.compile(rf"(?:{any_of})", re.IGNORECASE)))
    singles, all_phrases, all_openings = (tuple(some) for some in parted)
    return tuple(kind for kind, _, _ in lines), singles, all_phrases, all_openings


def _opening(phrase: str) -> str:
    """Return a pattern of the first word of a phrase.

    Example:
        >>> _opening("lost ^contact"), _opening("cave-?in"), _opening("(?:a|the) fire")
        ('lost$', 'cave', '(?:a|the)$')
    """
    depth = 0
    for at, letter in enumerate(phrase):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and letter in " ^-":
            whole = letter != "-" and phrase[at + 1 : at + 2] != "?"
            return _alternative(phrase[:at]) + ("$" if whole else "")
    return _alternative(phrase)


@lru_cache(maxsize=1 << 16)
def _kinds_of_word(word: str) -> frozenset[int]:
    return frozenset(place for place, pattern in _table()[1] if pattern.fullmatch(word))


@lru_cache(maxsize=1 << 16)
def _opened_by_word(word: str) -> frozenset[int]:
    return frozenset(place for place, pattern in _table()[3] if pattern.match(word))


def kinds_of(text: str) -> tuple[str, ...]:
    """Return the kinds of events that a text's words tell of, in the order of the table.

    Example:
        >>> kinds_of("Four pitmen lost their lives when the roof came down.")
        ('death', 'collapse')
        >>> kinds_of("The well was contaminated.")
        ('contamination',)
    """
    kinds, _, phrases, _ = _table()
    words = set(_WORD.findall(text.lower()))
    found = {place for word in words for place in _kinds_of_word(word)}
    opened = {place for word in words for place in _opened_by_word(word)} - found
    found |= {place for place, pattern in phrases if place in opened and pattern.search(text)}
    return tuple(kinds[place] for place in sorted(found))


def states_of(kinds: tuple[str, ...], *, denied: bool) -> tuple[int, int]:
    """Return, as two sets of bits, which axes of opposites kinds name the one end and the other of.

    A denial of the one end is the other; a text that names both ends of an axis names none.

    Example:
        >>> states_of(("survival",), denied=False) == states_of(("death",), denied=True)
        True
    """
    one = sum(1 << k for k, (first, _) in enumerate(_OPPOSED) if first in kinds)
    other = sum(1 << k for k, (_, second) in enumerate(_OPPOSED) if second in kinds)
    one, other = one & ~other, other & ~one
    return (other, one) if denied else (one, other)
