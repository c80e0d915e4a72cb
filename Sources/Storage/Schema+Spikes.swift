extension Schema {
    /// Spikes, what rules may ask about a person and a conversation, and what a verdict leaned on.
    static func spikesAndContext(integer int: String, key: String, bytes: String, strict: String) -> [String] {
        [
            // Since when an account exists and whether its channel vouches for it; how sure the sentiment is (null:
            // quite); rules in shadow that fired; what the verdict leaned on; names of the spikes it counts for.
            "ALTER TABLE message ADD COLUMN author_since \(int)",
            "ALTER TABLE message ADD COLUMN is_verified \(int)",
            "ALTER TABLE message ADD COLUMN confidence \(int)",
            "ALTER TABLE message ADD COLUMN shadowed TEXT",
            "ALTER TABLE message ADD COLUMN surroundings TEXT",
            "ALTER TABLE message ADD COLUMN spikes TEXT",
            // For `conversation.contacts`: when a person wrote. The one index of this step that every message pays. By
            // hour first, so that it grows near its end: by handle alone each message would dirty a page of its own,
            // which costs ten times as much.
            "CREATE INDEX message_by_hour_and_handle ON message ((time / 3600000000), handle)",
            // For `customer.open_cases`: few messages belong to a case.
            "CREATE INDEX message_case_of_handle ON message (handle, hot_case) WHERE hot_case IS NOT NULL",
            "ALTER TABLE conversation ADD COLUMN answered_at \(int)",
            "ALTER TABLE customer ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
            // `counts`: what is counted; where it changes, the history begins anew, in `began`.
            "CREATE TABLE spike (id \(key), name TEXT NOT NULL UNIQUE, counts TEXT NOT NULL, began \(int) NOT NULL)\(strict)",
            // `latest`: row numbers of the messages counted last.
            """
            CREATE TABLE spike_key (
                id \(key), spike \(int) NOT NULL REFERENCES spike (id), key TEXT NOT NULL, last_time \(int) NOT NULL,
                latest TEXT NOT NULL, UNIQUE (spike, key)
            )\(strict)
            """,
            // For letting go of those that were quiet for longest.
            "CREATE INDEX spike_key_by_time ON spike_key (spike, last_time)",
            // `span`: 1 for a minute, 60 for an hour; `slot`: its number since 1970. `members`: a tally.
            """
            CREATE TABLE spike_bucket (
                spike_key \(int) NOT NULL, span \(int) NOT NULL, slot \(int) NOT NULL, messages \(int) NOT NULL,
                members \(bytes), PRIMARY KEY (spike_key, span, slot)
            )\(strict)
            """,
            """
            CREATE TABLE spike_fired (
                id \(key), spike TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, fired_at \(int) NOT NULL,
                end_minute \(int) NOT NULL, window_minutes \(int) NOT NULL, count \(int) NOT NULL,
                is_estimate \(int) NOT NULL, usual \(int), hot_case \(int) REFERENCES hot_case (id)
            )\(strict)
            """,
            // For whether it may fire again, and for the case that is open.
            "CREATE INDEX spike_fired_by_key ON spike_fired (spike, key, end_minute)",
            // For `status`.
            "CREATE INDEX spike_fired_by_time ON spike_fired (fired_at)",
            // Messages that a spike's case shows; each may belong to a case of its own as well.
            """
            CREATE TABLE case_message (
                hot_case \(int) NOT NULL REFERENCES hot_case (id), message \(int) NOT NULL REFERENCES message (id),
                PRIMARY KEY (hot_case, message)
            )\(strict)
            """,
        ]
    }
}
