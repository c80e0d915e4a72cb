import Synchronization

/// A rule set's tables and its working memory: a seat is lent to one caller at a time.
final class Bench: Sendable {
    let compiled: Compiled
    let tables: Tables
    private let idle = Mutex<[Seat]>([])

    /// The workbenches of one caller: one for the text, and, where rules look there, one for each other part
    /// of a message.
    ///
    /// Unchecked: a seat is in the idle list or in the hands of the one caller who took it out under the
    /// lock, never both.
    final class Seat: @unchecked Sendable {
        var text: Workbench
        let parts: [Part]

        final class Part {
            let zone: Zone
            var workbench: Workbench
            init(_ zone: Zone, _ tables: Tables) {
                self.zone = zone
                workbench = Workbench(tables)
            }
        }

        init(_ tables: Tables, zones: [Zone]) {
            text = Workbench(tables)
            parts = zones.map { Part($0, tables) }
        }

        var isBloated: Bool { text.isBloated || parts.contains { $0.workbench.isBloated } }
    }

    private static let mostIdle = 64

    init(_ compiled: Compiled) {
        self.compiled = compiled
        tables = Tables(compiled)
    }

    func withSeat<Result>(_ body: (Seat) -> Result) -> Result {
        let seat = idle.withLock { $0.popLast() } ?? Seat(tables, zones: compiled.zones)
        let result = body(seat)
        if !seat.isBloated {
            idle.withLock { if $0.count < Self.mostIdle { $0.append(seat) } }
        }
        return result
    }
}
