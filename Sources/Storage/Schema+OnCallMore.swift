extension Schema {
    /// Step 4: means that do not reach their person, what each self-check said last, and what a provider reports of
    /// a page before it is known as sent.
    static func onCallMore(integer int: String, strict: String) -> [String] {
        [
            // `what`: `stopped`, the person wants nothing more by it and it is passed over; `failed`, the last page
            // by it was refused or came back. By the address and not the person: a new number is a new beginning.
            """
            CREATE TABLE means_trouble (
                kind TEXT NOT NULL, address TEXT NOT NULL, person TEXT NOT NULL, what TEXT NOT NULL,
                since \(int) NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (kind, address)
            )\(strict)
            """,
            // A row for each worker that calls people; `words` is empty where all was well.
            "CREATE TABLE self_check (worker TEXT PRIMARY KEY, at \(int) NOT NULL, words TEXT NOT NULL)\(strict)",
            // `delivered`, or `failed` and why: reported by the gateway itself, perhaps before its answer was read.
            "ALTER TABLE page ADD COLUMN report TEXT",
            // The incidents among many open cases.
            """
            CREATE INDEX hot_case_incidents ON hot_case (rank, id)
            WHERE is_incident = 1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
            """,
            // The numbers: pages by when they were written.
            "CREATE INDEX page_by_time ON page (created_at)",
        ]
    }
}
