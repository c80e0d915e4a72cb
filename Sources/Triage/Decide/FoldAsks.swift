/// What must be recalled of open cases before a hot message opens one of its own. Only asked for a message that
/// would: an ordinary one costs nothing.
package struct FoldAsks: Hashable, Sendable {
    package var marks: CaseMarks
    /// Keys of texts met since this moment are like it.
    package var alikeSince: Moment
    /// Nil: cases of its rule are never folded by it.
    package var rule: String?
    package var habit: OnCall.IncidentHabit
    /// The start of the window in which cases of the rule are a burst.
    package var burstSince: Moment
    /// An incident that was met since this moment is still going on.
    package var incidentSince: Moment
    /// An incident that was closed since this moment is not opened again by what is left of it.
    package var closedSince: Moment
    /// Of which the habit is looked up, counted since 1970, UTC.
    package var hour: Int64

    /// A day later the same words are another matter.
    package static let alikeFor: Duration = .seconds(86_400)
    /// Days of which the same hour makes the habit.
    package static let habitDays = 14
    /// Authors of a burst that are counted; more are a burst by any habit that this can tell.
    package static let mostAuthors = 500
}

/// How later messages are known to be about the same thing as a case.
package struct CaseMarks: Hashable, Sendable {
    /// Nil: by no words.
    package var print: TextPrint?
    package var author: Handle?
    /// Anyone may read it where it was written.
    package var isPublic: Bool
    /// Whose burst the case counts for; nil: for none's.
    package var rule: String?

    package init(print: TextPrint? = nil, author: Handle? = nil, isPublic: Bool = false, rule: String? = nil) {
        self.print = print
        self.author = author
        self.isPublic = isPublic
        self.rule = rule
    }
}

/// What was recalled for it.
package struct FoldMemory: Hashable, Sendable {
    /// Open cases that share a key of its text, the one met last first.
    package var alike: [Alike]
    /// The incident of its rule, where one goes on.
    package var incident: CaseID?
    /// The one of its rule that was closed last, where that was a short while ago and none goes on.
    package var closed: Closed?
    /// Distinct authors of the cases that its rule opened in the window.
    package var authors: Int
    /// Cases that its rule opened in the same hour of each of the last days; an hour of silence is a 0, and may be
    /// left out.
    package var habit: [Int]

    package struct Alike: Hashable, Sendable {
        package var hotCase: CaseID
        package var bits: UInt64
        package var author: Handle?
        package var isPublic: Bool
        package init(hotCase: CaseID, bits: UInt64, author: Handle?, isPublic: Bool) {
            self.hotCase = hotCase
            self.bits = bits
            self.author = author
            self.isPublic = isPublic
        }
    }

    package struct Closed: Hashable, Sendable {
        package var incident: CaseID
        package var severity: Severity?
        package var at: Moment
        /// Distinct people who wrote since; `FoldMemory.authors` counts none from before.
        package var people: Int
        package init(incident: CaseID, severity: Severity?, at: Moment, people: Int) {
            self.incident = incident
            self.severity = severity
            self.at = at
            self.people = people
        }
    }

    package init(
        alike: [Alike] = [], incident: CaseID? = nil, closed: Closed? = nil, authors: Int = 0, habit: [Int] = []
    ) {
        self.alike = alike
        self.incident = incident
        self.closed = closed
        self.authors = authors
        self.habit = habit
    }
}
