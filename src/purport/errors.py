"""Every error that a user can meet.

    PurportError
    ├── InputError            something to be read could not be read
    │   ├── MissingFile       there is nothing at the path
    │   ├── NoAccess          the system does not let us read it
    │   ├── EmptyFolder       a folder or pattern holds no file of a known format
    │   ├── EmptyInput        there are no words in it
    │   ├── BinaryInput       it is not text
    │   ├── WrongEncoding     its bytes are not the characters that they should be
    │   ├── UnknownFormat     it is text in a form that is not read
    │   ├── InputTooLarge     it is over a limit of size
    │   ├── TooDeeplyNested   it is over the limit of depth
    │   ├── NotEnglish        it is in another language
    │   ├── BadDate           words given as a date are none
    │   ├── BadTable          a table lacks what makes it readable
    │   │   └── BadRow        one row of a table is not a report; the others are read
    │   ├── UnreadablePage    a web page holds no article
    │   ├── DamagedInput      it is broken, or not what its name says
    │   ├── LockedInput       it opens with a password only
    │   ├── TooCostly         reading it takes more time or memory than allowed
    │   ├── RefusedAddress    an address is not one that purport opens
    │   ├── Unreachable       an address gives no answer that can be read
    │   └── UnreadReport      reading the report itself failed
    ├── SettingError          a setting has a value that it cannot have
    ├── UsageError            a command or a call asks for what cannot be done
    ├── BrokenWeights         a file of the shipped models is missing or damaged
    ├── LockedKey             a key of pseudonyms does not open
    └── LedgerError           the ledger cannot do what was asked
        ├── MissingLedger     there is no ledger at the path
        ├── NotALedger        the file is something else
        ├── NewerLedger       a later version of purport has written it
        ├── ReadOnlyLedger    it may be read, but not written
        ├── FullDisk          there is no room for what was to be written
        ├── DamagedLedger     a part of its file is not what was written
        ├── BusyLedger        another process kept it for too long
        ├── DecidedMeanwhile  somebody else decided on the same thing since it was looked at
        └── UnknownId         it holds nothing of that id

An error says what is wrong, where, and what to do; `code` is its short name, which stays the same
from version to version. docs/reference/errors.md lists them all.
"""
# ruff: noqa: N818 - the names say what is wrong; "Error" on each leaf would say it twice

from __future__ import annotations

from typing import ClassVar, Self


class PurportError(Exception):
    """Something that a user can put right; its message is one line.

    Args:
        what: What is wrong, without a full stop.
        where: The file, line, option or setting that is meant, or None where it is not known yet.
        remedy: What to do about it; None takes the remedy of the class.

    Example:
        >>> str(EmptyInput("there are no words in it", "reports/may.txt"))
        'reports/may.txt: there are no words in it. Give a file that holds a report.'
    """

    code: ClassVar[str] = "error"
    default_remedy: ClassVar[str] = "Report it as a fault of purport."

    def __init__(self, what: str, where: str | None = None, remedy: str | None = None) -> None:
        # the arguments are handed on as they are, so that a copy made in another process is whole
        super().__init__(what, where, remedy)
        self.what = what
        self.where = where
        self.remedy = remedy if remedy is not None else self.default_remedy

    def __str__(self) -> str:
        before = f"{self.where}: " if self.where else ""
        return one_line(f"{before}{self.what}. {self.remedy}")

    def at(self, where: str) -> Self:
        """Return the same error with the place where it happened."""
        return type(self)(self.what, where, self.remedy)


def one_line(words: str) -> str:
    r"""Return words with everything that is not printable escaped: line ends, terminal codes.

    Example:
        >>> one_line("a\nb\x1b[31m")
        'a\\nb\\x1b[31m'
    """
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words
    )


class InputError(PurportError):
    """Something to be read could not be read."""

    code = "input"
    default_remedy = "Look at the file, or leave it out."


class MissingFile(InputError):
    """There is nothing at the path."""

    code = "missing-file"
    default_remedy = "Check the path."


class NoAccess(InputError):
    """The system does not let us read it."""

    code = "no-access"
    default_remedy = "Check who may read it."


class EmptyFolder(InputError):
    """A folder or pattern holds no file of a known format."""

    code = "empty-folder"
    default_remedy = (
        "Give a folder with .txt, .text, .md, .html, .htm, .xhtml, .pdf, .csv, .tsv, .jsonl, "
        ".ndjson, .json, .xml, .rss, .atom, .warc, .warc.gz, .vtt or .srt files, or name the file "
        "itself."
    )


class EmptyInput(InputError):
    """There are no words in it."""

    code = "empty-input"
    default_remedy = "Give a file that holds a report."


class BinaryInput(InputError):
    """It is not text."""

    code = "binary-input"
    default_remedy = "Save it as plain text or HTML and give that."


class WrongEncoding(InputError):
    """Its bytes are not the characters that they should be."""

    code = "wrong-encoding"
    default_remedy = "Save it as UTF-8 (for example with iconv) and give that."


