/// What other rules would have made of messages that were heard already: what would be added, dropped and
/// changed, and, where somebody has said which messages deserved it, how right each side is.
package struct Backtest: Sendable {
    /// What one side made of a message.
    package struct Side: Hashable, Sendable {
        package var isHot: Bool
        package var heat: Int
        package var severity: Severity?
        package var rules: Set<String>

        package init(_ verdict: Verdict) {
            isHot = verdict.isHot
            heat = verdict.heat
            severity = verdict.severity
            rules = Set(verdict.reasons.map(\.rule))
        }
    }

    package struct RuleLine: Hashable, Sendable {
        package var before = 0
        package var after = 0
        /// Messages that it fires on now and did not before, and the other way round.
        package var added = 0
        package var dropped = 0
    }

    /// Of the messages that somebody gave a label.
    package struct Score: Hashable, Sendable {
        package var found = 0
        package var falseAlarms = 0
        package var missed = 0

        /// The share of its hot messages that deserved it; nil where it found none hot.
        package var precision: Double? {
            found + falseAlarms == 0 ? nil : Double(found) / Double(found + falseAlarms)
        }
        /// The share of those that deserved it which it found; nil where none did.
        package var recall: Double? { found + missed == 0 ? nil : Double(found) / Double(found + missed) }

        mutating func add(isHot: Bool, deserved: Bool) {
            switch (isHot, deserved) {
            case (true, true): found += 1
            case (true, false): falseAlarms += 1
            case (false, true): missed += 1
            case (false, false): break
            }
        }
    }

    /// A message that became hot, or is hot no more.
    package struct Sample: Hashable, Sendable {
        package var id: String
        package var text: String
        package var before: Side?
        package var after: Side
        package var deserved: Bool?
    }

    package private(set) var messages = 0
    package private(set) var hotBefore = 0
    package private(set) var hotAfter = 0
    package private(set) var added = 0
    package private(set) var dropped = 0
    /// Hot before and after, or neither, with another heat or severity.
    package private(set) var changed = 0
    package private(set) var labelled = 0
    package private(set) var scoreBefore = Score()
    package private(set) var scoreAfter = Score()
    package private(set) var rules: [String: RuleLine] = [:]
    /// The first of each kind, in the order in which they were given.
    package private(set) var addedSamples: [Sample] = []
    package private(set) var droppedSamples: [Sample] = []
    /// Hot and not meant so; meant so and not hot.
    package private(set) var falseAlarmSamples: [Sample] = []
    package private(set) var missedSamples: [Sample] = []
    /// There is a side to compare with.
    package let comparesWithBefore: Bool
    private let mostSamples: Int

    package init(comparesWithBefore: Bool, samples: Int) {
        self.comparesWithBefore = comparesWithBefore
        mostSamples = samples
    }

    /// - Parameters:
    ///   - before: nil where nobody judged it before.
    ///   - deserved: whether it should be hot; nil where nobody has said.
    package mutating func add(_ id: String, _ text: String, before: Side?, after: Side, deserved: Bool?) {
        messages += 1
        if after.isHot { hotAfter += 1 }
        if before?.isHot == true { hotBefore += 1 }
        for rule in after.rules {
            rules[rule, default: RuleLine()].after += 1
            if let before, !before.rules.contains(rule) { rules[rule]?.added += 1 }
        }
        for rule in before?.rules ?? [] {
            rules[rule, default: RuleLine()].before += 1
            if !after.rules.contains(rule) { rules[rule]?.dropped += 1 }
        }
        if let deserved {
            labelled += 1
            scoreAfter.add(isHot: after.isHot, deserved: deserved)
            let sample = Sample(id: id, text: text, before: before, after: after, deserved: deserved)
            if after.isHot, !deserved, falseAlarmSamples.count < mostSamples { falseAlarmSamples.append(sample) }
            if !after.isHot, deserved, missedSamples.count < mostSamples { missedSamples.append(sample) }
            if let before { scoreBefore.add(isHot: before.isHot, deserved: deserved) }
        }
        guard let before else { return }
        let sample = Sample(id: id, text: text, before: before, after: after, deserved: deserved)
        switch (before.isHot, after.isHot) {
        case (false, true):
            added += 1
            if addedSamples.count < mostSamples { addedSamples.append(sample) }
        case (true, false):
            dropped += 1
            if droppedSamples.count < mostSamples { droppedSamples.append(sample) }
        case (true, true), (false, false):
            if before.heat != after.heat || before.severity != after.severity { changed += 1 }
        }
    }
}
