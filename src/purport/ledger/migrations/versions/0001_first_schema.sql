CREATE TABLE claim_keys (
    "key" BIGINT NOT NULL,
    claim_n INTEGER NOT NULL,
    PRIMARY KEY ("key", claim_n)
)
 WITHOUT ROWID;

CREATE TABLE decisions (
    n INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    who TEXT NOT NULL,
    verb VARCHAR NOT NULL,
    targets TEXT NOT NULL,
    value TEXT NOT NULL,
    undoes INTEGER,
    PRIMARY KEY (n),
    FOREIGN KEY(undoes) REFERENCES decisions (n)
);

CREATE TABLE group_state (
    n INTEGER NOT NULL,
    readings INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    made INTEGER NOT NULL,
    rulings TEXT NOT NULL,
    PRIMARY KEY (n)
);

CREATE TABLE groups (
    id VARCHAR(16) NOT NULL,
    claim TEXT NOT NULL,
    status VARCHAR NOT NULL,
    reports INTEGER NOT NULL,
    first_day VARCHAR,
    last_day VARCHAR,
    PRIMARY KEY (id)
);

CREATE INDEX groups_by_day ON groups (last_day);

CREATE INDEX groups_by_size ON groups (reports DESC, id, first_day, last_day);

CREATE TABLE log (
    n INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    who TEXT NOT NULL,
    what VARCHAR NOT NULL,
    subject TEXT NOT NULL,
    digest VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL
);

CREATE TABLE originals (
    sha256 VARCHAR(64) NOT NULL,
    size_bytes INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (sha256)
);

CREATE TABLE decision_targets (
    decision_n INTEGER NOT NULL,
    target VARCHAR NOT NULL,
    PRIMARY KEY (decision_n, target),
    FOREIGN KEY(decision_n) REFERENCES decisions (n)
);

CREATE INDEX decisions_by_target ON decision_targets (target);

CREATE TABLE group_counts (
    group_id VARCHAR(16) NOT NULL,
    version INTEGER NOT NULL,
    stale BOOLEAN NOT NULL,
    rules VARCHAR NOT NULL,
    roots_min INTEGER NOT NULL,
    roots_max INTEGER NOT NULL,
    lineage_unknown INTEGER NOT NULL,
    names TEXT NOT NULL,
    links TEXT NOT NULL,
    outline BLOB NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (group_id),
    FOREIGN KEY(group_id) REFERENCES groups (id)
);

CREATE TABLE group_links (
    group_id VARCHAR(16) NOT NULL,
    other_id VARCHAR(16) NOT NULL,
    kind VARCHAR NOT NULL,
    PRIMARY KEY (group_id, other_id, kind),
    FOREIGN KEY(group_id) REFERENCES groups (id),
    FOREIGN KEY(other_id) REFERENCES groups (id)
)
 WITHOUT ROWID;

CREATE TABLE group_questions (
    n INTEGER NOT NULL,
    group_id VARCHAR(16) NOT NULL,
    other_id VARCHAR(16),
    verb VARCHAR NOT NULL,
    one VARCHAR NOT NULL,
    two VARCHAR NOT NULL,
    question TEXT NOT NULL,
    why TEXT NOT NULL,
    weight FLOAT NOT NULL,
    PRIMARY KEY (n),
    FOREIGN KEY(group_id) REFERENCES groups (id)
);

CREATE INDEX group_questions_by_weight ON group_questions (weight);

CREATE INDEX ix_group_questions_group_id ON group_questions (group_id);

CREATE INDEX ix_group_questions_other_id ON group_questions (other_id);

CREATE TABLE reports (
    n INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    text BLOB NOT NULL,
    text_sha256 VARCHAR(64) NOT NULL,
    words_sha256 VARCHAR(64) NOT NULL,
    title TEXT,
    publisher TEXT,
    published VARCHAR,
    published_from VARCHAR NOT NULL,
    url TEXT,
    language VARCHAR,
    credits TEXT NOT NULL,
    added_at VARCHAR NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id),
    FOREIGN KEY(sha256) REFERENCES originals (sha256)
);

