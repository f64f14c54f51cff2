"""The full-text index of the claims: their words, and their facets as words beside them.

`claim_words` holds no words itself: it indexes columns of `claims`, and the triggers keep it at one
with them. Claims that do not count any more (`current`) are not in it.
"""

from __future__ import annotations

from textwrap import dedent

# What a migration runs to make the index, in order, after the table of claims.
CREATE_CLAIM_WORDS = tuple(
    dedent(step).strip()
    for step in (
        """
        CREATE VIRTUAL TABLE claim_words USING fts5(
            text, source, cue, facets, content='claims', content_rowid='n',
            tokenize='unicode61 remove_diacritics 2'
        )
        """,
        """
        CREATE TRIGGER claim_words_put_in AFTER INSERT ON claims WHEN new.current BEGIN
            INSERT INTO claim_words(rowid, text, source, cue, facets)
            VALUES (new.n, new.text, new.source, new.cue, new.facets);
        END
        """,
        """
        CREATE TRIGGER claim_words_take_out AFTER DELETE ON claims WHEN old.current BEGIN
            INSERT INTO claim_words(claim_words, rowid, text, source, cue, facets)
            VALUES ('delete', old.n, old.text, old.source, old.cue, old.facets);
        END
        """,
        """
        CREATE TRIGGER claim_words_change
        AFTER UPDATE OF n, current, text, source, cue, facets ON claims BEGIN
            INSERT INTO claim_words(claim_words, rowid, text, source, cue, facets)
            SELECT 'delete', old.n, old.text, old.source, old.cue, old.facets WHERE old.current;
            INSERT INTO claim_words(rowid, text, source, cue, facets)
            SELECT new.n, new.text, new.source, new.cue, new.facets WHERE new.current;
        END
        """,
    )
)
