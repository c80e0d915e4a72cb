import Storage
import Triage

/// What part of the queue is looked at, as the address says it: `/queue?show=mine&severity=high&after=17.4`.
struct QueueFilter: Hashable, Sendable {
    enum Show: String, CaseIterable, Sendable {
        case all, mine, open, held, incidents, closed

        var title: String {
            switch self {
            case .all: "All"
            case .mine: "Mine"
            case .open: "Nobody has it"
            case .held: "Waiting for a shift"
            case .incidents: "Incidents"
            case .closed: "Closed"
            }
        }
    }

    var show = Show.all
    var severity: Severity?
    var after: QueueQuery.Place?

    init() {}

    /// What is not understood is left aside.
    init(_ query: Form) {
        show = query["show"].flatMap(Show.init(rawValue:)) ?? .all
        severity = query["severity"].flatMap(Severity.init(rawValue:))
        let place = (query["after"] ?? "").split(separator: ".", maxSplits: 1)
        if place.count == 2, let rank = Int64(place[0]), let id = Int64(place[1]) {
            after = .init(rank: Moment(microseconds: rank), id: CaseID(rawValue: id))
        }
    }

    var path: String {
        var parts: [String] = []
        if show != .all { parts.append("show=\(show.rawValue)") }
        if let severity { parts.append("severity=\(severity.rawValue)") }
        if let after { parts.append("after=\(after.rank.microseconds).\(after.id.rawValue)") }
        return "/queue" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    func query(for name: String, limit: Int) -> QueueQuery {
        QueueQuery(
            states: states, holder: show == .mine ? name : nil, severity: severity, isHeld: show == .held,
            after: after, limit: limit)
    }

    private var states: [Case.State] {
        switch show {
        case .all, .mine, .held, .incidents: []
        case .open: [.open]
        case .closed: Case.State.allCases.filter { !$0.isOpen }
        }
    }

    /// Links to the others.
    var links: Fact {
        let shows = Show.allCases.map { other -> Facts in
            var filter = QueueFilter()
            (filter.show, filter.severity) = (other, severity)
            return Self.link(other.title, filter, isHere: show == other)
        }
        let severities = [nil, .critical, .high, .medium].map { (other: Severity?) -> Facts in
            var filter = QueueFilter()
            (filter.show, filter.severity) = (show, other)
            return Self.link(other?.rawValue ?? "any severity", filter, isHere: severity == other)
        }
        return .list([
            ["name": "Which cases", "links": .list(shows)], ["name": "How severe", "links": .list(severities)],
        ])
    }

    private static func link(_ title: String, _ filter: QueueFilter, isHere: Bool) -> Facts {
        ["title": .text(title), "path": .text(filter.path), "isHere": .flag(isHere)]
    }
}
