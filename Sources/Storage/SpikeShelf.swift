import Triage

/// The spikes that one run of `remember` counts: what was read of them, and what is still to be written.
///
/// A thousand messages of one outage count in the same few minutes, so their buckets are read once and written
/// once, at the end of the transaction. It is a value: an item that is rolled back leaves the shelf as it was.
struct SpikeShelf {
    struct Name: Hashable {
        var spike: String
        var key: String
    }

    /// A row of `spike`; nil `id`: it is not there yet.
    struct Counted {
        var id: Int64?
        var began: Moment?
        /// It counted something else until now, and what it counted means nothing any more.
        var isStale = false
        var hasNewKeys = false
    }

    /// A row of `spike_key` and its buckets.
    struct Entry {
        var spike: Spike
        var id: Int64?
        var history = SpikeHistory()
        var minutes: ClosedRange<Int64>?
        /// Those that may concern a message of these minutes, newest first.
        var firings: [SpikeFiring] = []
        /// Of its newest firing, where it is still open.
        var openCase: CaseID?
        var hours: Set<Int64> = []
        var changedMinutes: Set<Int64> = []
        var changedHours: Set<Int64> = []
        /// Messages counted last, oldest first.
        var latest: [Int64] = []
        var lastTime: Int64 = 0
        /// Messages that belong to the spike's case, to be entered at the end.
        var joined: [Int64: [Int64]] = [:]
    }

    var spikes: [String: Counted] = [:]
    var entries: [Name: Entry] = [:]

    /// Shown with a spike's case when it opens.
    static let latest = 20
    /// Keys of one spike; where there are more, those that were quiet for longest are let go.
    static let mostKeys = 10_000
    static let minute: Int64 = 1
    static let hour: Int64 = 60

    mutating func recall(
        _ ask: SpikeAsk, isCounted: Bool, now: Moment, _ transaction: any Transaction
    ) throws -> SpikeMemory {
        let name = Name(spike: ask.spike.name, key: Value.key(ask.key))
        let spike = try counted(ask.spike, transaction)
        var entry = try entries[name] ?? self.entry(ask.spike, name, spike, transaction)
        let minute = ask.minute(now: now)
        let window = Int64(ask.spike.window)
        try load(minute - window...minute + window, into: &entry, name, transaction)
        if ask.spike.unusual != nil { try loadHours(around: minute, into: &entry, transaction) }
        entry.history.began = spike.began
        entries[name] = entry
        return SpikeMemory(
            isCounted: isCounted, history: entry.history, firings: entry.firings, openCase: entry.openCase)
    }

    private static func firing(_ row: Row) throws -> SpikeFiring {
        var columns = Columns(row)
        return SpikeFiring(
            state: try columns.word(SpikeFiring.State.self), end: try columns.integer(), count: try columns.int(),
            isEstimate: try columns.flag(), usual: try columns.millionthsOrNil(),
            hotCase: try columns.integerOrNil().map { CaseID(rawValue: $0) })
    }

    mutating func counted(_ spike: Spike, _ transaction: any Transaction) throws -> Counted {
        if let known = spikes[spike.name] { return known }
        var counted = Counted()
        if let row = try transaction.row("SELECT id, counts, began FROM spike WHERE name = ?1", [.text(spike.name)]) {
            var columns = Columns(row)
            counted.id = try columns.integer()
            counted.isStale = try columns.text() != spike.counts
            let began = try columns.time()
            if !counted.isStale { counted.began = began }
        }
        spikes[spike.name] = counted
        return counted
    }

    private func entry(
        _ spike: Spike, _ name: Name, _ counted: Counted, _ transaction: any Transaction
    ) throws -> Entry {
        var entry = Entry(spike: spike)
        entry.openCase = try Self.openCase(name, transaction)
        guard let id = counted.id, !counted.isStale,
            let row = try transaction.row(
                "SELECT id, last_time, latest FROM spike_key WHERE spike = ?1 AND key = ?2",
                [.integer(id), .text(name.key)])
        else { return entry }
        var columns = Columns(row)
        entry.id = try columns.integer()
        entry.lastTime = try columns.integer()
        entry.latest = try columns.text().split(separator: " ").compactMap { Int64($0) }
        return entry
    }

