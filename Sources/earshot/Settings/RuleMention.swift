import Triage

/// A rule that the configuration names, and where. Whether there is such a rule shows when the rules are read.
struct RuleMention: Sendable, Equatable {
    var rule: String
    /// The place, and what is said there when there is none; how to mend it depends on the rules.
    var complaint: Complaint
}

extension Configuration {
    /// One for each rule that is named here and does not exist: a name that no rule bears would protect nobody,
    /// and nobody would notice.
    func unknownRules(in rules: RuleSet) -> [Complaint] {
        guard !ruleMentions.isEmpty else { return [] }
        let names = rules.listing.map(\.name)
        let known = Set(names)
        return ruleMentions.filter { !known.contains($0.rule) }.map { mention in
            var complaint = mention.complaint
            if let spike = rules.spikes.first(where: { $0.name == mention.rule }) {
                complaint.message = "`\(mention.rule)` is a spike, and a rule belongs here"
                if case .rule(let counted) = spike.counted { complaint.remedy = "name what it counts: `\(counted)`" }
            } else {
                complaint.remedy =
                    NearestName.of(mention.rule, among: names).map { "did you mean `\($0)`?" }
                    ?? "`earshot rules list` shows their names"
            }
            return complaint
        }
    }
}
