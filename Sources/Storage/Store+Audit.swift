import Triage

/// One line of what was done to accounts and by whom they were used.
package struct AuditLine: Hashable, Sendable {
    package var id: Int64
    package var at: Moment
    package var who: String
    package var what: String
    package var subject: String
    package var address: String
    package var note: String

    package init(id: Int64, at: Moment, who: String, what: String, subject: String, address: String, note: String) {
        self.id = id
        self.at = at
        self.who = who
        self.what = what
        self.subject = subject
        self.address = address
        self.note = note
    }
}

/// Where the chain breaks: this line, or one that stood before it, is not as it was written.
package struct AuditFault: Hashable, Sendable {
    package var id: Int64
    package var at: Moment

    package init(id: Int64, at: Moment) {
        self.id = id
        self.at = at
    }
}

extension Store {
    /// Adds a line. Nothing in Earshot changes or removes one.
    package func audit(_ doer: Doer, _ what: String, subject: String = "", note: String = "", now: Moment) async throws
    {
        try await engine.write { transaction in
            try Audit.append(doer, what, subject: subject, note: note, at: now, transaction)
        }
    }

    /// Newest first.
    package func auditLines(limit: Int, before id: Int64 = .max) async throws -> [AuditLine] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT id, at, who, what, subject, address, note FROM audit WHERE id < ?1 ORDER BY id DESC LIMIT ?2
                """, [.integer(id), .int(limit)]
            ).map { try Audit.line($0).line }
        }
    }

    /// The first line at which the chain does not hold; nil where every line is as it was written. A chain whose
    /// newest lines were cut off holds: whoever wants to see that notes `auditHead` elsewhere.
    package func auditFault() async throws -> AuditFault? {
        var (last, chain): (Int64, String) = (.min, "")
        while true {
            let (after, before) = (last, chain)
            let (fault, reached, link, isEnd) = try await engine.read { transaction in
                var (reached, chain) = (after, before)
                let rows = try transaction.rows(
                    """
                    SELECT id, at, who, what, subject, address, note, chain FROM audit WHERE id > ?1
                    ORDER BY id LIMIT 1000
                    """, [.integer(after)])
                for row in rows {
                    let (line, written) = try Audit.line(row, withChain: true)
                    chain = Audit.link(chain, line)
                    guard chain == written else {
                        return (AuditFault(id: line.id, at: line.at) as AuditFault?, reached, chain, true)
                    }
                    reached = line.id
                }
                return (nil, reached, chain, rows.count < 1000)
            }
            if let fault { return fault }
            if isEnd { return nil }
            (last, chain) = (reached, link)
        }
    }

    /// The newest line's number and link, to be noted where nobody who can write to the database can.
    package func auditHead() async throws -> (id: Int64, chain: String)? {
        try await engine.read { transaction in
            try transaction.row("SELECT id, chain FROM audit ORDER BY id DESC LIMIT 1").map {
                (try $0.integer(0), try $0.text(1))
            }
        }
    }
}

enum Audit {
    /// Bounds of what strangers can put into a line.
    private static let longest = 500

    static func append(
        _ doer: Doer, _ what: String, subject: String, note: String, at now: Moment, _ transaction: any Transaction
    ) throws {
        let before = try transaction.row("SELECT chain FROM audit ORDER BY id DESC LIMIT 1")?.text(0) ?? ""
        let line = AuditLine(
            id: 0, at: now, who: bounded(doer.name), what: bounded(what), subject: bounded(subject),
            address: bounded(doer.address), note: bounded(note))
        _ = try transaction.insert(
            """
            INSERT INTO audit (at, who, what, subject, address, note, chain) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """,
            [
                .time(line.at), .text(line.who), .text(line.what), .text(line.subject), .text(line.address),
                .text(line.note), .text(link(before, line)),
            ])
    }

    /// SHA-256 over the link before and this line, each text under its length.
    static func link(_ before: String, _ line: AuditLine) -> String {
        var digest = Digest()
        for text in [before, "\(line.at.microseconds)", line.who, line.what, line.subject, line.address, line.note] {
            digest.add(Array("\(text.utf8.count):".utf8))
            digest.add(Array(text.utf8))
        }
        return digest.hex()
    }

    static func line(_ row: Row, withChain: Bool = false) throws -> (line: AuditLine, chain: String) {
        var columns = Columns(row)
        let line = AuditLine(
            id: try columns.integer(), at: try columns.time(), who: try columns.text(), what: try columns.text(),
            subject: try columns.text(), address: try columns.text(), note: try columns.text())
        return (line, withChain ? try columns.text() : "")
    }

    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > longest || Value.hasNul(text) else { return text }
        var head = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            used += scalar.utf8.count
            if used > longest { break }
            head.append(scalar)
        }
        return Value.withoutNul(String(head))
    }
}
