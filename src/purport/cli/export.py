"""`purport export`: the whole ledger, or its claims, in a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from purport.cli.answering import LedgerOption, refuse_ledger, say
from purport.cli.outcome import COULD_NOT, INTERRUPTED
from purport.cli.output import whole_file
from purport.errors import BusyLedger, PurportError, ReadOnlyLedger, UsageError

if TYPE_CHECKING:
    from purport.ledger.pseudonym_key import PseudonymKey
    from purport.ledger.pseudonyms import PrivateNames
    from purport.ledger.store import Ledger
    from purport.ledger.transfer import Manner


class Form(StrEnum):
    """What a ledger may be exported as."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def export(
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write.")],
    *,
    form: Annotated[
        Form | None,
        typer.Option(
            "--as",
            help="jsonl is everything, to be imported; csv and parquet are "
            "the claims. Without it the file's name says it.",
        ),
    ] = None,
    pseudonyms: Annotated[
        bool, typer.Option("--pseudonyms", help="Tokens in place of private persons' names.")
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The key of the tokens; made where there is none."),
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its first line opens the key; else asked.")
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Offsets and digests in place of words.")
    ] = False,
    ledger: LedgerOption = None,
) -> None:
    """Export the ledger. That it was exported, by whom and as what stands in its log.

    [bold]Examples[/bold]

    purport export --to case.jsonl

    purport export --to claims.csv

    purport export --to shared.jsonl --pseudonyms --key case.key

    purport export --to offsets.jsonl --no-text

    [bold]Exit status[/bold]

    0 done; 2 it could not be done, and nothing was written.
    """
    chosen = form or next((f for f in Form if to.suffix.lower() == f".{f}"), Form.jsonl)
    job = Job(to, chosen, key if pseudonyms else None, passphrase_file, no_text)
    try:
        _check(job, key, pseudonyms=pseudonyms)
        _carry_out(job, ledger)
    except PurportError as error:
        say(str(error))
        raise typer.Exit(COULD_NOT) from error
    except KeyboardInterrupt:
        say("stopped; nothing was written")
        raise typer.Exit(INTERRUPTED) from None


@dataclass(frozen=True, slots=True)
class Job:
    """What a user asks `purport export` to do; `key` is None where names stay as they are."""

    to: Path
    form: Form
    key: Path | None
    passphrase_file: Path | None
    no_text: bool

    @property
    def manner(self) -> Manner:
        """How the export differs from the ledger, as the log and the file's head say it."""
        if self.key is None:
            return "no-text" if self.no_text else "whole"
        return "pseudonyms, no-text" if self.no_text else "pseudonyms"


def _check(job: Job, key: Path | None, *, pseudonyms: bool) -> None:
    if pseudonyms and key is None:
        remedy = "Give --key FILE, and keep that file apart from the export."
        raise UsageError("pseudonyms need a key", "--pseudonyms", remedy)
    if key is not None and not pseudonyms:
        raise UsageError("a key is for pseudonyms", "--key", "Give --pseudonyms as well.")
    if job.key is not None and job.key.resolve() == job.to.resolve():
        raise UsageError("key and export are one file", str(job.to), "Keep the key apart.")
    if job.to.exists() and not job.to.is_file():
        raise UsageError("it is not a file", str(job.to), "Name a file.")
    if job.no_text and job.form is not Form.jsonl:
        remedy = "Give --as jsonl, or leave --no-text out."
        raise UsageError(f"{job.form} has no offsets without words", "--no-text", remedy)


def _carry_out(job: Job, path: Path | None) -> None:
    """Write, note it in the log, and put the file in its place, in this order."""
    from purport.export.wording import counted  # noqa: PLC0415 - it is not needed for --help
    from purport.ledger.store import open_ledger  # noqa: PLC0415 - SQLAlchemy takes a while
    from purport.ledger.transfer import log_export  # noqa: PLC0415 - likewise
    from purport.settings import chosen_ledger, chosen_person, load_settings  # noqa: PLC0415

    settings = load_settings()
    with open_ledger(path or chosen_ledger(settings)) as ledger:
        if not ledger.writable:
            raise ReadOnlyLedger("an export is noted in the log", str(ledger.path))
        refuse_ledger(ledger, job.to)
        key = None if job.key is None else _opened_key(job.key, job.passphrase_file)
        with whole_file(job.to) as stream:
            if job.form is Form.jsonl:
                written = _write_records(ledger, job, key, stream)
            else:
                written = _write_claims(ledger, job, key, stream)
            name = f"{job.to.name} ({job.form}, {job.manner})"
            log_export(ledger, chosen_person(settings), name, _digest(stream))
    noun = ("record", "records") if job.form is Form.jsonl else ("claim", "claims")
    say(f"{counted(written, *noun)} exported to {job.to}")