class UnknownFormat(InputError):
    """It is text in a form that is not read."""

    code = "unknown-format"
    default_remedy = (
        "Give plain text, HTML, PDF, a table as CSV or JSON Lines, a feed, a web archive, a "
        "transcript as WebVTT, SRT or Whisper's JSON, or ninjs."
    )


class InputTooLarge(InputError):
    """It is over a limit of size."""

    code = "input-too-large"
    default_remedy = "Split it into its reports, or raise the limit."


class TooDeeplyNested(InputError):
    """It is over the limit of depth."""

    code = "too-deeply-nested"
    default_remedy = "Save its text as plain text, or raise the setting max_nesting."


class NotEnglish(InputError):
    """It is in another language."""

    code = "not-english"
    default_remedy = (
        "purport reads English only, for now. If it is English all the same, turn the setting "
        "check_language off."
    )


class BadDate(InputError):
    """Words given as a date are none."""

    code = "bad-date"
    default_remedy = "Write a day, month or year that exists: 2022-05-19, 2022-05 or 2022."


class BadTable(InputError):
    """A table lacks what makes it readable."""

    code = "bad-table"
    default_remedy = "Name its columns id,url,publisher,title,date,text; only text must be there."


class BadRow(BadTable):
    """One row of a table is not a report; the others are read."""

    code = "bad-row"
    default_remedy = "Correct the row; the others were read."


class UnreadablePage(InputError):
    """A web page holds no article."""

    code = "unreadable-page"
    default_remedy = "Save the text of the article as plain text and give that."


class DamagedInput(InputError):
    """It is broken, or not what its name says."""

    code = "damaged-input"
    default_remedy = "Get it again, or save its text as plain text and give that."


class LockedInput(InputError):
    """It opens with a password only."""

    code = "locked-input"
    default_remedy = "Save it without the password and give that."


class TooCostly(InputError):
    """Reading it takes more time or memory than allowed."""

    code = "too-costly"
    default_remedy = "Save its text as plain text and give that, or raise the setting max_seconds."


class RefusedAddress(InputError):
    """An address is not one that purport opens."""

    code = "refused-address"
    default_remedy = "Give a public http or https address, or save the page and give the file."


class Unreachable(InputError):
    """An address gives no answer that can be read."""

    code = "unreachable"
    default_remedy = "Look at the address in a browser, or save the page and give the file."


class UnreadReport(InputError):
    """Reading the report itself failed."""

    code = "unread-report"
    default_remedy = (
        "Report it as a fault of purport, with the report if you may; the rest goes on."
    )


class SettingError(PurportError):
    """A setting has a value that it cannot have."""

    code = "setting"
    default_remedy = "Correct it; docs/reference/settings.md lists every setting."


class UsageError(PurportError):
    """A command or a call asks for what cannot be done."""

    code = "usage"
    default_remedy = "See purport --help."


class BrokenWeights(PurportError):
    """A file of the shipped models is missing or damaged."""

    code = "broken-weights"
    default_remedy = "Install purport again."


class LockedKey(PurportError):
    """A key of pseudonyms does not open."""

    code = "locked-key"
    default_remedy = "Give the passphrase with which it was made; nothing was written."


class LedgerError(PurportError):
    """The ledger cannot do what was asked."""

    code = "ledger"
    default_remedy = "Look at its file and folder."


class MissingLedger(LedgerError):
    """There is no ledger at the path."""

    code = "missing-ledger"
    default_remedy = "Check --ledger or PURPORT_LEDGER; purport add makes a ledger."


class NotALedger(LedgerError):
    """The file is something else."""

    code = "not-a-ledger"
    default_remedy = "Name another file; this one was left as it is."


class NewerLedger(LedgerError):
    """A later version of purport has written it."""

    code = "newer-ledger"
    default_remedy = "Install the newest purport; the ledger was left as it is."


class ReadOnlyLedger(LedgerError):
    """It may be read, but not written."""

    code = "read-only-ledger"
    default_remedy = "Let its file and folder be written, or work on a copy (purport backup)."


class FullDisk(LedgerError):
    """There is no room for what was to be written."""

    code = "full-disk"
    default_remedy = "Make room and do it again; what was there before is whole."


class DamagedLedger(LedgerError):
    """A part of its file is not what was written."""

    code = "damaged-ledger"
    default_remedy = "Keep the file, see what purport verify says, and go on from a backup."


class BusyLedger(LedgerError):
    """Another process kept it for too long."""

    code = "busy-ledger"
    default_remedy = "Wait for the other one, or stop it; nothing was changed."


class DecidedMeanwhile(LedgerError):
    """Somebody else decided on the same thing since it was looked at."""

    code = "decided-meanwhile"
    default_remedy = "Look at what they decided, and decide again if you still want to."


class UnknownId(LedgerError):
    """It holds nothing of that id."""

    code = "unknown-id"
    default_remedy = "See purport claims and purport reports for what is there."
