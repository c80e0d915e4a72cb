import Synchronization

/// A rule set's tables and its working memory: workbenches are lent to one caller at a time.
final class Bench: Sendable {
    let compiled: Compiled
    private let idle = Mutex<[Seat]>([])

    /// Unchecked: a seat is in the idle list or in the hands of the one caller who took it out under the
    /// lock, never both.
    final class Seat: @unchecked Sendable {
        var workbench: Workbench
        init(_ compiled: borrowing Compiled) { workbench = Workbench(compiled) }
    }

    private static let mostIdle = 64

    init(_ compiled: consuming Compiled) { self.compiled = compiled }

    func withWorkbench<Result>(_ body: (inout Workbench) -> Result) -> Result {
        let seat = idle.withLock { $0.popLast() } ?? Seat(compiled)
        let result = body(&seat.workbench)
        if !seat.workbench.isBloated {
            idle.withLock { if $0.count < Self.mostIdle { $0.append(seat) } }
        }
        return result
    }
}
