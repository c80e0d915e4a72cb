/// A rule as written.
///
/// Unchecked: it is filled by the one reader of its file before anybody else sees it, and never changed
/// after. A class, because ten thousand of them are handed on at every reload.
final class RuleDraft: @unchecked Sendable {
    let name: String
    let place: Place
    /// Bytes of the file from its first line to where the next rule begins.
    var lines = 0..<0
    var title = ""
    var severity: Severity?
    var score: Int?
    var action = Action.none
    var group: Group?
    var tags: [String] = []
    var skill = ""
    var owner = ""
    /// Seconds.
    var respond: Int?
    var mode = Mode.live
    /// Of `shadow until DATE`.
    var modePlace: Place?
    var when: Expression?
    /// The condition was written, understood or not.
    var hasWhen = false
    /// A severity, score or action was written, understood or not.
    var hasEffect = false
    /// A line has a key that there is none of; what seems to be missing may be that one.
    var hasUnknownKey = false
    /// A hit was written, understood or not.
    var hasHit = false
    var shifts: [Shift] = []
    /// `replaces rule:x`: where both fire, x adds nothing.
    var replaces: [(name: String, place: Place)] = []
    var examples: [Example] = []
    /// What its conditions name; gathered when it was read to its end.
    private(set) var names = NamesUsed()

    init(name: String, place: Place) {
        self.name = name
        self.place = place
    }

    /// Nothing more is written into it.
    func finish() {
        if let when { names.gather(when) }
        for shift in shifts { names.gather(shift.condition) }
    }

    /// What it adds by itself: as written, else by its severity.
    var scoreInForce: Int { score ?? severity?.usualScore ?? 0 }

    /// As written, else the one whose usual score its score reaches.
    var severityInForce: Severity {
        severity ?? Severity.allCases.last { $0.usualScore <= scoreInForce } ?? .info
    }

    enum Action: String, CaseIterable, Sendable { case none, hot, filter }

    enum Mode: Equatable, Sendable {
        case live
        /// Recorded, counts for nothing; `until` a date at most.
        case shadow(until: Moment?)
        case off
    }

    struct Group {
        var name: String
        var most: Int?
        var place: Place
    }

    /// `raise +20 if …`, `lower -40 if …`
    struct Shift {
        var by: Int
        var condition: Expression
    }

    struct Example {
        /// The rule shall fire on it, or shall not.
        var shallFire: Bool
        /// `is hot`, `is not hot`: what all rules together shall make of it; nil where that was not said.
        var shallBeHot: Bool?
        /// `todo`: known to fail, and no error.
        var isTodo: Bool
        var text: String
        var place: Place
        var settings: ExampleSettings
    }
}
