"""English is read, other languages are refused, doubt is a warning."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from purport.errors import NotEnglish
from purport.ingest import report_from_text
from purport.ingest.language import require_english
from purport.settings import Settings

GERMAN = (
    "Der Minister sagte am Donnerstag, dass die Brücke wegen der Schäden noch drei Wochen gesperrt "
    "bleibe. Die Opposition im Landtag warf ihm vor, von den Rissen gewusst zu haben."
)
OTHERS = {
    "German": GERMAN,
    "Dutch": (
        "De burgemeester zei donderdag dat de brug nog drie weken gesloten blijft. Volgens de "
        "oppositie in de gemeenteraad wist hij al lang dat er scheuren in het beton zaten."
    ),
    "Danish": (
        "Borgmesteren sagde torsdag, at broen vil være lukket i tre uger endnu. Ifølge "
        "oppositionen i byrådet vidste han for længst, at der var revner i betonen under den."
    ),
    "French": (
        "Le maire a déclaré jeudi que le pont resterait fermé encore trois semaines. "
        "L'opposition au conseil municipal lui reproche d'avoir su que le béton était fissuré."
    ),
    "Spanish": (
        "El alcalde dijo el jueves que el puente seguirá cerrado tres semanas más. La "
        "oposición en el ayuntamiento le reprocha que sabía de las grietas desde hace tiempo."
    ),
    "Ukrainian": "Мер сказав у четвер, що міст буде закритий ще три тижні через тріщини.",
    "Russian": "Мэр сказал в четверг, что мост будет закрыт ещё три недели из-за трещин.",
    "Arabic": "قال رئيس البلدية يوم الخميس إن الجسر سيبقى مغلقا لثلاثة أسابيع أخرى بسبب الشقوق.",
    "Chinese": "市长周四表示，由于混凝土出现裂缝，这座大桥还将关闭三个星期，反对派指责他早已知情。",
}
ENGLISH = [
    "The mayor said that the bridge would be closed.",
    (
        "Police arrested Jean-Luc Müller and Søren Ødegård near Łódź on Friday, and a judge in "
        "Kraków ordered that they be held while prosecutors from Düsseldorf question them."
    ),
    (
        "FC Porto 2 Benfica 1; Braga 0 Sporting 3. Goals: Silva 12, Costa 44, Pereira 70. "
        "Attendance 31,400. Referee: A. Gomes. The visitors have not won away since the season "
        "began in August."
    ),
    (
        "Profit rose 12% to $4.1bn; revenue fell 3%. Shares closed at 41.20. Chief executive Ann "
        "Roe said demand from hospitals was stronger than analysts expected when it cut its "
        "forecast."
    ),
]


@pytest.mark.parametrize("name", OTHERS)
def test_another_language_is_refused_and_named(name):
    with pytest.raises(NotEnglish, match=f"it reads as {name}"):
        require_english(OTHERS[name])


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_read_without_a_word(text):
    assert require_english(text).code == "en"
    assert require_english(text).warning is None


def test_no_sample_of_the_sixty_languages_of_spacy_is_read_as_english():
    passed, refused = [], []
    for path in Path(spacy.__file__).parent.glob("lang/*/examples.py"):
        samples = runpy.run_path(str(path))["sentences"]
        try:
            found = require_english("\n".join(samples))
        except NotEnglish:
            refused.append(path.parent.name)
            continue
        passed += [path.parent.name] * (found.warning is None)
    assert passed == ["en"]
    assert len(refused) >= 60


@pytest.mark.parametrize(
    "text", ["Kyiv", "12 : 3", "Zelenskyy, Putin, Biden", "Der Minister sagte"]
)
def test_a_short_text_is_accepted_with_a_warning(text):
    found = require_english(text)
    assert found.code is None
    assert "too short" in found.warning


def test_english_with_a_long_foreign_quotation_is_read():
    text = f"The minister was plain about it when he spoke to reporters. “{GERMAN[:90]}” he said."
    assert require_english(text).code == "en"


def test_a_report_in_two_languages_is_accepted_with_a_warning_or_as_english():
    assert require_english(f"{ENGLISH[1]}\n{GERMAN}").code in ("en", None)
    with pytest.raises(NotEnglish):
        require_english(f"{GERMAN}\nDate: 2022-05-19. The end.")


def test_the_check_can_be_turned_off():
    report, warnings = report_from_text(GERMAN, settings=Settings(check_language=False))
    assert (report.language, warnings) == (None, ())


def test_plain_english_does_not_wait_for_the_identifier():
    program = (
        "import sys; from purport.ingest.language import require_english as r;"
        f"r({ENGLISH[0]!r}); assert 'py3langid' not in sys.modules and 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": "src"})


def test_a_few_letters_none_of_them_latin_are_not_english():
    with pytest.raises(NotEnglish, match="none of its letters are Latin ones"):
        require_english("慧扲敧")