def _digest(stream: BinaryIO) -> str:
    """Return the SHA-256 of what was written to a stream."""
    digest = sha256()
    stream.seek(0)
    while some := stream.read(1 << 20):
        digest.update(some)
    return digest.hexdigest()


def _write_records(ledger: Ledger, job: Job, key: OpenedKey | None, stream: BinaryIO) -> int:
    """Write everything that the ledger keeps, seen at one moment; return how many records."""
    from purport.ledger.transfer import ledger_lines, ledger_records  # noqa: PLC0415 - SQLAlchemy
    from purport.ledger.transfer_reduction import (  # noqa: PLC0415 - likewise
        ledger_private_names,
        with_pseudonyms,
        without_text,
    )

    lines = 0
    with ledger.reading() as connection:
        records = ledger_records(connection)
        if key is not None:
            private = ledger_private_names(connection)
            key.keep(private)
            records = with_pseudonyms(connection, records, private, key.key.token)
        if job.no_text:
            records = without_text(records)
        for line in ledger_lines(records, job.manner):
            stream.write(line.encode())
            lines += 1
    return lines - 2


def _write_claims(ledger: Ledger, job: Job, key: OpenedKey | None, stream: BinaryIO) -> int:
    """Write all claims that count, attitudes too, and return how many they are."""
    from purport.export.ledger_claims import csv_rows  # noqa: PLC0415 - it is seldom needed
    from purport.export.parquet_claims import write_parquet  # noqa: PLC0415 - likewise
    from purport.ledger.disguised_claims import disguised_claims  # noqa: PLC0415 - SQLAlchemy
    from purport.ledger.filters import Filters  # noqa: PLC0415 - likewise
    from purport.ledger.search import each_found  # noqa: PLC0415 - likewise

    found = each_found(ledger, Filters(everything=True))
    private = None if key is None else _private(ledger)
    if key is not None and private is not None:
        key.keep(private)
        found = disguised_claims(ledger, found, private, key.key.token)
    if job.form is Form.parquet:
        written = write_parquet(found, stream)
    else:
        stream.write(b"\xef\xbb\xbf")  # without this mark Excel takes another code page
        written = -1
        for row in csv_rows(found):
            stream.write(row.encode("utf-8", "replace"))
            written += 1
    if key is not None and _private(ledger) != private:
        raise BusyLedger("reports were added meanwhile, with other names", str(ledger.path))
    return written


def _private(ledger: Ledger) -> PrivateNames:
    from purport.ledger.transfer_reduction import ledger_private_names  # noqa: PLC0415 - as above

    with ledger.reading() as connection:
        return ledger_private_names(connection)


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A key of pseudonyms that was opened or made, and where and with what it is kept."""

    key: PseudonymKey
    path: Path
    passphrase: str

    def keep(self, private: PrivateNames) -> None:
        """Write the key with these names beside those that it has."""
        from purport.ledger.pseudonym_key import write_key  # noqa: PLC0415 - seldom needed

        names = {self.key.token(name): name for name in private.names.values()}
        write_key(self.path, replace(self.key, names={**names, **self.key.names}), self.passphrase)


def _opened_key(path: Path, passphrase_file: Path | None) -> OpenedKey:
    from purport.ledger.pseudonym_key import new_key, read_key  # noqa: PLC0415 - seldom needed

    there = path.exists()
    passphrase = _passphrase(path, passphrase_file, new=not there)
    return OpenedKey(read_key(path, passphrase) if there else new_key(), path, passphrase)


def _passphrase(path: Path, passphrase_file: Path | None, *, new: bool) -> str:
    if passphrase_file is not None:
        try:
            lines = passphrase_file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            what = f"the passphrase cannot be read ({error})"
            raise UsageError(what, str(passphrase_file), "Check the file.") from error
        return lines[0] if lines else ""
    if not sys.stdin.isatty():
        remedy = "Give --passphrase-file FILE."
        raise UsageError("nobody is there to type the passphrase", str(path), remedy)
    asked = f"Passphrase {'for the new key' if new else 'of the key'} {path.name}"
    return str(typer.prompt(asked, hide_input=True, confirmation_prompt=new, err=True))
