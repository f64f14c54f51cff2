"""The guard of what was counted: a decision that bears on a group's count makes it stale.

It is a trigger, so that whoever adds a decision (a person, an import) marks the counts with it.
"""

from __future__ import annotations

from typing import Final

# "link:…" is the id of a link, which tells not between which reports it is; "root:…" is a root's,
# named by the claim (or report) that reaches it. What is said of a group's other stages is told in
# its history.
CREATE_COUNT_GUARDS: Final = (
    """
CREATE TRIGGER group_counts_go_stale AFTER INSERT ON decision_targets
WHEN (
    SELECT coalesce(undone.verb, made.verb) FROM decisions AS made
    LEFT JOIN decisions AS undone ON undone.n = made.undoes WHERE made.n = new.decision_n
) IN ('reject', 'rate', 'same-root', 'make-link', 'break-link', 'undo') BEGIN
    UPDATE group_counts SET stale = 1, version = version + 1 WHERE group_id IN (
        WITH named AS (
            SELECT new.target AS id
            UNION SELECT substr(new.target, 6) WHERE new.target LIKE 'root:%'
        ), touched AS (
            SELECT id FROM named
            UNION SELECT group_claims.group_id FROM named
                JOIN claims ON claims.id = named.id
                JOIN group_claims ON group_claims.claim_n = claims.n
            UNION SELECT group_claims.group_id FROM named
                JOIN reports ON reports.id = named.id
                JOIN claims ON claims.report_n = reports.n
                JOIN group_claims ON group_claims.claim_n = claims.n
            UNION SELECT group_id FROM group_counts
                WHERE new.target LIKE 'link:%' AND instr(links, substr(new.target, 6)) > 0
        )
        SELECT id FROM touched
        UNION SELECT group_links.other_id FROM touched
            JOIN group_links ON group_links.group_id = touched.id
            WHERE group_links.kind = 'history'
    );
END
""",
)
