"""Any reading that the model allows, for hypothesis."""

from dataclasses import fields
from typing import get_args

from hypothesis import strategies as st

from purport.model import claim as claims
from purport.model import evidence as things
from purport.model import place as places
from purport.model import report as reports
from purport.model import span as spans
from purport.model import time as times
from purport.model import voice as voices
from purport.model.gloss import Gloss
from purport.model.reading import Reading
from purport.model.why import Why

# every character that Python can hold, half ones too, and often those that formats care about
WORDS = st.text(
    st.one_of(st.characters(), st.sampled_from("<>&\"'“”\r\n\t,=𝟛🌊\0\x1b\ud800 ab")), max_size=30
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
IDS = st.sampled_from(["a", "b", "c"])
MAYBE_ID = st.none() | IDS


def one_of(literal):
    return st.sampled_from(get_args(literal))


def tuples(of, most=2):
    return st.lists(of, max_size=most).map(tuple)


@st.composite
def readings(draw):
    text = draw(WORDS.filter(bool))
    maybe = st.none() | WORDS

    def span():
        start = draw(st.integers(0, len(text) - 1))
        return spans.Span.of(text, start, draw(st.integers(start + 1, len(text))))

    a_span = st.builds(span)
    hedge = st.builds(spans.Hedge, a_span, one_of(spans.HedgeScope))
    why = st.builds(Why, WORDS, WORDS, st.none() | NUMBERS, tuples(a_span))
    time = st.builds(
        times.TimeExpression, a_span, one_of(times.TimeType), WORDS,
        st.none() | st.tuples(WORDS, WORDS), st.none() | one_of(times.TimePrecision), maybe, maybe,
    )  # fmt: skip
    place = st.builds(
        places.Place, a_span, WORDS, maybe, st.none() | NUMBERS, st.none() | NUMBERS,
        st.none() | one_of(places.PlacePrecision),
    )  # fmt: skip
    attribution = st.builds(
        claims.Attribution, tuples(a_span), tuples(a_span), tuples(a_span), one_of(claims.Kind),
        st.booleans(), NUMBERS, tuples(why),
    )  # fmt: skip
    hop = st.builds(
        claims.Hop, MAYBE_ID, one_of(claims.HopRole), MAYBE_ID, st.none() | a_span, tuples(hedge)
    )
    certainty = st.builds(
        claims.Certainty, one_of(claims.CertaintyLabel), st.none() | NUMBERS, tuples(hedge)
    )
    claim = st.builds(
        claims.Claim, IDS, attribution, one_of(claims.Act), MAYBE_ID, tuples(hop), MAYBE_ID,
        MAYBE_ID, certainty, one_of(claims.Status), tuples(time), tuples(place), tuples(why),
    )  # fmt: skip
    thing = st.builds(
        things.Evidence, IDS, one_of(things.Medium), a_span, MAYBE_ID, maybe, MAYBE_ID,
        one_of(things.Authenticity), tuples(hedge),
    )  # fmt: skip
    voice = st.builds(
        voices.Voice, IDS, WORDS, one_of(voices.VoiceKind), tuples(a_span), maybe, MAYBE_ID,
        tuples(WORDS),
    )  # fmt: skip
    report = st.builds(
        reports.Report, WORDS, WORDS, st.just(text), maybe, maybe, maybe,
        one_of(reports.PublishedFrom), maybe, maybe,
        tuples(st.builds(reports.Credit, WORDS, WORDS)),
    )  # fmt: skip
    gloss = st.builds(Gloss, a_span, WORDS, WORDS)
    parts = (report, tuples(claim), tuples(voice), tuples(thing), tuples(time), tuples(place))
    assert len(fields(Reading)) == 8, "the model has grown: let this strategy grow with it"
    return draw(st.builds(Reading, *parts, tuples(gloss), tuples(WORDS)))