    private static func openCase(_ name: Name, _ transaction: any Transaction) throws -> CaseID? {
        guard
            let row = try transaction.row(
                """
                SELECT f.hot_case, c.state FROM spike_fired f JOIN hot_case c ON c.id = f.hot_case
                WHERE f.spike = ?1 AND f.key = ?2 AND f.hot_case IS NOT NULL ORDER BY f.end_minute DESC LIMIT 1
                """, [.text(name.spike), .text(name.key)])
        else { return nil }
        var columns = Columns(row)
        let id = CaseID(rawValue: try columns.integer())
        return try columns.word(Case.State.self).isOpen ? id : nil
    }

    private func load(
        _ range: ClosedRange<Int64>, into entry: inout Entry, _ name: Name, _ transaction: any Transaction
    ) throws {
        if let known = entry.minutes, known.lowerBound <= range.lowerBound, known.upperBound >= range.upperBound {
            return
        }
        let known = entry.minutes ?? range
        let wanted = min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
        entry.minutes = wanted
        let again = Int64(entry.spike.again)
        entry.firings = try transaction.rows(
            """
            SELECT state, end_minute, count, is_estimate, usual, hot_case FROM spike_fired
            WHERE spike = ?1 AND key = ?2 AND end_minute BETWEEN ?3 AND ?4 ORDER BY end_minute DESC
            """,
            [
                .text(name.spike), .text(name.key), .integer(wanted.lowerBound - again),
                .integer(wanted.upperBound + again),
            ]
        ).map(Self.firing)
        guard let id = entry.id else { return }
        for row in try transaction.rows(
            """
            SELECT slot, messages, members FROM spike_bucket
            WHERE spike_key = ?1 AND span = ?2 AND slot BETWEEN ?3 AND ?4
            """, [.integer(id), .integer(Self.minute), .integer(wanted.lowerBound), .integer(wanted.upperBound)])
        {
            let (slot, bucket) = try Self.bucket(row)
            if !entry.changedMinutes.contains(slot) { entry.history.minutes[slot] = bucket }
        }
    }

    /// The same hour of each day that is asked about, for every hour in which a window may end; and the hour
    /// itself, which the message is added to.
    private func loadHours(around minute: Int64, into entry: inout Entry, _ transaction: any Transaction) throws {
        let window = Int64(entry.spike.window)
        let own = SpikeHistory.hour(ofMinute: minute)
        let later = entry.history.minutes.keys.filter { $0 > minute && $0 <= minute + window }
        for hour in Set(later.map(SpikeHistory.hour(ofMinute:)) + [own]) where entry.hours.insert(hour).inserted {
            guard let id = entry.id else { continue }
            for row in try transaction.rows(
                """
                SELECT slot, messages, members FROM spike_bucket
                WHERE spike_key = ?1 AND span = ?2 AND slot BETWEEN ?3 AND ?4 AND (?4 - slot) % 24 = 0
                """,
                [
                    .integer(id), .integer(Self.hour), .integer(hour - Int64(SpikeHistory.days) * 24), .integer(hour),
                ])
            {
                let (slot, bucket) = try Self.bucket(row)
                if !entry.changedHours.contains(slot) { entry.history.hours[slot] = bucket }
            }
        }
    }

    private static func bucket(_ row: Row) throws -> (Int64, SpikeBucket) {
        var columns = Columns(row)
        let slot = try columns.integer()
        var bucket = SpikeBucket(messages: try columns.int())
        if let bytes = try columns.blobOrNil() {
            guard let members = SpikeTally(bytes) else {
                throw StorageError.fault("the members of a spike's bucket cannot be read")
            }
            bucket.members = members
        }
        return (slot, bucket)
    }
}
