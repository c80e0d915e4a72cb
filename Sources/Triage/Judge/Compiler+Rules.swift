/// Rules: names, groups, what each rule says of itself, and the order in which they depend on each other.
extension Compiler {
    mutating func enter(_ all: [RuleDraft]) {
        for draft in all {
            if drafts.count >= Self.mostRules {
                complaints.add(.error, "These are more than \(Self.mostRules) rules.", at: draft.place)
                break
            }
            if let first = ruleNumbers[draft.name] {
                let other = drafts[first].place
                complaints.add(
                    .error,
                    "There is another rule \"\(draft.name)\": \(complaints.files[other.file].path):\(other.line + 1).",
                    at: draft.place, remedy: "rename one of them")
                continue
            }
            ruleNumbers[draft.name] = drafts.count
            drafts.append(draft)
        }
        for draft in drafts where !draft.isWatch { check(draft) }
        for draft in drafts { enterGroup(draft) }
        let replaced = drafts.map { replacedRules($0) }
        refuseCircles(replaced)
        guard let order = orderOfRules() else { return }
        var made: [Compiled.Rule?] = Array(repeating: nil, count: drafts.count)
        anchors = Array(repeating: nil, count: drafts.count)
        for number in order {
            made[number] = rule(number, made)
            made[number]?.replaces = replaced[number].map(\.rule)
        }
        compiled.rules = made.compactMap { $0 }
        for rule in compiled.rules where rule.mode != .off { compiled.needs.formUnion(rule.needs) }
        compiled.groupMost = Array(repeating: Int.max, count: groups.count)
        for group in groups.values { compiled.groupMost[group.number] = group.most ?? Int.max }
    }

    /// What can be said of a rule by itself.
    func check(_ draft: RuleDraft) {
        if !draft.hasWhen, !draft.hasUnknownKey {
            complaints.add(
                .error, "This rule has no \"when\".", at: draft.place,
                remedy: "say what it looks for: when list:brand AND …")
        }
        if let when = draft.when, !when.hasSomethingToLookFor {
            complaints.add(
                .error, "This rule looks for nothing: what it says only narrows or excludes.", at: when.place,
                remedy: "say what to look for as well: words, a list, a sentiment or a channel, as in list:brand AND …")
        }
        if draft.severity == nil, draft.score == nil, draft.action == .none, !draft.hasEffect, !draft.hasUnknownKey {
            complaints.add(
                .error, "This rule has neither severity nor score, so it would do nothing.", at: draft.place,
                remedy: "as in: severity high")
        }
        if draft.examples.isEmpty {
            complaints.add(
                .warning, "This rule has no example.", at: draft.place,
                remedy: "add: hit \"a message that it must catch\"")
        } else if !draft.hasHit {
            complaints.add(
                .warning, "This rule has no hit example.", at: draft.place,
                remedy: "add: hit \"a message that it must catch\"")
        } else if !draft.examples.contains(where: { !$0.shallFire }) {
            complaints.add(
                .warning, "This rule has no miss example.", at: draft.place,
                remedy: "add: miss \"a message that it must spare\"")
        }
        checkKeeping(draft, noun: "rule")
    }

    /// Whether somebody keeps it and promises a time, and whether its shadow has an end that is past.
    func checkKeeping(_ draft: RuleDraft, noun: String) {
        if case .shadow(let until?) = draft.mode, let now, until <= now, let place = draft.modePlace {
            let day = until.rfc3339.prefix(10)
            complaints.add(
                .warning, "This \(noun) was in shadow until \(day), and still is.", at: place,
                remedy: "write \"mode live\" if it has proved itself, or a later day")
        }
        if let severity = draft.severity, severity >= .high, draft.mode != .off {
            if draft.owner.isEmpty {
                complaints.add(
                    .warning, "This \(noun) is \(severity.rawValue) and nobody owns it.", at: draft.place,
                    remedy: "add: owner NAME")
            }
            if draft.respond == nil {
                complaints.add(
                    .warning, "This \(noun) is \(severity.rawValue) and promises no time.", at: draft.place,
                    remedy: "add: respond 15m")
            }
        }
    }

    mutating func enterGroup(_ draft: RuleDraft) {
        guard let group = draft.group else { return }
        guard let known = groups[group.name] else {
            groups[group.name] = (groups.count, group.most, group.place)
            return
        }
        if let most = group.most, let before = known.most, most != before {
            complaints.add(
                .error,
                "Group \(group.name) adds at most \(before) by \(complaints.files[known.place.file].path):\(known.place.line + 1), and \(most) here.",
                at: group.place, remedy: "say the same in both")
        }
        if known.most == nil, group.most != nil { groups[group.name] = (known.number, group.most, group.place) }
    }

