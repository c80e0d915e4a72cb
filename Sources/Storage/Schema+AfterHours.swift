extension Schema {
    /// Step 4: what is said to customers by itself, what they said of being written to, and call-backs.
    static func afterHours(integer int: String, key: String, strict: String) -> [String] {
        answers(integer: int, key: key, strict: strict) + callBacks(integer: int, key: key, strict: strict)
    }

    private static func answers(integer int: String, key: String, strict: String) -> [String] {
        [
            // Why nothing was sent, `code: detail`; null where nobody was asked, or something was.
            "ALTER TABLE message ADD COLUMN silence TEXT",
            // `facts` is JSON; `subject` and `text` are what was sent, or would have been. `reason`: why it was not.
            """
            CREATE TABLE answer (
                id \(key), kind TEXT NOT NULL, state TEXT NOT NULL, source \(int) NOT NULL, conversation \(int),
                message \(int), hot_case \(int), call_back \(int), handle TEXT NOT NULL, domain TEXT NOT NULL,
                language TEXT NOT NULL, visibility TEXT NOT NULL, facts TEXT NOT NULL, because TEXT NOT NULL,
                reason TEXT NOT NULL DEFAULT '', subject TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '',
                receipt TEXT NOT NULL DEFAULT '', errand \(int), created_at \(int) NOT NULL, sent_at \(int)
            )\(strict)
            """,
            // Said before in the conversation.
            "CREATE INDEX answer_by_conversation ON answer (conversation, id)",
            // The caps.
            "CREATE INDEX answer_by_handle ON answer (handle, created_at)",
            "CREATE INDEX answer_by_domain ON answer (domain, created_at) WHERE domain <> ''",
            // From its outbox row.
            "CREATE UNIQUE INDEX answer_by_errand ON answer (errand) WHERE errand IS NOT NULL",
            // By handle, which for a telephone number holds on every channel that uses it.
            """
            CREATE TABLE opt_out (
                address TEXT PRIMARY KEY, at \(int) NOT NULL, words TEXT NOT NULL, message \(int),
                is_free_form \(int) NOT NULL, until_at \(int)
            )\(strict)
            """,
        ]
    }

    private static func callBacks(integer int: String, key: String, strict: String) -> [String] {
        [
            // `offered` are microseconds, a space between two.
            """
            CREATE TABLE talk (
                id \(key), conversation \(int) NOT NULL, state TEXT NOT NULL, offered TEXT NOT NULL, chosen \(int),
                number TEXT NOT NULL, zone TEXT NOT NULL, language TEXT NOT NULL, asked \(int) NOT NULL,
                created_at \(int) NOT NULL, expires_at \(int) NOT NULL
            )\(strict)
            """,
            // The newest of a conversation.
            "CREATE INDEX talk_by_conversation ON talk (conversation, id)",
            // One open talk a conversation.
            """
            CREATE UNIQUE INDEX talk_open ON talk (conversation)
            WHERE state IN ('offered', 'needs-number', 'checks-number')
            """,
            """
            CREATE TABLE call_back (
                id \(key), state TEXT NOT NULL, start_at \(int) NOT NULL, end_at \(int) NOT NULL, seat \(int) NOT NULL,
                team TEXT NOT NULL, number TEXT NOT NULL, customer TEXT, handle TEXT NOT NULL, source \(int) NOT NULL,
                conversation \(int), hot_case \(int), language TEXT NOT NULL, zone TEXT NOT NULL,
                version \(int) NOT NULL, uid TEXT NOT NULL UNIQUE, sequence \(int) NOT NULL, attempts \(int) NOT NULL,
                due \(int), waited_since \(int) NOT NULL, topic TEXT NOT NULL, created_at \(int) NOT NULL
            )\(strict)
            """,
            // No seat is sold twice, whatever else goes wrong.
            """
            CREATE UNIQUE INDEX call_back_seat ON call_back (team, start_at, seat)
            WHERE state IN ('booked', 'ringing')
            """,
            // What is to be done next.
            "CREATE INDEX call_back_due ON call_back (due) WHERE due IS NOT NULL",
            // A customer's own.
            "CREATE INDEX call_back_by_conversation ON call_back (conversation) WHERE conversation IS NOT NULL",
            "CREATE INDEX call_back_by_handle ON call_back (handle, start_at)",
            // The list, by time.
            "CREATE INDEX call_back_by_time ON call_back (start_at)",
            """
            CREATE TABLE call_back_event (
                id \(key), call_back \(int) NOT NULL REFERENCES call_back (id), at \(int) NOT NULL, who TEXT NOT NULL,
                what TEXT NOT NULL, note TEXT NOT NULL
            )\(strict)
            """,
            "CREATE INDEX call_back_event_by_call_back ON call_back_event (call_back, id)",
            // The ticket that asks somebody to ring.
            "ALTER TABLE errand ADD COLUMN call_back \(int)",
            "CREATE INDEX errand_by_call_back ON errand (call_back) WHERE call_back IS NOT NULL",
        ]
    }
}

extension Schema {
    /// Step 5: which case calls people for a call that rings, and how that case was before.
    static func callDuties(integer int: String, strict: String) -> [String] {
        [
            // `set_promise` is what ringing made of the promise; `ended_by` told that they rang in vain.
            """
            CREATE TABLE call_duty (
                call_back \(int) PRIMARY KEY, hot_case \(int) NOT NULL, is_own \(int) NOT NULL, rang_at \(int) NOT NULL,
                state TEXT NOT NULL, claimed_by TEXT, due \(int), target TEXT, is_held \(int) NOT NULL,
                step \(int) NOT NULL, round \(int) NOT NULL, promise \(int), set_promise \(int),
                tells_taken \(int) NOT NULL, between_pages \(int) NOT NULL, ended_by TEXT,
                note TEXT NOT NULL DEFAULT ''
            )\(strict)
            """,
            // Of a case that somebody takes up or closes.
            "CREATE INDEX call_duty_by_case ON call_duty (hot_case)",
        ]
    }
}
