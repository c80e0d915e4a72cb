import Hummingbird
import Storage
import Triage

/// The rules as they judge now, with what people made of what they found. They are changed in their files alone.
enum RulesPage {
    /// - Parameter changed: when each file was last written, by its path; what is not known is left out.
    static func facts(
        _ rules: RuleSet, _ reading: RulesReading.Reading, _ inForce: [RulesInForce], changed: [String: Moment],
        now: Moment
    ) -> Facts {
        [
            "count": .text(rules.facts.rules == 1 ? "1 rule" : "\(rules.facts.rules) rules"),
            "rules": .list(rules.listing.map { line($0, reading, changed: changed[$0.file], now: now) }),
            "isEmpty": .flag(rules.listing.isEmpty),
            "inForce": .list(
                inForce.map { worker in
                    [
                        "worker": .text("\(worker.worker.rawValue)"), "since": .markup(Clock.markup(worker.since)),
                        "isOther": .flag(!rules.hash.isEmpty && worker.hash != rules.hash),
                        "complaint": .optional(worker.refusal?.complaint),
                        "refusedAt": worker.refusal.map { .text(Clock.ago($0.at, now)) } ?? .flag(false),
                    ]
                }),
            "asOf": .text(Clock.ago(reading.at, now)),
        ]
    }

    static func line(_ rule: RuleFacts, _ reading: RulesReading.Reading, changed: Moment?, now: Moment) -> Facts {
        let week = reading.week.byRule[rule.name] ?? RuleHistory.Line()
        let month = reading.month.byRule[rule.name] ?? RuleHistory.Line()
        let outcomes = reading.outcomes[rule.name] ?? CaseOutcomes()
        return [
            "name": .text(rule.name), "path": .text("/rules/\(Form.encoded(rule.name))"),
            "title": .text(rule.title.isEmpty ? rule.name : rule.title), "severity": .text(rule.severity.rawValue),
            "score": .text(HeatSum.signed(rule.score)), "mode": .text(rule.mode.rawValue),
            "isLive": .flag(rule.mode == .live), "isFilter": .flag(rule.isFilter),
            "owner": .optional(rule.owner.nonEmpty),
            "respond": .optional(rule.respond.map { Clock.span(Int64($0)) }),
            "place": .text("\(rule.file):\(rule.line)"), "week": .number(fired(week, rule)),
            "month": .number(fired(month, rule)), "last": .optional(month.lastFired.map { Clock.ago($0, reading.at) }),
            "resolved": .number(outcomes.resolved), "notHot": .number(outcomes.notHot),
            "precision": .optional(outcomes.precision.map(NumbersPage.percent)),
            "judged": .text("\(outcomes.resolved) of \(outcomes.resolved + outcomes.notHot) cases"),
            "changed": .optional(changed.map { Clock.ago($0, now) }),
            "changedAt": changed.map { .markup(Clock.markup($0)) } ?? .flag(false),
        ]
    }

    private static func fired(_ line: RuleHistory.Line, _ rule: RuleFacts) -> Int {
        rule.mode == .shadow ? line.shadow : line.fired
    }

    /// From the line on which a rule begins until the next rule or spike begins.
    static func text(of rule: RuleFacts, in file: String) -> String? {
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(rule.line - 1) else { return nil }
        var taken = [lines[rule.line - 1]]
        for line in lines[rule.line...].prefix(400) {
            if line.hasPrefix("rule ") || line.hasPrefix("spike ") { break }
            taken.append(line)
        }
        // What stands above the next rule is that one's.
        while let last = taken.last, taken.count > 1,
            last.hasPrefix("#") || last.allSatisfy(\.isWhitespace)
        {
            taken.removeLast()
        }
        return taken.joined(separator: "\n")
    }

    static let template = PageTemplate(
        """
        <h1>Rules</h1>
        <p class=hint>{{count}}. They are read here and changed in their files. Hits are counted by the time heard, precision from what people made of the cases of the last 30 days; counted {{asOf}}.</p>
        {{#inForce}}{{#complaint}}<p class=trouble role=alert>The rules folder was changed {{refusedAt}} to what cannot be used; the rules of {{since}} go on. <bdi>{{complaint}}</bdi></p>{{/complaint}}{{#isOther}}<p class=hint>{{worker}} judges by other rules than these, since {{since}}.</p>{{/isOther}}{{/inForce}}
        {{#isEmpty}}<p class="card calm">There is no rule, so nothing is hot.</p>{{/isEmpty}}
        {{^isEmpty}}<div class="card wide cards" role=region aria-label="All rules" tabindex=0><table role=table><thead role=rowgroup><tr role=row><th role=columnheader scope=col>Rule<th role=columnheader scope=col>Severity<th role=columnheader scope=col class=number>Heat<th role=columnheader scope=col>Mode<th role=columnheader scope=col>Owner<th role=columnheader scope=col class=number>7 days<th role=columnheader scope=col class=number>30 days<th role=columnheader scope=col class=number>Not hot<th role=columnheader scope=col class=number>Precision<th role=columnheader scope=col>File changed</thead><tbody role=rowgroup>
        {{#rules}}<tr role=row><th role=rowheader scope=row><a href="{{path}}">{{title}}</a><small class=place>{{place}}</small><td role=cell data-label=Severity><span class="heat-tag {{severity}}">{{severity}}</span><td role=cell data-label=Heat class=number>{{score}}<td role=cell data-label=Mode><span>{{#isLive}}live{{/isLive}}{{^isLive}}<span class="tag warn">{{mode}}</span>{{/isLive}}{{#isFilter}} <span class=tag>filters</span>{{/isFilter}}</span><td role=cell data-label=Owner{{^owner}} class=empty{{/owner}}>{{owner}}<td role=cell data-label="7 days" class=number>{{week}}<td role=cell data-label="30 days" class=number>{{month}}<td role=cell data-label="Not hot" class=number>{{notHot}}<td role=cell data-label=Precision class=number><span>{{#precision}}{{precision}}<small class=place>{{judged}}</small>{{/precision}}{{^precision}}<span class=hint>not known</span>{{/precision}}</span><td role=cell data-label="File changed">{{#changed}}{{changed}}{{/changed}}{{^changed}}<span class=hint>not known</span>{{/changed}}
        {{/rules}}</tbody></table></div>{{/isEmpty}}
        """)

