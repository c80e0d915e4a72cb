/// Holds examples of rules against the rules: a `hit` must fire its rule, a `miss` must not, and one that
/// `is hot` must be hot by all rules together.
struct Examples: Sendable {
    private let set: RuleSet
    /// Heat from which a message is hot.
    private let hotHeat: Int

    init(_ set: RuleSet, hotHeat: Int) {
        self.set = set
        self.hotHeat = hotHeat
    }

    /// What an example shows that somebody should hear of.
    struct Outcome: Hashable, Sendable {
        var weight: Complaint.Weight
        var message: String
        var remedy: String
    }

    /// Nil where the example holds, or is known not to.
    func outcome(_ example: RuleDraft.Example, of rule: Int) -> Outcome? {
        var scene = ExampleScene(example.text, example.settings)
        scene.context.policy.hotHeat = hotHeat
        var evidence = set.judge(scene.message)
        let fires: Bool
        // For a rule that is off nothing was looked for: its examples must hold all the same, so that it can be
        // switched off as it is and is sound when it comes back.
        if scene.complaint != nil || set.bench.compiled.rules[rule].mode == .off {
            evidence.complaint = scene.complaint ?? evidence.complaint
            fires = set.fires(rule, asking: scene.message, evidence, in: scene.context)
        } else {
            fires = set.fires(rule, evidence, of: scene.message, in: scene.context)
        }
        let isAsSaid = fires == example.shallFire
        let coolness = isAsSaid ? example.shallBeHot.flatMap { fault(ofHeat: $0, rule, scene) } : nil
        if example.isTodo {
            return isAsSaid && coolness == nil
                ? Outcome(weight: .note, message: "This todo example passes now.", remedy: "take \"todo\" away") : nil
        }
        guard !isAsSaid else { return coolness }
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
        if settings.contains("lang=\(scene.message.language)") {
            return "\(shown): its words say so, whatever is declared; write it in that language"
        }
        return "\(shown); to say otherwise, add: with \(settings.prefix(4).joined(separator: ", "))"
    }

    private func because(_ rule: Int, _ evidence: Evidence, _ scene: ExampleScene) -> String {
        let grounds = set.grounds(rule, evidence, of: scene.message, in: scene.context)
        return grounds.isEmpty ? "all that it asks for is so" : "because of \(grounds.joined(separator: ", "))"
    }

    // MARK: heat

    /// Nil where the message is as hot as was said.
    ///
    /// A rule in the shadow is tried as if it were live, so that it can be put there and taken out again without a
    /// change of its examples; of one that is off nothing is known.
    private func fault(ofHeat shallBeHot: Bool, _ rule: Int, _ scene: ExampleScene) -> Outcome? {
        let tried = set.bench.compiled.rules[rule]
        guard tried.mode != .off else { return nil }
        let verdict = set.conclude(set.evidence(of: scene), of: scene.message, in: scene.context)
        let own = verdict.shadowed.first { $0.rule == tried.name }
        let heat = verdict.heat + (own?.score ?? 0)
        let isHot = verdict.isHot || heat >= hotHeat || own != nil && tried.action == .hot
        guard isHot != shallBeHot else { return nil }
        let parts = (verdict.reasons + (own.map { [$0] } ?? [])).filter { $0.score > 0 }
            .sorted { ($1.score, $0.rule) < ($0.score, $1.rule) }.map { "+\($0.score) of \($0.rule)" }
        let sum = parts.prefix(4).joined(separator: ", ") + (parts.count > 4 ? ", …" : "")
        let isByWord = shallBeHot || heat >= hotHeat ? "" : "; a rule with \"action hot\" fires"
        return Outcome(
            weight: .error, message: shallBeHot ? "This message is not hot." : "This message is hot.",
            remedy: "its heat is \(heat), and \(hotHeat) is hot" + (sum.isEmpty ? "" : ": \(sum)") + isByWord)
    }
}

extension RuleSet {
    /// The evidence of an example's message. Where a complaint is assumed, rules may come true that judging took
    /// for lost, so that nothing that stands there may be left out.
    func evidence(of scene: ExampleScene) -> Evidence {
        var evidence = judge(scene.message)
        guard let complaint = scene.complaint else { return evidence }
        evidence.complaint = complaint
        let leaves = Array(bench.compiled.leaves.indices)
        let finds = finds(leaves, in: scene.message)
        evidence.hits = leaves.compactMap { leaf in finds[leaf].map { TermHit(term: leaf, spans: $0) } }
        return evidence
    }
}
