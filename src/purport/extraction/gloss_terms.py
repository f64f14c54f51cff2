"""Which words a reader may need explained, and which phrases can explain one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

from purport.extraction.analysis import Token
from purport.extraction.voice_lexicon import roles, singular

GENERA: Final = frozenset(
    """
    abbreviation ability abnormality account accumulation act additive agreement ailment allergy
    amount analgesic anchor animal antibiotic antidote app area arrangement art attempt bacteria
    bacterium bag bail ball band bandage bank bar barrier basin beam bearing behavior behaviour
    belief belt benefit beverage bird blanket blast bleeding blend blockage bloom bolt bomb bond
    bone bot bowl bracket bread breakdown breathing breeze broth browser bug bullet bun burial
    burn cable canal cap cape cave cavity cell ceremony certificate chant charge chemical chip
    chunk clamp clause clip cloak clot cloth cloud cluster coat code coil collapse collection
    column combination compound compression concept concoction condition contract contraction
    cooling cord corridor covering crack crater crime crop crust current curry cushion custody
    custom cut cycle cyclone damage dance decoy decrease decree defect deficiency deformity
    delicacy delusion deposit depression depth derivative descent detention device diet
    difficulty dip disc disease dish disorder disposal distance distortion dive dividend
    doctrine document dose dough downpour drain drink drizzle drone drop drug duct dumpling dune
    duty dye dysfunction edge effect element emission emulsion enclosure enlargement enzyme
    error eruption exploit explosion explosive exposure extract fabric failure faint fall fast
    fasting fat fault fear feast fee feeling fermentation festival fever fiber fibre filter fin
    fine fish fissure fit flame flap flavour flaw flooding flow flower fluid foam fold food
    foodstuff force form formation formula fortification forum fracture fragment frame fraud
    front fruit fuel fungus funnel gale game garb garment gas gathering gel gene gesture giving
    glacier gland glue goods gorge gown grain grass grease greeting grenade grip guarantee gun
    gust hallucination handover harness hashtag hat headdress heap hearing height helper herb
    hernia hollow hood hormone hull hymn idea illness image imbalance implant imprisonment
    impurity inability increase infection infestation inflammation inflation ingredient
    injection injunction injury insect instrument insurance interest irritation jacket jelly
    joint joke juice junction keel keyboard kick kind kit knife knot lack lagoon lament lamp
    landslide language launcher law layer leaf leak length lesion levy licence license lie
    ligament light line liquid lizard load loaf loan lock loop loss lump machine magnet
    malfunction malware mammal maneuver manipulation manoeuvre market marking marsh mask mass
    mast mat material meal measure measurement mechanism medication medicine meeting
    melody membrane meme metal method microbe mine mineral missile mix mixture molecule
    molecules mollusc money motion mould mound mouthpiece mud mudflow muscle music name nap
    narrowing nerve noise noodle numbness nut nutrient obligation obstruction offence offense
    office oil ointment omelette operation opiate opioid order organ organism overgrowth pain
    painkiller pancake paralysis parasite part particle pass passage paste pastry patch path
    pattern payment payout pellet penalty penance perception perfume period permission permit
    pest phase phenomenon philosophy phobia pickle pie piece pigment pile pilgrimage pill pipe
    pit pitch plane plant plate play plea pocket poem point poison policy porridge pose
    post powder practice practise prayer predator prejudice preparation preservative price probe
    procedure process product program programme projectile propeller property protein provision
    pudding pull pulse pump pumping punch punishment quake quota range ransomware rash rate
    ratio reaction reduction reef reflex relic relish remedy removal repair reptile requirement
    reserve residue resin resistance restriction rhythm ridge right rise ritual robe
    rock rockfall rod role roll root rope rudder rule ruling rupture sac sail salad sale
    sandwich sauce sausage scale scam scan scar scarf scent scheme science screw script
    sculpture sea seal section sedative sediment seed segment seizure sensation sense sensor
    sentence sequence shape share sheet shell shelter shield shot shrine shrub sickness siesta
    signal sinking skin slab sleep slice slide slope slot snack snail snake snow software soil
    solid solution song sort soup space spasm species spell spice spike spirit spiritual sport
    spot spray spread spring stack stain stake stalk stance standard state steroid stew stick
    stimulant stock stone stoppage storm strain strand strap strategy stream string strip stroke
    structure study stuff style substance substitute sugar suit summons supplement supply
    surgery surplus swamp swap swelling symptom syndrome synthesis syrup system tactic tag tail
    takeover tank tariff tax technique technology tenancy tendency tension term test theft
    theory therapy thickening thread threat throw tightening tip tissue tool tooth topping
    torture tower toxin trace tradition tranquilizer tranquilliser transfer transplant trap tray
    treatment tree tremor trench trial-and-error trick truce tube tumor tumour tunic tunnel
    turban type ulcer use vaccine valley valve vapour variant variety vegetable vehicle veil
    vein vessel video violation virus vitamin void vote vow wager waiver warfare warming warrant
    waste water wave way weakening weakness weapon weight width wind winds wing wire wood word
    worm wrap writ yoghurt yogurt
    """.split()
)
"""Heads of definitions: the kinds to which the things belong that reports explain."""

_NO_GENUS: Final = frozenset(
    "message comment objective matter "
    "favourite favorite word term phrase first second third blow sign setback victory symbol "
    "reminder decision success failure hit gift surprise day week month year decade night hour "
    "minute mile fraction majority quarter half result example case source mix-up landmark staple "
    "must rarity mainstay record milestone feat tribute hallmark fixture bid priority problem "
    "concern nod lot number handful dozen hundred thousand million percent percentage point euro "
    "dollar pound".split()
)
_PARTS = re.compile(r"[-’']")


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    pieces = files("purport") / "weights" / "attribution" / "tokenizer.json"
    with pieces.open(encoding="utf-8") as f:
        vocabulary = json.load(f)["model"]["vocab"]
    return frozenset(w for w, i in vocabulary.items() if i < _UNCOMMON_FROM)


_UNCOMMON_FROM: Final = 17_000
"""The encoder's word pieces stand roughly by frequency: those from here on are seldom seen."""


