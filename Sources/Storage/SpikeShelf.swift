import Triage

/// The spikes that one run of `remember` counts: what was read of them, and what is still to be written.
///
/// A thousand messages of one outage count in the same few minutes, so their buckets are read once and written
/// once, at the end of the transaction. It is a value: an item that is rolled back leaves the shelf as it was.
struct SpikeShelf {
    private struct Name: Hashable {
        var spike: String
        var key: String
    }

    /// A row of `spike`; nil `id`: it is not there yet.
    private struct Counted {
        var id: Int64?
        var began: Moment?
        /// It counted something else until now, and what it counted means nothing any more.
        var isStale = false
        var hasNewKeys = false
    }

    /// A row of `spike_key` and its buckets.
    private struct Entry {
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

    private var spikes: [String: Counted] = [:]
    private var entries: [Name: Entry] = [:]

    /// Shown with a spike's case when it opens.
    static let latest = 20
    /// Keys of one spike; where there are more, those that were quiet for longest are let go.
    static let mostKeys = 10_000
    private static let minute: Int64 = 1
    private static let hour: Int64 = 60

    // MARK: Reading

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

    private mutating func counted(_ spike: Spike, _ transaction: any Transaction) throws -> Counted {
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

    // MARK: Counting

    /// - Parameters:
    ///   - message: the row of the message that counts.
    /// - Returns: the case that the spike opened, if it did.
    mutating func count(
        _ change: SpikeChange, message: Int64, conversation: ConversationID?, now: Moment,
        _ transaction: any Transaction
    ) throws -> CaseID? {
        let ask = change.ask
        let spike = ask.spike
        let name = Name(spike: spike.name, key: Value.key(ask.key))
        guard var entry = entries[name] else { throw StorageError.fault("a spike was counted and never recalled") }
        let spikeRow = try begin(spike, now: now, transaction)
        if entry.id == nil {
            entry.id = try transaction.insert(
                // Another host's row that this transaction cannot see yet makes it run again, as the update demands.
                """
                INSERT INTO spike_key (spike, key, last_time, latest) VALUES (?1, ?2, ?3, '')
                ON CONFLICT (spike, key) DO UPDATE SET last_time = excluded.last_time
                """,
                [.integer(spikeRow), .text(name.key), .time(now)])
            spikes[spike.name]?.hasNewKeys = true
        }
        let minute = ask.minute(now: now)
        let member = ask.member(conversation: conversation)
        let last = SpikeHistory.minute(of: now)
        if minute >= last - SpikeHistory.keptMinutes(window: spike.window) {
            entry.history.minutes[minute, default: SpikeBucket()].add(member)
            entry.changedMinutes.insert(minute)
        }
        let hour = SpikeHistory.hour(ofMinute: minute)
        if spike.unusual != nil, hour >= SpikeHistory.hour(ofMinute: last) - SpikeHistory.keptHours {
            entry.history.hours[hour, default: SpikeBucket()].add(member)
            entry.changedHours.insert(hour)
        }
        entry.latest = entry.latest.suffix(Self.latest - 1) + [message]
        entry.lastTime = max(entry.lastTime, minute * 60_000_000)
        var opened: CaseID?
        if let firing = change.firing {
            var hotCase: CaseID?
            switch change.caseChange {
            case .none: break
            case .open(let draft):
                let incident = try Self.incident(of: entry.latest, transaction)
                let id = try StoredCase.open(draft, at: now, transaction)
                if let incident { try Self.join(id, to: incident, at: now, transaction) }
                (hotCase, opened) = (id, id)
            case .join(let id, let draft):
                try StoredCase.join(id, draft, at: now, transaction)
                try StoredCase.note(id, by: "earshot", "spike", draft.title, at: now, transaction)
                hotCase = id
            }
            if let hotCase {
                // Opening and joining counted this message; those that led to it are counted here.
                let linked = try Self.link(entry.latest, to: hotCase.rawValue, transaction)
                try Self.raise(hotCase.rawValue, by: linked - 1, transaction)
            }
            try Self.write(firing, name, window: spike.window, hotCase, now: now, transaction)
            var known = firing
            known.hotCase = hotCase
            entry.firings = (entry.firings + [known]).sorted { $0.end > $1.end }
            entry.openCase = hotCase ?? entry.openCase
        } else if case .join(let id, _) = change.caseChange {
            entry.joined[id.rawValue, default: []].append(message)
        }
        entries[name] = entry
        return opened
    }

    /// The row of the spike, begun anew where it counted something else before.
    private mutating func begin(_ spike: Spike, now: Moment, _ transaction: any Transaction) throws -> Int64 {
        var counted = try counted(spike, transaction)
        if let id = counted.id, !counted.isStale { return id }
        if let id = counted.id {
            try transaction.run(
                "DELETE FROM spike_bucket WHERE spike_key IN (SELECT id FROM spike_key WHERE spike = ?1)",
                [.integer(id)])
            try transaction.run("DELETE FROM spike_key WHERE spike = ?1", [.integer(id)])
            try transaction.run(
                "UPDATE spike SET counts = ?2, began = ?3 WHERE id = ?1",
                [.integer(id), .text(spike.counts), .time(now)])
        } else {
            counted.id = try transaction.insert(
                """
                INSERT INTO spike (name, counts, began) VALUES (?1, ?2, ?3)
                ON CONFLICT (name) DO UPDATE SET counts = excluded.counts
                """,
                [.text(spike.name), .text(spike.counts), .time(now)])
        }
        (counted.isStale, counted.began) = (false, now)
        spikes[spike.name] = counted
        guard let id = counted.id else { throw StorageError.fault("a spike has no row") }
        return id
    }

    private static func write(
        _ firing: SpikeFiring, _ name: Name, window: Int, _ hotCase: CaseID?, now: Moment,
        _ transaction: any Transaction
    ) throws {
        try transaction.run(
            """
            INSERT INTO spike_fired (
                spike, key, state, fired_at, end_minute, window_minutes, count, is_estimate, usual, hot_case)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """,
            [
                .text(name.spike), .text(name.key), .text(firing.state.rawValue), .time(now), .integer(firing.end),
                .int(window), .int(firing.count), .flag(firing.isEstimate), .millionths(orNull: firing.usual),
                .orNull(hotCase?.rawValue),
            ])
    }

    /// A message that was folded into the case belongs to it, and is counted there.
    /// - Returns: how many were not there yet.
    private static func link(_ messages: [Int64], to hotCase: Int64, _ transaction: any Transaction) throws -> Int {
        try messages.reduce(0) { sum, message in
            try sum
                + transaction.run(
                    """
                    INSERT INTO case_message (hot_case, message)
                    SELECT hot_case.id, message.id FROM hot_case, message
                    WHERE hot_case.id = ?1 AND message.id = ?2 AND coalesce(message.hot_case, 0) <> ?1
                    ON CONFLICT (hot_case, message) DO NOTHING
                    """, [.integer(hotCase), .integer(message)])
        }
    }

    private static func raise(_ hotCase: Int64, by count: Int, _ transaction: any Transaction) throws {
        guard count != 0 else { return }
        try transaction.run(
            "UPDATE hot_case SET messages = messages + ?2 WHERE id = ?1", [.integer(hotCase), .int(count)])
    }

    // MARK: Writing

    /// At the end of the transaction.
    /// - Returns: the spikes of which keys were let go because there were too many, and how many.
    mutating func write(now: Moment, _ transaction: any Transaction) throws -> [String: Int] {
        let last = SpikeHistory.minute(of: now)
        for (_, entry) in entries {
            guard let id = entry.id else { continue }
            for slot in entry.changedMinutes.sorted() {
                try Self.write(entry.history.minutes[slot], slot, Self.minute, of: id, transaction)
            }
            for slot in entry.changedHours.sorted() {
                try Self.write(entry.history.hours[slot], slot, Self.hour, of: id, transaction)
            }
            guard !entry.latest.isEmpty else { continue }
            try transaction.run(
                "UPDATE spike_key SET last_time = ?2, latest = ?3 WHERE id = ?1",
                [
                    .integer(id), .integer(entry.lastTime),
                    .text(entry.latest.map { String($0) }.joined(separator: " ")),
                ])
            for (hotCase, messages) in entry.joined {
                try Self.raise(hotCase, by: Self.link(messages, to: hotCase, transaction), transaction)
            }
            guard !entry.changedMinutes.isEmpty || !entry.changedHours.isEmpty else { continue }
            let oldest: [(Int64, Int64)] = [
                (Self.minute, last - SpikeHistory.keptMinutes(window: entry.spike.window)),
                (Self.hour, SpikeHistory.hour(ofMinute: last) - SpikeHistory.keptHours),
            ]
            for (span, slot) in oldest {
                try transaction.run(
                    "DELETE FROM spike_bucket WHERE spike_key = ?1 AND span = ?2 AND slot < ?3",
                    [.integer(id), .integer(span), .integer(slot)])
            }
        }
        var letGo: [String: Int] = [:]
        for (name, spike) in spikes where spike.hasNewKeys {
            guard let id = spike.id else { continue }
            let count = try Self.letGo(id, now: now, transaction)
            if count > 0 { letGo[name] = count }
        }
        self = SpikeShelf()
        return letGo
    }

    private static func write(
        _ bucket: SpikeBucket?, _ slot: Int64, _ span: Int64, of key: Int64, _ transaction: any Transaction
    ) throws {
        guard let bucket else { return }
        try transaction.run(
            """
            INSERT INTO spike_bucket (spike_key, span, slot, messages, members) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (spike_key, span, slot) DO UPDATE SET
                messages = excluded.messages, members = excluded.members
            """,
            [
                .integer(key), .integer(span), .integer(slot), .int(bucket.messages),
                bucket.members.map { .blob($0.bytes) } ?? .null,
            ])
    }

    /// Keys of whose history nothing is left go unsaid; those that are too many are counted.
    private static func letGo(_ spike: Int64, now: Moment, _ transaction: any Transaction) throws -> Int {
        let quiet = now - .seconds(SpikeHistory.keptHours * 3600)
        try transaction.run(
            """
            DELETE FROM spike_bucket
            WHERE spike_key IN (SELECT id FROM spike_key WHERE spike = ?1 AND last_time < ?2)
            """, [.integer(spike), .time(quiet)])
        try transaction.run(
            "DELETE FROM spike_key WHERE spike = ?1 AND last_time < ?2", [.integer(spike), .time(quiet)])
        let count = Int(try transaction.integer("SELECT count(*) FROM spike_key WHERE spike = ?1", [.integer(spike)]))
        guard count > mostKeys else { return 0 }
        for row in try transaction.rows(
            "SELECT id FROM spike_key WHERE spike = ?1 ORDER BY last_time, id LIMIT ?2",
            [.integer(spike), .int(count - mostKeys)])
        {
            let key: [Value] = [.integer(try row.integer(0))]
            try transaction.run("DELETE FROM spike_bucket WHERE spike_key = ?1", key)
            try transaction.run("DELETE FROM spike_key WHERE id = ?1", key)
        }
        return count - mostKeys
    }
}
