extension Schema {
    /// What each worker's rules are, and what people said of them afterwards.
    static func rulesInForce(integer int: String, key: String, strict: String) -> [String] {
        [
            // One row a worker that runs rules. `refused_at` is null while the rules folder holds what is in force.
            """
            CREATE TABLE rules_in_force (
                worker TEXT PRIMARY KEY, hash TEXT NOT NULL, rules \(int) NOT NULL, since \(int) NOT NULL,
                seen_at \(int) NOT NULL, refused_at \(int), complaint TEXT NOT NULL DEFAULT '',
                errors \(int) NOT NULL DEFAULT 0
            )\(strict)
            """,
            // Messages that a person says should have been found; `rule` is empty where they named none.
            """
            CREATE TABLE missed_message (
                id \(key), message \(int) NOT NULL REFERENCES message (id), rule TEXT NOT NULL, at \(int) NOT NULL,
                who TEXT NOT NULL, UNIQUE (message, rule)
            )\(strict)
            """,
        ]
    }
}