def is_uncommon(word: str) -> bool:
    """Return whether a word is missing among the common ones of the encoder's vocabulary.

    Example:
        >>> [is_uncommon(w) for w in ("harmattan", "tinnitus", "villages", "double-decker")]
        [True, True, False, False]
    """
    common = _common_words()
    for part in _PARTS.split(word.lower()):
        forms = {part, singular(part), *_stems(part)}
        if len(part) > 2 and part.isalpha() and not forms & common:
            return True
    return False


def _stems(word: str) -> set[str]:
    """Return what a word may be formed from by an English ending ("decker": "deck")."""
    endings = ("ing", "ed", "er", "ers", "ly", "ness", "s", "es", "able", "less", "ful", "y", "ies")
    stems = {word[: -len(e)] for e in endings if word.endswith(e) and len(word) - len(e) > 2}
    doubled = {s[:-1] for s in stems if len(s) > 3 and s[-1] == s[-2]}
    prefixes = ("un", "re", "non", "over", "under", "anti", "pre", "mid", "co", "inter", "super")
    bare = {word[len(p) :] for p in prefixes if word.startswith(p)}
    silent = {s + "e" for s in stems if word[len(s) :] in ("ing", "ed", "er", "ers", "able")}
    return stems | doubled | bare | silent


def head_of(words: Sequence[Token]) -> Token | None:
    """Return the head of the noun phrase with which words begin: the last of its first nouns.

    "bowl-shaped hollow below the summit" gives "hollow"; None where no noun comes first.
    """
    head = None
    for i, word in enumerate(words):
        before_preposition = i + 1 < len(words) and words[i + 1].tag in ("IN", "TO")
        if word.tag in _NOUNS or (word.tag == "VBG" and not head and before_preposition):
            head = word
        elif head is not None:
            if word.tag not in ("HYPH", "POS"):
                break
        elif word.tag not in _BEFORE_HEAD and word.text != ",":
            return None
    return head


_NOUNS: Final = ("NN", "NNS", "NNP", "NNPS")
_BEFORE_HEAD: Final = (
    "DT", "JJ", "JJR", "JJS", "RB", "VBN", "VBG", "HYPH", "CD", "CC", "RBS", "RBR", "PDT", "AFX",
    "PRP$", "POS", "VBD",
)  # fmt: skip


def explains(words: Sequence[Token]) -> bool:
    """Return whether a noun phrase may say what a word means: a kind of thing, told in general.

    No persons, bodies or verdicts ("a blow to"), no figures, nothing told in the past.
    """
    head = head_of(words)
    if head is None or any(w.text[0].isdigit() for w in words):
        return False
    if is_clause(words) or head.text[0].isupper():
        return False
    noun = singular(head.text.lower())
    role = roles().get(noun)
    return noun not in _NO_GENUS and (role is None or noun in GENERA)


def is_clause(words: Sequence[Token]) -> bool:
    """Return whether words tell what happens ("thousands fled"), not what a thing is."""
    relative = next((i for i, w in enumerate(words) if w.tag[0] == "W"), len(words))
    heads = {w.index for w in words if w.dep in _CLAUSES}
    past = [w for w in words if w.tag in ("VBD", "MD")]
    finite = past + [w for w in words[:relative] if w.tag in ("VBZ", "VBP")]
    return any(w.index in heads or (w.dep[:3] == "aux" and w.head in heads) for w in finite)


_CLAUSES: Final = ("ROOT", "ccomp", "pcomp", "acl", "advcl", "parataxis", "conj")


def is_kind(words: Sequence[Token]) -> bool:
    """Return whether the head of a noun phrase is one of the kinds by which things are told."""
    head = head_of(words)
    noun = "" if head is None else singular(head.text.lower())
    gerund = noun.endswith("ing") and len(noun) > len("thing")
    return noun in GENERA or (gerund and words[0].lemma in ("a", "an", "the"))
