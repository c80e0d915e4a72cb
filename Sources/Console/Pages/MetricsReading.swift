import Storage
import Triage

/// The numbers for Prometheus (text format 0.0.4), read from the database at most every 15 s, the ledger every
/// minute: whoever scrapes more often gets the same again.
actor MetricsReading {
    private let desk: Desk
    private var quick: (text: String, at: Moment)?
    private var ledger: (text: String, at: Moment)?

    init(_ desk: Desk) { self.desk = desk }

    func text() async throws -> String {
        let now = desk.now
        if quick.map({ Self.isOld($0.at, now, .seconds(15)) }) ?? true {
            quick = (Self.text(try await desk.store.deskNumbers(), now), now)
        }
        if ledger.map({ Self.isOld($0.at, now, .seconds(60)) }) ?? true {
            ledger = (Self.text(try await desk.store.ledger()), now)
        }
        return (quick?.text ?? "") + (ledger?.text ?? "")
    }

    private static func isOld(_ at: Moment, _ now: Moment, _ life: Duration) -> Bool { now < at || now - at >= life }

    private static func text(_ numbers: DeskNumbers, _ now: Moment) -> String {
        var page = Exposition()
        page.gauge("earshot_cases", "Cases that are open, by state.", "state", numbers.cases.map { ($0.rawValue, $1) })
        page.gauge(
            "earshot_oldest_unacknowledged_seconds", "Age of the oldest case that nobody has acknowledged; 0: none.",
            numbers.oldestUnacknowledged.map { max(0, (now - $0).components.seconds) } ?? 0)
        page.gauge("earshot_pages", "Pages, by state.", "state", numbers.pages)
        page.gauge("earshot_errands", "Errands, by state.", "state", numbers.errands.map { ($0.rawValue, $1) })
        return page.text
    }

    private static func text(_ lines: [LedgerLine]) -> String {
        func sum(_ part: (LedgerLine) -> Int) -> Int { lines.reduce(0) { $0 + part($1) } }
        var page = Exposition()
        page.gauge(
            "earshot_messages", "What became of what was heard, over all sources.", "fate",
            [
                ("heard", sum(\.heard)), ("stored", sum(\.stored)), ("duplicate", sum(\.duplicate)),
                ("filtered", sum(\.filtered)), ("quarantined", sum(\.quarantined)),
                ("unaccounted", sum(\.unaccounted)),
            ])
        return page.text
    }
}

private struct Exposition {
    var text = ""

    mutating func gauge(_ name: String, _ help: String, _ value: Int64) {
        head(name, help)
        text += "\(name) \(value)\n"
    }

    /// - Parameter values: by a label of a closed set.
    mutating func gauge(_ name: String, _ help: String, _ label: String, _ values: [(String, Int)]) {
        head(name, help)
        for (word, value) in values { text += "\(name){\(label)=\"\(word)\"} \(value)\n" }
    }

    private mutating func head(_ name: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
    }
}
