"""The tables of the ledger.

    originals ─┬─ captures ──┐
               └─ reports ───┴─ readings ── claims ─┬─ claim_voices, claim_times, claim_places
                                                    └─ claim_words (full text)
    decisions ── decision_targets        log        jobs

Rows of originals, reports, captures, readings, decisions and the log are added and never changed;
the store refuses anything else (migrations/versions, the triggers). Claims and what hangs on them
are an index of the readings and can be made anew from them.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

ledger_tables = MetaData()

# The bytes as they came, deflated; `sha256` is that of the bytes before.
originals = Table(
    "originals",
    ledger_tables,
    Column("sha256", String(64), primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# One publication. `words_sha256` is the digest of its words alone (case, spaces, marks aside).
reports = Table(
    "reports",
    ledger_tables,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("sha256", String(64), ForeignKey("originals.sha256"), nullable=False),
    Column("text", LargeBinary, nullable=False),  # deflated UTF-8
    Column("text_sha256", String(64), nullable=False),
    Column("words_sha256", String(64), nullable=False, index=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", String),
    Column("published_from", String, nullable=False),
    Column("url", Text),
    Column("language", String),
    Column("credits", Text, nullable=False),  # JSON
    Column("added_at", String, nullable=False),
    Index("reports_by_original", "sha256"),
    Index("reports_by_publisher", "publisher"),
    Index("reports_by_day", "published", "publisher", "title"),  # lists are read off it alone
    Index("reports_by_url", "url"),
)

# Every place where a report was met: where, when, and whether byte for byte.
captures = Table(
    "captures",
    ledger_tables,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("report_n", Integer, ForeignKey("reports.n"), nullable=False, index=True),
    Column("sha256", String(64), ForeignKey("originals.sha256"), nullable=False),
    Column("met_in", Text, nullable=False),
    Column("match", String, nullable=False),  # first | exact | near-exact
    Column("said", Text, nullable=False),  # JSON: what was said otherwise of it than the report has
    Column("at", String, nullable=False),
)

# What a version of purport read in a report; the newest counts, the others stay.
readings = Table(
    "readings",
    ledger_tables,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("report_n", Integer, ForeignKey("reports.n"), nullable=False, index=True),
    Column("version", String, nullable=False),
    Column("models", String, nullable=False),  # digests of the models, one line
    Column("sha256", String(64), nullable=False),  # of the JSON
    Column("body", LargeBinary, nullable=False),  # the reading's JSON, deflated
    Column("at", String, nullable=False),
)

# A claim's row, for searching. `id` rests on the words alone, so that it outlives a new reading:
# see claim_id. `current` is whether the newest reading of its report holds it. `n` sorts claims by
# the day of their report (claim_order.next_claim_number gives the first for a report's claims, the
# others follow); `facets` is what facets.facet_words gives. Triggers keep claim_words (full text).
claims = Table(
    "claims",
    ledger_tables,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("reading_n", Integer, ForeignKey("readings.n"), nullable=False, index=True),
    Column("report_n", Integer, ForeignKey("reports.n"), nullable=False, index=True),
    Column("key", String, nullable=False),  # the claim's id in its reading
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("act", String, nullable=False),
    Column("reporting", Boolean, nullable=False),
    Column("told", Boolean, nullable=False),  # whether people see it (Claim.told)
    Column("status", String, nullable=False),
    Column("certainty", String, nullable=False),
    Column("certainty_score", Float),
    Column("confidence", Float, nullable=False),
    Column("speaker", Text),  # name of the voice that speaks
    Column("start_char", Integer, nullable=False),
    Column("end_char", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("facets", Text, nullable=False),
)
Index("claims_retired", claims.c.n, sqlite_where=~claims.c.current)

# The voices of a claim's chain, the hop nearest the publisher first.
claim_voices = Table(
    "claim_voices",
    ledger_tables,
    Column("claim_n", Integer, ForeignKey("claims.n"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text),
    Column("kind", String),
    Column("role", String, nullable=False),
    Column("speaks", Boolean, nullable=False),
    Column("told", Boolean, nullable=False),  # as the claim's
    Index("claim_voices_by_name", "name", "kind", "speaks", "told"),
    sqlite_with_rowid=False,
)

claim_times = Table(
    "claim_times",
    ledger_tables,
    Column("claim_n", Integer, ForeignKey("claims.n"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("value", String, nullable=False),
    Column("first_day", String),
    Column("last_day", String),
    Index("claim_times_by_day", "first_day", "last_day"),
    sqlite_with_rowid=False,
)

claim_places = Table(
    "claim_places",
    ledger_tables,
    Column("claim_n", Integer, ForeignKey("claims.n"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String),
    Index("claim_places_by_name", "name", "precision", "country"),
    sqlite_with_rowid=False,
)

# Rulings of people, in the order in which they were made.
decisions = Table(
    "decisions",
    ledger_tables,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("verb", String, nullable=False),
    Column("targets", Text, nullable=False),  # JSON list of ids
    Column("value", Text, nullable=False),  # JSON
    Column("undoes", Integer, ForeignKey("decisions.n")),
)

decision_targets = Table(
    "decision_targets",
    ledger_tables,
    Column("decision_n", Integer, ForeignKey("decisions.n"), primary_key=True),
    Column("target", String, primary_key=True),
    Index("decisions_by_target", "target"),
)

# The log: what was done, chained so that no row can be changed, taken out or put between.
log = Table(
    "log",
    ledger_tables,
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String, nullable=False),  # report-added, reading-added, decision, export, …
    Column("subject", Text, nullable=False),
    Column("digest", String(64), nullable=False),  # of what was added
    Column("hash", String(64), nullable=False),  # of this row and the hash of the one before
    sqlite_autoincrement=True,
)

# Groups of claims, their roots and what they were made from (corroboration); all can be made anew.
# A claim's vector and what else it is compared by, packed (corroboration.sketches).
claim_vectors = Table(
    "claim_vectors",
    ledger_tables,
    Column("claim_n", Integer, ForeignKey("claims.n"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

# The keys by which claims worth comparing are found (corroboration.candidates).
claim_keys = Table(
    "claim_keys",
    ledger_tables,
    Column("key", BigInteger, primary_key=True),
    Column("claim_n", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# The claims that are about the same as a claim, packed (corroboration.edges).
claim_edges = Table(
    "claim_edges",
    ledger_tables,
    Column("claim_n", Integer, ForeignKey("claims.n"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

groups = Table(
    "groups",
    ledger_tables,
    Column("id", String(16), primary_key=True),
    Column("claim", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("first_day", String),
    Column("last_day", String),
    Index("groups_by_day", "last_day"),
)
# those of some days are read off it alone
Index("groups_by_size", groups.c.reports.desc(), groups.c.id, groups.c.first_day, groups.c.last_day)

# What was counted of a group. `stale` is whether a decision bears on it since, or nothing was
# counted yet; `version` rises with each such decision (count_guards), so that what was counted of
# the state before is not kept. The row goes when the group changes.
group_counts = Table(
    "group_counts",
    ledger_tables,
    Column("group_id", String(16), ForeignKey("groups.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("stale", Boolean, nullable=False),
    Column("rules", String, nullable=False),  # by which it was counted
    Column("roots_min", Integer, nullable=False),
    Column("roots_max", Integer, nullable=False),
    Column("lineage_unknown", Integer, nullable=False),
    Column("names", Text, nullable=False),  # JSON: what its first roots are called
    Column("links", Text, nullable=False),  # ids, a space between two
    Column("outline", LargeBinary, nullable=False),  # its reports and roots by day: JSON, deflated
    Column("body", LargeBinary, nullable=False),  # the group's JSON, deflated
)

# What a person may be asked of a group, or of two; it goes when either changes.
group_questions = Table(
    "group_questions",
    ledger_tables,
    Column("n", Integer, primary_key=True),
    Column("group_id", String(16), ForeignKey("groups.id"), nullable=False, index=True),
    Column("other_id", String(16), index=True),
    Column("verb", String, nullable=False),
    Column("one", String, nullable=False),
    Column("two", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("weight", Float, nullable=False),
    Index("group_questions_by_weight", "weight"),
)

group_claims = Table(
    "group_claims",
    ledger_tables,
    Column("claim_n", Integer, ForeignKey("claims.n"), primary_key=True),
    Column("group_id", String(16), ForeignKey("groups.id"), nullable=False, index=True),
    # of the claims that are about the same as this one, the first; all its groups lie within
    Column("part", Integer, nullable=False, index=True),
)

# Groups that stand against each other ("against") or say the same of another stage ("history");
# each pair both ways.
group_links = Table(
    "group_links",
    ledger_tables,
    Column("group_id", String(16), ForeignKey("groups.id"), primary_key=True),
    Column("other_id", String(16), ForeignKey("groups.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    sqlite_with_rowid=False,
)

# Up to which reading and decision groups are made, and on which rulings they rest; one row.
group_state = Table(
    "group_state",
    ledger_tables,
    Column("n", Integer, primary_key=True),
    Column("readings", Integer, nullable=False),
    Column("decisions", Integer, nullable=False),
    Column("made", Integer, nullable=False),  # how often groups were written
    Column("rulings", Text, nullable=False),  # JSON: pairs of claims together, and apart
)
