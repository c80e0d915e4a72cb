import Synchronization

/// A rule set's tables and its working memory: a seat is lent to one caller at a time.
final class Bench: Sendable {
    let compiled: Compiled
    let tables: Tables
    private let idle = Mutex<[Seat]>([])
    /// The seat given back last, where nobody has taken it yet: one exchange takes it, one gives it back, and most
    /// callers need no more. Its address, held from here; 0 for none.
    private let nearest = Atomic<UInt>(0)

    /// The workbenches of one caller: one for the text, and, where rules look there, one for each other part
    /// of a message. Behind pointers: of a class's own variables, every look would be checked for exclusive
    /// access.
    ///
    /// Unchecked: a seat is in the idle list or in the hands of the one caller who took it out under the
    /// lock, never both.
    final class Seat: @unchecked Sendable {
        let text: UnsafeMutablePointer<Workbench>
        let parts: [Part]

        struct Part {
            let zone: Zone
            let workbench: UnsafeMutablePointer<Workbench>
        }

        init(_ tables: Tables, zones: [Zone]) {
            func workbench() -> UnsafeMutablePointer<Workbench> {
                let place = UnsafeMutablePointer<Workbench>.allocate(capacity: 1)
                place.initialize(to: Workbench(tables))
                return place
            }
            text = workbench()
            parts = zones.map { Part(zone: $0, workbench: workbench()) }
        }

        deinit {
            for workbench in [text] + parts.map(\.workbench) {
                workbench.deinitialize(count: 1)
                workbench.deallocate()
            }
        }

        var isBloated: Bool { text.pointee.isBloated || parts.contains { $0.workbench.pointee.isBloated } }
    }

    private static let mostIdle = 64

    init(_ compiled: Compiled) {
        self.compiled = compiled
        tables = Tables(compiled)
    }

    func withSeat<Result>(_ body: (Seat) -> Result) -> Result {
        let seat = lend()
        let result = body(seat)
        takeBack(seat)
        return result
    }

    /// The caller alone has it until `takeBack`.
    func lend() -> Seat {
        if let seat = UnsafeRawPointer(bitPattern: nearest.exchange(0, ordering: .acquiring)) {
            return Unmanaged<Seat>.fromOpaque(seat).takeRetainedValue()
        }
        return idle.withLock { $0.popLast() } ?? Seat(tables, zones: compiled.zones)
    }

    func takeBack(_ seat: consuming Seat) {
        guard !seat.isBloated else { return }
        let held = Unmanaged.passRetained(consume seat)
        let (isNearest, _) = nearest.compareExchange(
            expected: 0, desired: UInt(bitPattern: held.toOpaque()), ordering: .releasing)
        if isNearest { return }
        let other = held.takeRetainedValue()
        idle.withLock { if $0.count < Self.mostIdle { $0.append(other) } }
    }

    deinit {
        if let seat = UnsafeRawPointer(bitPattern: nearest.load(ordering: .acquiring)) {
            Unmanaged<Seat>.fromOpaque(seat).release()
        }
    }
}