CREATE INDEX ix_reports_words_sha256 ON reports (words_sha256);

CREATE INDEX reports_by_day ON reports (published, publisher, title);

CREATE INDEX reports_by_original ON reports (sha256);

CREATE INDEX reports_by_publisher ON reports (publisher);

CREATE INDEX reports_by_url ON reports (url);

CREATE TABLE captures (
    n INTEGER NOT NULL,
    report_n INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    met_in TEXT NOT NULL,
    "match" VARCHAR NOT NULL,
    said TEXT NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (n),
    FOREIGN KEY(report_n) REFERENCES reports (n),
    FOREIGN KEY(sha256) REFERENCES originals (sha256)
);

CREATE INDEX ix_captures_report_n ON captures (report_n);

CREATE TABLE readings (
    n INTEGER NOT NULL,
    report_n INTEGER NOT NULL,
    version VARCHAR NOT NULL,
    models VARCHAR NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    body BLOB NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (n),
    FOREIGN KEY(report_n) REFERENCES reports (n)
);

CREATE INDEX ix_readings_report_n ON readings (report_n);

CREATE TABLE claims (
    n INTEGER NOT NULL,
    id VARCHAR(16) NOT NULL,
    reading_n INTEGER NOT NULL,
    report_n INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    cue TEXT NOT NULL,
    kind VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    reporting BOOLEAN NOT NULL,
    told BOOLEAN NOT NULL,
    status VARCHAR NOT NULL,
    certainty VARCHAR NOT NULL,
    certainty_score FLOAT,
    confidence FLOAT NOT NULL,
    speaker TEXT,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    current BOOLEAN NOT NULL,
    facets TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id),
    FOREIGN KEY(reading_n) REFERENCES readings (n),
    FOREIGN KEY(report_n) REFERENCES reports (n)
);

CREATE INDEX claims_retired ON claims (n) WHERE current = 0;

CREATE INDEX ix_claims_reading_n ON claims (reading_n);

CREATE INDEX ix_claims_report_n ON claims (report_n);

CREATE TABLE claim_edges (
    claim_n INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (claim_n),
    FOREIGN KEY(claim_n) REFERENCES claims (n)
);

CREATE TABLE claim_places (
    claim_n INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    country VARCHAR,
    lat FLOAT,
    lon FLOAT,
    precision VARCHAR,
    PRIMARY KEY (claim_n, position),
    FOREIGN KEY(claim_n) REFERENCES claims (n)
)
 WITHOUT ROWID;

CREATE INDEX claim_places_by_name ON claim_places (name, precision, country);

CREATE TABLE claim_times (
    claim_n INTEGER NOT NULL,
    position INTEGER NOT NULL,
    value VARCHAR NOT NULL,
    first_day VARCHAR,
    last_day VARCHAR,
    PRIMARY KEY (claim_n, position),
    FOREIGN KEY(claim_n) REFERENCES claims (n)
)
 WITHOUT ROWID;

CREATE INDEX claim_times_by_day ON claim_times (first_day, last_day);

CREATE TABLE claim_vectors (
    claim_n INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (claim_n),
    FOREIGN KEY(claim_n) REFERENCES claims (n)
);

CREATE TABLE claim_voices (
    claim_n INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT,
    kind VARCHAR,
    role VARCHAR NOT NULL,
    speaks BOOLEAN NOT NULL,
    told BOOLEAN NOT NULL,
    PRIMARY KEY (claim_n, position),
    FOREIGN KEY(claim_n) REFERENCES claims (n)
)
 WITHOUT ROWID;

CREATE INDEX claim_voices_by_name ON claim_voices (name, kind, speaks, told);

