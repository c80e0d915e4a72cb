extension Schema {
    /// Step 3: the queue that a team works, pages, and the accounts of the console.
    static func onCall(_ dialect: Dialect, integer int: String, key: String, strict: String) -> [String] {
        cases(integer: int, key: key, strict: strict) + story(dialect) + search(dialect)
            + pages(integer: int, key: key, strict: strict) + accounts(integer: int, key: key, strict: strict)
    }

    private static func cases(integer int: String, key: String, strict: String) -> [String] {
        [
            "ALTER TABLE hot_case ADD COLUMN newest_heard \(int)",
            // The place in the queue: see `Urgency`. 0, and so first, where an older program opened the case.
            "ALTER TABLE hot_case ADD COLUMN rank \(int) NOT NULL DEFAULT 0",
            // When escalation looks at it next; null where it is closed, or where an older program opened it.
            "ALTER TABLE hot_case ADD COLUMN due \(int)",
            "ALTER TABLE hot_case ADD COLUMN step \(int) NOT NULL DEFAULT 0",
            "ALTER TABLE hot_case ADD COLUMN round \(int) NOT NULL DEFAULT 0",
            "ALTER TABLE hot_case ADD COLUMN target TEXT",
            "ALTER TABLE hot_case ADD COLUMN is_held \(int) NOT NULL DEFAULT 0",
            "ALTER TABLE hot_case ADD COLUMN is_incident \(int) NOT NULL DEFAULT 0",
            // Who wrote about an incident, counted; 0 where it is not.
            "ALTER TABLE hot_case ADD COLUMN people \(int) NOT NULL DEFAULT 0",
            // While it is open and nobody has claimed it or was given it, it calls nobody: `due` is null, and it
            // closes with its incident.
            "ALTER TABLE hot_case ADD COLUMN incident \(int)",
            // Since when its author should be told how the incident goes, and when they were: once.
            "ALTER TABLE hot_case ADD COLUMN tell_since \(int)",
            "ALTER TABLE hot_case ADD COLUMN told_at \(int)",
            "ALTER TABLE hot_case ADD COLUMN merged_into \(int)",
            "ALTER TABLE hot_case ADD COLUMN first_touched \(int)",
            "ALTER TABLE hot_case ADD COLUMN closed_at \(int)",
            // The queue's first page.
            """
            CREATE INDEX hot_case_queue ON hot_case (rank, id)
            WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed')
            """,
            // What somebody holds, in the same order: the few of many.
            """
            CREATE INDEX hot_case_by_holder ON hot_case (claimed_by, rank, id)
            WHERE claimed_by IS NOT NULL AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
            """,
            // Escalation.
            """
            CREATE INDEX hot_case_due ON hot_case (due)
            WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed')
            """,
            // An incident's cases.
            "CREATE INDEX hot_case_of_incident ON hot_case (incident) WHERE incident IS NOT NULL",
            // The numbers: cases by when they were opened.
            "CREATE INDEX hot_case_by_time ON hot_case (first_heard)",
            "CREATE INDEX hot_case_to_tell ON hot_case (tell_since) WHERE tell_since IS NOT NULL AND told_at IS NULL",
            // By what a message is known to be about the same thing, while its case is open: `t:` and a piece of the
            // text's print, whole in `print`; `i:` and the rule whose incident it is; `p:` and a handle, for each
            // who wrote about an incident. `r:` and a rule is kept for the length of a burst, whatever becomes of
            // the case. `at` is when it was last met.
            """
            CREATE TABLE case_key (
                id \(key), name TEXT NOT NULL, hot_case \(int) NOT NULL REFERENCES hot_case (id), at \(int) NOT NULL,
                print \(int), author TEXT, is_public \(int) NOT NULL DEFAULT 0, UNIQUE (name, hot_case)
            )\(strict)
            """,
            "CREATE INDEX case_key_by_case ON case_key (hot_case)",
            "CREATE INDEX case_key_by_time ON case_key (name, at)",
            // How many cases each rule opened in each hour since 1970: the habit that a burst is held against.
            """
            CREATE TABLE case_habit (
                rule TEXT NOT NULL, hour \(int) NOT NULL, cases \(int) NOT NULL, PRIMARY KEY (rule, hour)
            )\(strict)
            """,
        ]
    }

    private static func pages(integer int: String, key: String, strict: String) -> [String] {
        [
            // `number`: what its answer begins with, the case's own; below zero for a notice. `tried`: means that failed.
            // `check_at`: when it is looked at next: for its delivery, or to be given to the next means;
            // null where it has ended. `errand`: the outbox row that carries it, perhaps with others.
            """
            CREATE TABLE page (
                id \(key), hot_case \(int) REFERENCES hot_case (id), person TEXT NOT NULL, why TEXT NOT NULL,
                words TEXT NOT NULL, number \(int) NOT NULL, state TEXT NOT NULL, reach TEXT NOT NULL,
                tried \(int) NOT NULL DEFAULT 0, means TEXT NOT NULL, address TEXT NOT NULL, errand \(int),
                created_at \(int) NOT NULL, sent_at \(int), delivered_at \(int), check_at \(int),
                provider TEXT NOT NULL DEFAULT '', answered_at \(int), answer TEXT NOT NULL DEFAULT '',
                last_error TEXT NOT NULL DEFAULT ''
            )\(strict)
            """,
            """
            CREATE UNIQUE INDEX page_number ON page (person, number)
            WHERE state IN ('waiting', 'sent', 'delivered')
            """,
            "CREATE INDEX page_check ON page (check_at) WHERE check_at IS NOT NULL",
            "CREATE INDEX page_by_case ON page (hot_case) WHERE hot_case IS NOT NULL",
            "CREATE INDEX page_by_errand ON page (errand) WHERE errand IS NOT NULL",
            // For throttling: the newest page of a person by a means.
            "CREATE INDEX page_by_person ON page (person, means, id)",
        ]
    }

    private static func accounts(integer int: String, key: String, strict: String) -> [String] {
        [
            // `password`: `scrypt$N$r$p$salt$hash`; null: signs in by proxy alone. `role`: viewer, agent, lead, admin.
            """
            CREATE TABLE account (
                id \(key), name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password TEXT, made_at \(int) NOT NULL,
                disabled_at \(int)
            )\(strict)
            """,
            // `hash`: SHA-256 of what the browser holds, in hexadecimal.
            """
            CREATE TABLE session (
                hash TEXT PRIMARY KEY, account \(int) NOT NULL REFERENCES account (id), made_at \(int) NOT NULL,
                seen_at \(int) NOT NULL, until \(int) NOT NULL, address TEXT NOT NULL
            )\(strict)
            """,
            "CREATE INDEX session_by_account ON session (account)",
            """
            CREATE TABLE api_token (
                id \(key), account \(int) NOT NULL REFERENCES account (id), name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
                role TEXT NOT NULL, made_at \(int) NOT NULL, used_at \(int), until \(int), revoked_at \(int)
            )\(strict)
            """,
            // Append-only; `chain` is SHA-256 over the row before and this one.
            """
            CREATE TABLE audit (
                id \(key), at \(int) NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, subject TEXT NOT NULL,
                address TEXT NOT NULL, note TEXT NOT NULL, chain TEXT NOT NULL
            )\(strict)
            """,
        ]
    }
}