    /// Rules before those that name them. Nil after a complaint of a circle.
    mutating func orderOfRules() -> [Int]? {
        let named = drafts.map(\.names.rules)
        var order: [Int] = []
        var depth = Array(repeating: -1, count: drafts.count)
        var isOpen = Array(repeating: false, count: drafts.count)
        var isSound = true
        for start in drafts.indices where depth[start] < 0 {
            var path = [(rule: start, next: 0)]
            isOpen[start] = true
            while let top = path.last {
                if top.next < named[top.rule].count {
                    path[path.count - 1].next += 1
                    let (name, place) = named[top.rule][top.next]
                    guard let other = ruleNumbers[name] else {
                        complaints.add(
                            .error, "There is no rule \"\(name)\".", at: place,
                            remedy: NearestName.remedy(name, among: drafts.lazy.map(\.name)))
                        isSound = false
                        continue
                    }
                    if drafts[other].mode == .off {
                        complaints.add(.warning, "rule:\(name) is off, so it is never true.", at: place)
                    }
                    if isOpen[other] {
                        complaints.add(
                            .error, "Rule \"\(name)\" depends on itself, by way of \"\(drafts[top.rule].name)\".",
                            at: place, remedy: "take one of the rule: parts away")
                        isSound = false
                    } else if depth[other] < 0 {
                        isOpen[other] = true
                        path.append((other, 0))
                    }
                } else {
                    path.removeLast()
                    isOpen[top.rule] = false
                    depth[top.rule] =
                        1 + (named[top.rule].compactMap { ruleNumbers[$0.name].map { depth[$0] } }.max() ?? -1)
                    if depth[top.rule] == Self.longestChain {
                        complaints.add(
                            .error, "Rules name rules more than \(Self.longestChain) deep.",
                            at: drafts[top.rule].place, remedy: "say it in fewer steps")
                        isSound = false
                    }
                    order.append(top.rule)
                }
            }
        }
        return isSound ? order : nil
    }

    /// The rules that a rule replaces, in the order written.
    func replacedRules(_ draft: RuleDraft) -> [(rule: Int, place: Place)] {
        draft.replaces.compactMap { name, place in
            guard let other = ruleNumbers[name] else {
                complaints.add(
                    .error, "There is no rule \"\(name)\".", at: place,
                    remedy: NearestName.remedy(name, among: drafts.lazy.map(\.name)))
                return nil
            }
            if drafts[other].mode == .off {
                complaints.add(
                    .warning, "rule:\(name) is off, so there is nothing to replace.", at: place,
                    remedy: "take the line away")
            }
            return (other, place)
        }
    }

    /// Rules that replace each other in a circle would leave no points at all. Each circle is complained of
    /// once, where it closes.
    func refuseCircles(_ replaced: [[(rule: Int, place: Place)]]) {
        enum State { case fresh, open, done }
        var state = Array(repeating: State.fresh, count: replaced.count)
        for start in replaced.indices where state[start] == .fresh && !replaced[start].isEmpty {
            var path = [(rule: start, next: 0)]
            state[start] = .open
            while let top = path.last {
                guard top.next < replaced[top.rule].count else {
                    state[top.rule] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let (other, place) = replaced[top.rule][top.next]
                switch state[other] {
                case .done: continue
                case .fresh:
                    state[other] = .open
                    path.append((other, 0))
                case .open:
                    complaints.add(
                        .error,
                        other == top.rule
                            ? "A rule cannot replace itself."
                            : "\"\(drafts[top.rule].name)\" and \"\(drafts[other].name)\" replace each other.",
                        at: place, remedy: "take one of the replaces lines away")
                }
            }
        }
    }

    /// A word of nearly every message that alone makes a rule fire.
    mutating func warnOfCommonWords(_ expression: Expression) {
        switch expression {
        case .phrase(let text, .text, let place) where Language.isCommon(Array(text.lowercased().utf8)):
            complaints.add(
                .warning, "This word stands in nearly every message.", at: place,
                remedy: "use it in a longer phrase, or ask for something else as well")
        case .any(let parts): for part in parts { warnOfCommonWords(part) }
        case .all, .none, .phrase, .list, .atLeast, .rule, .near, .test: return
        }
    }

    mutating func rule(_ number: Int, _ made: [Compiled.Rule?]) -> Compiled.Rule {
        let draft = drafts[number]
        var leaves: Set<Int> = []
        needs = .nothing
        var start = compiled.code.count
        if let when = draft.when {
            anchors[number] = emit(when, &leaves, made)
        } else {
            start = compiled.code.count
            places.append(draft.place)
            compiled.code.append(Compiled.Instruction(kind: .any, operand: 0, end: Int32(start + 1)))
            anchors[number] = Anchor()
        }
        var shifts: [(by: Int, condition: Int)] = []
        for shift in draft.shifts {
            shifts.append((shift.by, compiled.code.count))
            _ = emit(shift.condition, &leaves, made)
        }
        if draft.mode != .off, !draft.isWatch, complaints.errors == 0 {
            if let when = draft.when { warnOfCommonWords(when) }
            constants[number] = checkConstants(start, whole: true)
            for shift in shifts { _ = checkConstants(shift.condition, whole: false) }
        }
        return Compiled.Rule(
            name: draft.name, title: draft.title.isEmpty ? draft.name : draft.title,
            file: complaints.files[draft.place.file].path, line: draft.place.line + 1, severity: draft.severityInForce,
            score: draft.scoreInForce,
            action: draft.action, group: draft.group.flatMap { groups[$0.name]?.number }, owner: draft.owner,
            skill: draft.skill, respond: draft.respond, mode: draft.mode, when: start, shifts: shifts,
            leaves: leaves.sorted(), needs: needs, isWatch: draft.isWatch)
    }
}
