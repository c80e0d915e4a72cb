/// Too much of one thing in a short time: what is counted, from when on it is too much, and what then
/// becomes of it. As compiled, for whoever counts and whoever shows it.
package struct Spike: Hashable, Sendable {
    package var name: String
    /// For people; its name where it has none.
    package var title: String
    package var file: String
    package var line: Int
    package var severity: Severity
    /// The heat of its case, after its group's cap.
    package var score: Int
    /// Hot whatever the heat.
    package var isAlwaysHot: Bool
    package var tags: [String]
    package var skill: String
    package var owner: String
    /// Seconds.
    package var respond: Int?
    /// Recorded only: it opens no case.
    package var isShadow: Bool

    package var counted: Counted
    package var unit: Unit
    package var per: Per
    /// Length of the window in minutes, 1 to `longestWindow`.
    package var window: Int
    /// So many in the window are too many; nil: only what is unusual is.
    package var most: Int?
    package var unusual: Unusual?
    /// Minutes after which it may fire for the same key again.
    package var again: Int

    package enum Counted: Hashable, Sendable {
        /// Messages on which it fires, live or in shadow.
        case rule(String)
        /// Messages in which a phrase of it occurs.
        case list(String)
    }

    /// What is told apart while counting.
    package enum Unit: String, Hashable, Sendable, CaseIterable { case messages, authors, conversations }

    /// Counted together, or each by itself.
    package enum Per: String, Hashable, Sendable, CaseIterable { case brand, source, channel, language, author }

    /// `3x usual, at least 8`
    package struct Unusual: Hashable, Sendable {
        /// Thousandths.
        package var factor: Int
        package var atLeast: Int

        package init(factor: Int, atLeast: Int) {
            self.factor = factor
            self.atLeast = atLeast
        }
    }

    package static let longestWindow = 24 * 60
    package static let usualAgain = 30

    /// What its history depends on: with another one, what was counted before means something else.
    package var counts: String {
        let what =
            switch counted {
            case .rule(let name): "rule:\(name)"
            case .list(let name): "list:\(name)"
            }
        return "\(what) \(unit.rawValue) per \(per.rawValue)"
    }

    /// The least that may fire it: below, nothing else need be asked.
    package var least: Int { min(most ?? .max, unusual?.atLeast ?? .max) }
}
