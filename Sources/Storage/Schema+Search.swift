extension Schema {
    /// Nobody rewrites who did what when, not even this program.
    static func story(_ dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER case_event_is_kept BEFORE UPDATE ON case_event
                BEGIN SELECT RAISE(ABORT, 'the story of a case is only added to'); END
                """,
                """
                CREATE TRIGGER case_event_stays BEFORE DELETE ON case_event
                BEGIN SELECT RAISE(ABORT, 'the story of a case is only added to'); END
                """,
            ]
        case .postgres:
            [
                """
                CREATE FUNCTION case_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION USING ERRCODE = ''23000'', MESSAGE = ''the story of a case is only added to''; END'
                """,
                """
                CREATE TRIGGER case_event_is_kept BEFORE UPDATE OR DELETE ON case_event
                FOR EACH ROW EXECUTE FUNCTION case_event_is_kept()
                """,
            ]
        }
    }

    /// Words of what belongs to a case, of titles and of customers' names. An ordinary message is not indexed: its
    /// words would cost it more than its row. The database keeps the indexes itself, so that an older program's
    /// rows stand in them too.
    static func search(_ dialect: Dialect) -> [String] {
        switch dialect {
        case .sqlite: fullText
        case .postgres:
            [
                // As `Store.search` writes it. Without `fastupdate`, whose pending list every reader would wait for.
                """
                CREATE INDEX message_words ON message USING gin (to_tsvector('simple', translate(
                    left(text, 20000) || ' ' || subject || ' ' || display_name || ' ' || handle, '@./_:#-', '       ')))
                WITH (fastupdate = off) WHERE hot_case IS NOT NULL
                """,
                """
                CREATE INDEX case_words ON hot_case
                USING gin (to_tsvector('simple', translate(title, '@./_:#-', '       '))) WITH (fastupdate = off)
                """,
                """
                CREATE INDEX customer_words ON customer
                USING gin (to_tsvector('simple', translate(name, '@./_:#-', '       '))) WITH (fastupdate = off)
                """,
            ]
        }
    }

    /// FTS5 over the rows themselves: the index alone is stored (sqlite.org/fts5.html, external content tables).
    private static let fullText = [
        """
        CREATE VIRTUAL TABLE message_words USING fts5(
            text, subject, display_name, handle, content='message', content_rowid='id',
            tokenize='unicode61 remove_diacritics 2')
        """,
        """
        CREATE TRIGGER message_words_in AFTER INSERT ON message WHEN new.hot_case IS NOT NULL BEGIN
            INSERT INTO message_words (rowid, text, subject, display_name, handle)
            VALUES (new.id, new.text, new.subject, new.display_name, new.handle);
        END
        """,
        """
        CREATE TRIGGER message_words_out AFTER DELETE ON message WHEN old.hot_case IS NOT NULL BEGIN
            INSERT INTO message_words (message_words, rowid, text, subject, display_name, handle)
            VALUES ('delete', old.id, old.text, old.subject, old.display_name, old.handle);
        END
        """,
        """
        INSERT INTO message_words (rowid, text, subject, display_name, handle)
        SELECT id, text, subject, display_name, handle FROM message WHERE hot_case IS NOT NULL
        """,
        """
        CREATE VIRTUAL TABLE case_words USING fts5(
            title, content='hot_case', content_rowid='id', tokenize='unicode61 remove_diacritics 2')
        """,
        """
        CREATE TRIGGER case_words_in AFTER INSERT ON hot_case BEGIN
            INSERT INTO case_words (rowid, title) VALUES (new.id, new.title);
        END
        """,
        """
        CREATE TRIGGER case_words_again AFTER UPDATE OF title ON hot_case WHEN new.title <> old.title BEGIN
            INSERT INTO case_words (case_words, rowid, title) VALUES ('delete', old.id, old.title);
            INSERT INTO case_words (rowid, title) VALUES (new.id, new.title);
        END
        """,
        "INSERT INTO case_words (rowid, title) SELECT id, title FROM hot_case",
        // A customer's key is a text, and the number of its row does not outlive a VACUUM.
        """
        CREATE TABLE customer_name (
            id INTEGER PRIMARY KEY, customer TEXT NOT NULL UNIQUE, name TEXT NOT NULL
        ) STRICT
        """,
        """
        CREATE VIRTUAL TABLE customer_words USING fts5(
            name, content='customer_name', content_rowid='id', tokenize='unicode61 remove_diacritics 2')
        """,
        """
        CREATE TRIGGER customer_name_in AFTER INSERT ON customer BEGIN
            INSERT INTO customer_name (customer, name) VALUES (new.id, new.name);
        END
        """,
        """
        CREATE TRIGGER customer_name_again AFTER UPDATE OF name ON customer WHEN new.name <> old.name BEGIN
            UPDATE customer_name SET name = new.name WHERE customer = new.id;
        END
        """,
        """
        CREATE TRIGGER customer_name_out AFTER DELETE ON customer BEGIN
            DELETE FROM customer_name WHERE customer = old.id;
        END
        """,
        """
        CREATE TRIGGER customer_words_in AFTER INSERT ON customer_name BEGIN
            INSERT INTO customer_words (rowid, name) VALUES (new.id, new.name);
        END
        """,
        """
        CREATE TRIGGER customer_words_again AFTER UPDATE OF name ON customer_name BEGIN
            INSERT INTO customer_words (customer_words, rowid, name) VALUES ('delete', old.id, old.name);
            INSERT INTO customer_words (rowid, name) VALUES (new.id, new.name);
        END
        """,
        """
        CREATE TRIGGER customer_words_out AFTER DELETE ON customer_name BEGIN
            INSERT INTO customer_words (customer_words, rowid, name) VALUES ('delete', old.id, old.name);
        END
        """,
        "INSERT INTO customer_name (customer, name) SELECT id, name FROM customer",
    ]
}