    static let one = PageTemplate(
        """
        <p class=code><a href=/rules>Rules</a></p><h1>{{title}}</h1>
        <p class=facts><span class="heat-tag {{severity}}">{{severity}}</span> <span class=tag>{{score}} heat</span> <span class=tag>{{mode}}</span>{{#isFilter}} <span class=tag>filters</span>{{/isFilter}}</p>
        <section class=card aria-label="What it does"><dl class=facts-list><dt>Name<dd>{{name}}<dt>Where<dd><code>{{place}}</code>{{#owner}}<dt>Owner<dd>{{owner}}{{/owner}}{{#respond}}<dt>Promises<dd>a person within {{respond}}{{/respond}}<dt>Fired<dd>{{week}} times in 7 days, {{month}} in 30{{#last}}, last {{last}}{{/last}}<dt>Its cases<dd>{{resolved}} resolved, {{notHot}} not hot{{#precision}}: {{precision}} were worth a look{{/precision}}{{#changedAt}}<dt>Changed<dd>its file, {{changed}} ({{changedAt}}){{/changedAt}}{{#since}}<dt>In force<dd>since {{since}}{{/since}}</dl></section>
        <section class=card aria-labelledby=text-title><h2 id=text-title>Its text</h2>{{#text}}<div class=wide role=region aria-label="Text of the rule" tabindex=0><pre>{{text}}</pre></div>{{/text}}{{^text}}<p>It stands in <code>{{place}}</code>.</p>{{/text}}</section>
        """)
}

/// What became of rules, counted at most every five minutes, since a month of messages is walked for it.
actor RulesReading {
    struct Reading: Sendable {
        var week: RuleHistory
        var month: RuleHistory
        var outcomes: [String: CaseOutcomes]
        var at: Moment
    }

    private let desk: Desk
    private var last: Reading?
    private var underWay: Task<Reading, any Error>?

    init(_ desk: Desk) { self.desk = desk }

    func reading() async throws -> Reading {
        let now = desk.now
        if let last, last.at <= now, now - last.at < .seconds(300) { return last }
        // Whoever asks meanwhile gets the same; it ends by itself.
        let task =
            underWay
            ?? Task { [desk] in
                Reading(
                    week: try await desk.store.ruleHistory(since: now - .seconds(7 * 86_400)),
                    month: try await desk.store.ruleHistory(since: now - .seconds(30 * 86_400)),
                    outcomes: try await desk.store.caseOutcomes(since: now - .seconds(30 * 86_400)), at: now)
            }
        underWay = task
        defer { underWay = nil }
        let reading = try await task.value
        last = reading
        return reading
    }
}

extension Hall {
    func rulesPages(
        ruleFile: @escaping @Sendable (String) async -> String?,
        ruleFileChanged: @escaping @Sendable (String) async -> Moment?
    ) {
        let desk = desk
        let reading = RulesReading(desk)
        page("/rules", in: .rules) { visit, _ in
            let rules = desk.rules()
            var changed: [String: Moment] = [:]
            for file in Set(rules.listing.map(\.file)).prefix(1_000) { changed[file] = await ruleFileChanged(file) }
            return visit.page(
                RulesPage.template, titled: "Rules",
                RulesPage.facts(
                    rules, try await reading.reading(), try await desk.store.rulesInForce(), changed: changed,
                    now: visit.now))
        }
        page("/rules/:rule", in: .rules) { visit, _ in
            guard let name = visit.parameter("rule"),
                let rule = desk.rules().listing.first(where: { $0.name == name })
            else { throw Refusal(.notFound, "There is no such rule among those that judge now.") }
            var facts = RulesPage.line(
                rule, try await reading.reading(), changed: await ruleFileChanged(rule.file), now: visit.now)
            let file = await ruleFile(rule.file)
            facts["text"] = .optional(file.flatMap { RulesPage.text(of: rule, in: $0) })
            let hash = desk.rules().hash
            let since = try await desk.store.rulesInForce().filter { $0.hash == hash }.map(\.since).min()
            facts["since"] = since.map { .markup(Clock.markup($0)) } ?? .flag(false)
            return visit.page(RulesPage.one, titled: "Rule \(rule.name)", facts)
        }
    }
}
