import Storage
import Triage

/// Parts of the queue as they were read last, so that five hundred browsers that all hear of one change ask the
/// database once: whatever a line shows is read anew when the queue's mark has grown.
actor QueueReadings {
    private struct Entry {
        var mark: Int64
        var at: Moment
        var reading: Task<QueuePage.Reading, any Error>
    }

    /// As many parts; whoever pages through the queue does not push out what all look at for long.
    private static let most = 64
    /// Ages are told by the clock of each answer; this bounds what a mark does not tell.
    private static let longest: Duration = .seconds(10)

    private let desk: Desk
    private var entries: [String: Entry] = [:]

    init(_ desk: Desk) { self.desk = desk }

    func reading(_ filter: QueueFilter, for name: String) async throws -> QueuePage.Reading {
        let key = filter.show == .mine ? "\(filter.path) \(name)" : filter.path
        let mark = try await desk.store.changeMark()
        let now = desk.now
        if let entry = entries[key], entry.mark == mark, entry.at <= now, now - entry.at < Self.longest {
            return try await entry.reading.value
        }
        if entries.count >= Self.most, entries[key] == nil { entries.removeAll() }
        let store = desk.store
        let reading = Task { try await QueuePage.read(filter, for: name, store) }
        entries[key] = Entry(mark: mark, at: now, reading: reading)
        do {
            return try await reading.value
        } catch {
            entries[key] = nil
            throw error
        }
    }
}
