"""A quick way to read, for tests of what is around it: the first word speaks, the rest is said.

Some first words do something else: "Die" ends the process, "Fail" is a fault, "Wait" takes long,
"Bad" cannot be read, "Never" means that nothing can. Run as a program it is the command line.
"""

import os
import signal
import time

from purport.cli.app import app
from purport.cli.engine import Engine
from purport.errors import BrokenWeights, EmptyInput
from purport.ingest.sources import read_sources
from purport.model.claim import Attribution, Claim, Hop
from purport.model.reading import Reading
from purport.model.span import Span
from purport.model.voice import Voice
from purport.settings import load_settings


def read(reports):
    for report in reports:
        text = report.text
        word, _, _ = text.partition(" ")
        match word:
            case "Die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "Fail":
                raise ZeroDivisionError("nothing to divide by")
            case "Wait":
                time.sleep(60)
            case "Bad":
                raise EmptyInput("there are no words in it")
            case "Never":
                raise BrokenWeights("the weights are gone")
        who = Span.of(text, 0, len(word))
        said = tuple(
            Claim(
                f"c{number}",
                Attribution((span,), source=(who,)),
                voice="v1",
                chain=(Hop("v1", "speaks", span=who),),
            )
            for number, span in enumerate(_sentences(text, len(word) + 1), 1)
        )
        yield Reading(
            report, said, (Voice("v1", word, "person", (who,)),), warnings=_warnings(text)
        )


def _sentences(text, start):
    while (end := text.find(".", start)) != -1:
        yield Span.of(text, start, end)
        start = end + 1


def _warnings(text):
    return ("it is odd",) if "odd" in text else ()


def receive(paths, overrides):
    return read_sources(paths, overrides=overrides, settings=load_settings(), stdin=None)


ENGINE = Engine(receive, read)

if __name__ == "__main__":
    app(obj=ENGINE)
