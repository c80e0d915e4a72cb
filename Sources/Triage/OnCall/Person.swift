/// Somebody who can be called, as the configuration names them: `ana`.
package struct PersonName: RawRepresentable, Hashable, Comparable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }
    package init(_ value: String) { rawValue = value }
    package var description: String { rawValue }
    package static func < (a: PersonName, b: PersonName) -> Bool { a.rawValue < b.rawValue }
}

/// A way to reach somebody.
package struct Means: Hashable, Sendable, Codable {
    /// In the order in which they are tried where the configuration names none.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case sms, ntfy, slack, webhook, alertmanager, email
    }
    package var kind: Kind
    /// A number in E.164, a mail address, an ntfy topic, the name of a configured hook.
    package var address: String

    package init(_ kind: Kind, _ address: String) {
        self.kind = kind
        self.address = address
    }
}

/// Somebody of the on-call team.
package struct Person: Hashable, Sendable {
    package var name: PersonName
    /// As colleagues say it; the name where the configuration gives no other.
    package var title: String
    /// In the order in which they are tried. Empty: nobody can reach them, and `check` says so.
    package var reach: [Means]
    /// The one whom the team's own troubles are told: who has left, which page failed.
    package var isLead: Bool
    /// Means of theirs that they have ended with STOP; see `OnCall.without`.
    package var stopped: [Means]

    package init(
        name: PersonName, title: String? = nil, reach: [Means], isLead: Bool = false, stopped: [Means] = []
    ) {
        self.name = name
        self.title = title ?? name.rawValue
        self.reach = reach
        self.isLead = isLead
        self.stopped = stopped
    }
}
