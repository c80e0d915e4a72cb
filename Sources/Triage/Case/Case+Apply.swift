extension Case {
    /// A snooze is at most so long: what nobody wants to see for longer is resolved, or handed over.
    package static let longestSnooze: Duration = .seconds(7 * 86_400)

    /// What a verb makes of a case. Nil where it was done; else why it is refused and what to do instead, and
    /// the case is as it was. What is so already is done, and changes nothing.
    ///
    /// - claim: a case that nobody holds, for `patience.claim`; whoever holds it begins that anew.
    /// - release: by its holder; it is open again, and somebody is called.
    /// - acknowledge: by its holder, or where nobody holds it; it is asked about after `patience.acknowledged`.
    /// - snooze: by its holder, or where nobody holds it; at most `longestSnooze`.
    /// - hand-over: by anyone; nobody holds it, and the target is called now.
    /// - merge, split, link: by its holder, or where nobody holds it. What is asked of other cases and of
    ///   messages, storage answers.
    /// - resolve, not-hot: by anyone, for whoever solved it need not have claimed it. It keeps the name of its
    ///   holder, else it gets theirs.
    ///
    /// A case that is over takes no verb any more.
    package mutating func apply(_ verb: CaseVerb, by name: String, now: Moment, patience: OnCall.Patience) -> String? {
        guard !name.isEmpty else { return "nobody's name was given; say who you are" }
        if let over { return over }
        let other = claimedBy.flatMap { $0 == name ? nil : $0 }
        switch verb {
        case .claim:
            if let other { return Self.held(by: other) }
            // Who has acknowledged it is further than who claims it.
            if state == .acknowledged { return nil }
            claimedBy = name
            state = .claimed
            due = now + patience.claim
        case .release:
            if let other { return Self.held(by: other) }
            if claimedBy == nil { return "nobody holds it; claim it first, or hand it over" }
            claimedBy = nil
            state = .open
            due = now
        case .acknowledge:
            if let other { return Self.held(by: other) }
            claimedBy = name
            state = .acknowledged
            due = now + patience.acknowledged
        case .snooze(let until):
            if let other { return Self.held(by: other) }
            if until <= now { return "\(until.rfc3339) is over; name a time to come" }
            if until > now + Self.longestSnooze {
                return "a case sleeps at most 7 days, until \((now + Self.longestSnooze).rfc3339); "
                    + "resolve it, or hand it over to who will look at it then"
            }
            claimedBy = name
            state = .snoozed
            due = until
        case .handOver(let to):
            if to.isEmpty || to.utf8.count > 200 { return "nobody was named; say to whom: a person, a rota, or steps" }
            if to == name { return "it would be handed over to yourself; claim it instead" }
            target = to == CaseVerb.steps ? nil : to
            // The target is a step of its own, before those of the configuration.
            step = 0
            round = 0
            claimedBy = nil
            state = .open
            due = now
        case .merge(let into):
            if let other { return Self.held(by: other) }
            if into == id { return "it cannot be merged into itself; name the case that stays" }
            mergedInto = into
            claimedBy = claimedBy ?? name
            state = .resolved
            due = nil
        case .split(let messages):
            if let other { return Self.held(by: other) }
            if messages.isEmpty { return "no message was named; say which become a case of their own" }
            return nil
        case .link(let to):
            if let other { return Self.held(by: other) }
            if to == id { return "it cannot be linked to itself; name the incident that it belongs to" }
            incident = to
            isHeld = false
            return nil
        case .resolve:
            claimedBy = claimedBy ?? name
            state = .resolved
            due = nil
        case .notHot:
            claimedBy = claimedBy ?? name
            state = .notHot
            due = nil
        }
        isHeld = false
        switch verb {
        case .claim, .acknowledge, .snooze, .merge, .resolve, .notHot: firstTouched = firstTouched ?? now
        case .release, .handOver, .split, .link: break
        }
        return nil
    }

    /// What those who change it should know although it was done.
    package var remark: String? {
        guard state == .snoozed, let due, let promise, promise < due else { return nil }
        return "its promise ends at \(promise.rfc3339), before it is looked at again"
    }

    private var over: String? {
        if let mergedInto { return "it was merged into case \(mergedInto.rawValue); work that one" }
        switch state {
        case .resolved: return "it is resolved already; what is new about it opens a new case"
        case .notHot: return "it was found not hot; what is new about it opens a new case"
        case .open, .claimed, .acknowledged, .snoozed: return nil
        }
    }

    private static func held(by other: String) -> String { "\(other) holds it; ask them, or hand it over" }
}

extension CaseVerb {
    /// The target that sends a case back to the steps of the escalation.
    package static let steps = "steps"
}