CREATE TABLE group_claims (
    claim_n INTEGER NOT NULL,
    group_id VARCHAR(16) NOT NULL,
    part INTEGER NOT NULL,
    PRIMARY KEY (claim_n),
    FOREIGN KEY(claim_n) REFERENCES claims (n),
    FOREIGN KEY(group_id) REFERENCES groups (id)
);

CREATE INDEX ix_group_claims_group_id ON group_claims (group_id);

CREATE INDEX ix_group_claims_part ON group_claims (part);

CREATE VIRTUAL TABLE claim_words USING fts5(
    text, source, cue, facets, content='claims', content_rowid='n',
    tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER claim_words_put_in AFTER INSERT ON claims WHEN new.current BEGIN
    INSERT INTO claim_words(rowid, text, source, cue, facets)
    VALUES (new.n, new.text, new.source, new.cue, new.facets);
END;

CREATE TRIGGER claim_words_take_out AFTER DELETE ON claims WHEN old.current BEGIN
    INSERT INTO claim_words(claim_words, rowid, text, source, cue, facets)
    VALUES ('delete', old.n, old.text, old.source, old.cue, old.facets);
END;

CREATE TRIGGER claim_words_change
AFTER UPDATE OF n, current, text, source, cue, facets ON claims BEGIN
    INSERT INTO claim_words(claim_words, rowid, text, source, cue, facets)
    SELECT 'delete', old.n, old.text, old.source, old.cue, old.facets WHERE old.current;
    INSERT INTO claim_words(rowid, text, source, cue, facets)
    SELECT new.n, new.text, new.source, new.cue, new.facets WHERE new.current;
END;

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
END;

CREATE TRIGGER originals_refuse_update BEFORE UPDATE ON originals BEGIN
    SELECT RAISE(ABORT, 'rows of originals are added and never changed');
END;

CREATE TRIGGER originals_refuse_delete BEFORE DELETE ON originals BEGIN
    SELECT RAISE(ABORT, 'rows of originals are added and never changed');
END;

CREATE TRIGGER reports_refuse_update BEFORE UPDATE ON reports BEGIN
    SELECT RAISE(ABORT, 'rows of reports are added and never changed');
END;

CREATE TRIGGER reports_refuse_delete BEFORE DELETE ON reports BEGIN
    SELECT RAISE(ABORT, 'rows of reports are added and never changed');
END;

CREATE TRIGGER captures_refuse_update BEFORE UPDATE ON captures BEGIN
    SELECT RAISE(ABORT, 'rows of captures are added and never changed');
END;

CREATE TRIGGER captures_refuse_delete BEFORE DELETE ON captures BEGIN
    SELECT RAISE(ABORT, 'rows of captures are added and never changed');
END;

CREATE TRIGGER readings_refuse_update BEFORE UPDATE ON readings BEGIN
    SELECT RAISE(ABORT, 'rows of readings are added and never changed');
END;

CREATE TRIGGER readings_refuse_delete BEFORE DELETE ON readings BEGIN
    SELECT RAISE(ABORT, 'rows of readings are added and never changed');
END;

CREATE TRIGGER decisions_refuse_update BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE(ABORT, 'rows of decisions are added and never changed');
END;

CREATE TRIGGER decisions_refuse_delete BEFORE DELETE ON decisions BEGIN
    SELECT RAISE(ABORT, 'rows of decisions are added and never changed');
END;

CREATE TRIGGER decision_targets_refuse_update BEFORE UPDATE ON decision_targets BEGIN
    SELECT RAISE(ABORT, 'rows of decision_targets are added and never changed');
END;

CREATE TRIGGER decision_targets_refuse_delete BEFORE DELETE ON decision_targets BEGIN
    SELECT RAISE(ABORT, 'rows of decision_targets are added and never changed');
END;

CREATE TRIGGER log_refuse_update BEFORE UPDATE ON log BEGIN
    SELECT RAISE(ABORT, 'rows of log are added and never changed');
END;

CREATE TRIGGER log_refuse_delete BEFORE DELETE ON log BEGIN
    SELECT RAISE(ABORT, 'rows of log are added and never changed');
END;
