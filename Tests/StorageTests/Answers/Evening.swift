import Storage
import TestKit
import Triage

/// A text line after hours, its policy, and what tests ask of it.
struct Evening {
    /// Sunday, 2026-11-22, 20:00 UTC.
    static let now = Moment(seconds: 1_795_377_600)
    static let line: SourceName = "text-line"
    static let ana = "+447700900123"

    static let hours: BusinessHours = {
        let days = [Weekday.monday, .tuesday, .wednesday, .thursday, .friday]
        let week = Dictionary(
            uniqueKeysWithValues: days.map { ($0, [OpeningInterval(start: 9 * 3600, end: 17 * 3600)]) })
        return BusinessHours(BusinessCalendar(name: "default", zone: .utc, weekly: week))
    }()

    static func manners(_ change: (inout Manners) -> Void = { _ in }) -> Manners {
        var manners = Manners(mode: .on, sources: [line], languages: ["en", "es"])
        change(&manners)
        return manners
    }

    static func decider(_ manners: Manners? = manners(), _ change: (inout Policy) -> Void = { _ in }) -> Decider {
        var policy = Policy(
            brand: "Quillfone", ticketDomain: "quillfone.example", hours: hours, manners: manners)
        change(&policy)
        return Decider(policy: policy, rules: .empty)
    }

    static func text(
        _ number: Int, _ words: String = "My line is dead again", from: String = ana, at time: Moment = now
    ) -> Message {
        Message(
            identity: "twilio:SM\(number)", source: line, channel: .sms,
            author: .init(handle: Handle(channel: .sms, normalised: from)), text: words, time: time,
            conversationKey: "sms:\(from)", visibility: .direct)
    }

    static func page(_ lease: SourceLease, _ messages: [Message], cursor: String = "1") -> HeardPage {
        HeardPage(
            source: lease.source, epoch: lease.epoch,
            items: messages.map { .init(heard: .message($0), evidence: Example.evidence()) },
            cursors: ["#line": .ids(high: cursor, walk: nil)])
    }

    /// Hears a message now, and says what became of it.
    @discardableResult
    static func hear(
        _ store: Store, _ lease: SourceLease, _ messages: [Message], _ decider: Decider = decider(),
        at moment: Moment = now
    ) async throws -> Remembered.Counts? {
        try await store.remember([page(lease, messages)], decider: decider, now: moment).first?.counts
    }

    static func lease(
        _ store: Store, _ manners: Manners? = manners(), at moment: Moment = now, worker: String = "one:boot:1"
    ) async throws -> [LeasedAnswer] {
        try await store.leaseAnswers(
            limit: 10, worker: Worker(rawValue: worker), now: moment, until: moment + .seconds(60),
            manners: { _ in manners }, zone: { $0 == "UTC" ? .utc : nil })
    }
}

extension Store {
    func begin(line: SourceName, worker: String = "host:boot:1", now: Moment = Evening.now) async throws
        -> SourceLease
    {
        try await register([(line, .sms)], now: now)
        let leases = try await leaseSources(
            [line], worker: Worker(rawValue: worker), busy: [], now: now, until: now + .seconds(15))
        guard let lease = leases.first else { throw StorageError.fault("no lease on \(line)") }
        return lease
    }
}
