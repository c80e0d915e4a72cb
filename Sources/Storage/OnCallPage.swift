import Triage

/// A call for one person's attention, from the moment it is written until somebody acts or it is given up.
package struct OnCallPage: Hashable, Sendable {
    package enum State: String, Sendable, Codable, CaseIterable {
        /// In the outbox.
        case waiting
        /// The provider has taken it.
        case sent
        /// The provider says that it has arrived.
        case delivered
        /// Its person, or another, has acted on it.
        case answered
        /// A notice about no case that has gone out: nothing is expected back.
        case told
        /// Every means was tried in vain.
        case failed
        /// Its case was closed, or it was said again by a newer page.
        case cancelled

        /// Somebody may still answer it by its number.
        package var isStanding: Bool {
            switch self {
            case .waiting, .sent, .delivered: true
            case .answered, .told, .failed, .cancelled: false
            }
        }
    }

    package var id: Int64
    package var hotCase: CaseID?
    package var person: PersonName
    package var why: PageDraft.Why
    /// For a notice: what it says.
    package var words: String
    /// What an answer begins with: the case's number. Of a notice it is below zero.
    package var number: Int
    package var state: State
    /// All means of the person, as they were then, in the order in which they are tried.
    package var reach: [Means]
    /// How many of them were tried in vain; the next one is at this place.
    package var tried: Int
    package var errand: ErrandID?
    package var createdAt: Moment
    package var sentAt: Moment?
    package var deliveredAt: Moment?
    /// When its delivery is looked at next; nil: nothing more is expected of the provider.
    package var checkAt: Moment?
    /// What the provider calls it.
    package var provider: String
    package var answeredAt: Moment?
    package var answer: String
    package var lastError: String

    /// The means that it is sent by; nil where all were tried.
    package var means: Means? { reach.indices.contains(tried) ? reach[tried] : nil }
}

extension PageDraft.Why {
    /// As the database holds it: `step 2 1`, `lapsed ana`.
    var stored: String {
        switch self {
        case .step(let number, let round): "step \(number) \(round)"
        case .claimLapsed(let by): "lapsed \(by)"
        case .snoozeOver: "snooze-over"
        case .stillOpen: "still-open"
        case .handedOver(let by): "handed-over \(by)"
        case .lastResort: "last-resort"
        case .shiftBegins: "shift-begins"
        case .notice: "notice"
        }
    }

    init(stored text: String) throws {
        let parts = text.split(separator: " ", maxSplits: 1)
        let rest = parts.count > 1 ? String(parts[1]) : ""
        switch parts.first {
        case "step":
            let numbers = rest.split(separator: " ").compactMap { Int($0) }
            guard numbers.count == 2 else { throw StorageError.fault("a page's reason has no \"\(text)\"") }
            self = .step(numbers[0], round: numbers[1])
        case "lapsed": self = .claimLapsed(by: rest)
        case "snooze-over": self = .snoozeOver
        case "still-open": self = .stillOpen
        case "handed-over": self = .handedOver(by: rest)
        case "last-resort": self = .lastResort
        case "shift-begins": self = .shiftBegins
        case "notice": self = .notice
        default: throw StorageError.fault("a page's reason has no \"\(text)\"")
        }
    }
}
