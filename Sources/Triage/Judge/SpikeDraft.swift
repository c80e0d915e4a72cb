/// A spike as written. What it shares with rules stands in a draft of those.
struct SpikeDraft {
    var common: RuleDraft
    var counted: (target: Spike.Counted, place: Place)?
    var unit = Spike.Unit.messages
    /// The word that chose it; for a complaint.
    var unitPlace: Place?
    /// Minutes.
    var window: Int?
    var most: Int?
    var unusual: Spike.Unusual?
    var per = Spike.Per.brand
    var perPlace: Place?
    /// Minutes.
    var again: Int?
    var bursts: [Burst] = []
    /// Keys that were written, understood or not: nothing more is said of those that are missing.
    var written: Set<String> = []

    /// `burst hit 20 authors in 9m "text"`: messages evenly over the time, the last at its end.
    struct Burst {
        var authors: Int
        /// Messages of each author.
        var times: Int
        /// Seconds.
        var length: Int
        /// What a window usually holds; nil: nothing is known of that.
        var usual: Int?
        var example: RuleDraft.Example
    }

    /// A rule of our own that is true where the list occurs, so that the judge looks for it. No author can
    /// write its name.
    var watch: RuleDraft? {
        guard case .list(let name)? = counted?.target, let place = counted?.place else { return nil }
        let rule = RuleDraft(name: Self.watchPrefix + common.name, place: place)
        rule.mode = common.mode == .off ? .off : .shadow(until: nil)
        rule.severity = .info
        rule.hasWhen = true
        rule.when = .list(name, .text, place)
        rule.finish()
        return rule
    }

    static let watchPrefix = "spike:"
}

extension RuleDraft {
    var isWatch: Bool { name.hasPrefix(SpikeDraft.watchPrefix) }
}
