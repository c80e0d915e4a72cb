import Storage
import StoragePostgres
import TestKit
import Testing
import Triage

@Suite struct ValueTests {
    @Test func `every kind of cursor comes back as it was, whatever a lane is called`() throws {
        let cursors: Cursors = [
            "#quillfone": .ids(high: "113", walk: nil), "mentions": .ids(high: "", walk: .init(top: "9", below: "5")),
            "a\tb\n%09": .token("W/\"x\t%\"\n"), "day": .time(Moment(microseconds: -7), overlap: 3600),
            "INBOX": .uids(validity: .max, last: 0), "inbox": .names(["a b", "", "c\n"]), "none": .names([]),
            "new": .none,
        ]
        #expect(try StoredCursors.cursors(StoredCursors.text(cursors)) == cursors)
        #expect(try StoredCursors.cursors("") == [:])
    }

    @Test(arguments: ["ids\tlane", "uids\tINBOX\t1\t-1", "later\tlane\t1", "time\tlane\tx\t1", "alone"])
    func `a cursor that cannot be read is a fault and not a fresh start`(_ text: String) {
        #expect(throws: StorageError.self) { try StoredCursors.cursors(text) }
    }

    @Test func `placeholders are rewritten only where they are placeholders`() {
        #expect(
            Placeholders.rewritten("SELECT ?1, '?2 ''?3', \"?4\", a ? b -- ?5\n, ?12")
                == "SELECT $1, '?2 ''?3', \"?4\", a ? b -- ?5\n, $12")
    }

    @Test(arguments: EngineKind.allCases)
    func `values come back as they went, at their limits`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let values: [(Value, Value)] = [
                (.text(""), .blob([])), (.text("\u{1F525}é"), .blob([0, 255, 39])),
                (.text(String(repeating: "x", count: 300_000)), .blob([UInt8](repeating: 7, count: 1 << 20))),
            ]
            for (number, pair) in values.enumerated() {
                let read = try await store.engine.write { transaction in
                    if number == 0 {
                        try transaction.run(
                            "INSERT INTO source (name, channel, started_at) VALUES ('s', 'feed', ?1)",
                            [.integer(.min)])
                    }
                    try transaction.run(
                        """
                        INSERT INTO quarantine (
                            source, identity, revision, channel, reason, content_type, raw, whole_bytes, heard_at)
                        VALUES (1, ?1, '', 'feed', ?2, '', ?3, ?4, ?5)
                        """, [.text("\(number)"), pair.0, pair.1, .integer(.max), .integer(.min)])
                    return try transaction.row(
                        "SELECT reason, raw, whole_bytes, heard_at, NULL FROM quarantine WHERE identity = ?1",
                        [.text("\(number)")])
                }
                #expect(read?.values.prefix(4) == [pair.0, pair.1, .integer(.max), .integer(.min)])
            }
        }
    }

    @Test(arguments: [0, 0.4404, -0.4215, 1, -1, 0.000001])
    func `a sentiment is the same number when it comes back`(_ number: Double) throws {
        var columns = Columns(Row([.millionths(number)]))
        #expect(try columns.millionths() == number)
    }
}
