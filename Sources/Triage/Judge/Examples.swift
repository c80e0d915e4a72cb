/// Holds examples of rules against the rules: a `hit` must fire its rule, a `miss` must not.
struct Examples: Sendable {
    private let set: RuleSet

    init(_ set: RuleSet) { self.set = set }

    /// What an example shows that somebody should hear of.
    struct Outcome: Hashable, Sendable {
        var weight: Complaint.Weight
        var message: String
        var remedy: String
    }

    /// Nil where the example holds, or is known not to.
    func outcome(_ example: RuleDraft.Example, of rule: Int) -> Outcome? {
        let scene = ExampleScene(example.text, example.settings)
        var evidence = set.judge(scene.message)
        let fires: Bool
        if let complaint = scene.complaint {
            evidence.complaint = complaint
            fires = set.fires(rule, asking: scene.message, evidence, in: scene.context)
        } else {
            fires = set.fires(rule, evidence, of: scene.message, in: scene.context)
        }
        let holds = fires == example.shallFire
        if example.isTodo {
            return holds
                ? Outcome(weight: .note, message: "This todo example passes now.", remedy: "take \"todo\" away") : nil
        }
        guard !holds else { return nil }
        let name = set.bench.compiled.rules[rule].name
        return fires
            ? Outcome(weight: .error, message: "\(name) fires on this miss.", remedy: because(rule, evidence, scene))
            : Outcome(
                weight: .error, message: "\(name) does not fire on this hit.", remedy: lacking(rule, evidence, scene))
    }

    /// What it lacks; where a field that an example can set is all of it, how to set it.
    private func lacking(_ rule: Int, _ evidence: Evidence, _ scene: ExampleScene) -> String {
        let lacks = set.lacks(rule, evidence, of: scene.message, in: scene.context)
        let shown = lacks.prefix(4).map(\.clause).joined(separator: "; ")
        let settings = lacks.map(\.setting)
        guard !settings.contains(""), !settings.isEmpty else { return shown }
        return "\(shown); to say otherwise, add: with \(settings.prefix(4).joined(separator: ", "))"
    }

    private func because(_ rule: Int, _ evidence: Evidence, _ scene: ExampleScene) -> String {
        let grounds = set.grounds(rule, evidence, of: scene.message, in: scene.context)
        return grounds.isEmpty ? "all that it asks for is so" : "because of \(grounds.joined(separator: ", "))"
    }
}
