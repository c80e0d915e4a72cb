import Testing

@testable import Triage

@Suite struct SpikeSyntaxTests {
    static let rule = """
        rule outage
          severity   medium
          when       down OR offline
          hit        "quillfone is down"
          miss       "all is well"

        """

    static let whole = """
        spike outage-spike
          title      Outage spike
          severity   critical
          respond    5m
          owner      network-desk
          tags       outage, network
          skill      network
          count      rule:outage  distinct authors   # not one who shouts
          fires      at 20 in 10m                    # sliding
                 or  at 3x usual, at least 8
          per        source
          again      after 45m
          burst hit  20 authors in 9m "quillfone is down"
          burst hit  9 authors in 5m usually 2 "quillfone is down"
          burst miss 1 author 25 times in 5m "quillfone is down"
          burst miss 40 authors in 9m "all is well"
        """

    static func compile(_ spike: String, _ rules: String = rule, _ lists: [String: String] = [:]) -> (
        rules: RuleSet?, complaints: [Complaint]
    ) {
        var files = ["a.rules": rules, "b.rules": spike]
        for (name, text) in lists { files["\(name).keywords"] = text }
        return Scene.compile(files)
    }

    /// What is said of a spike with these lines, as `line:column message | remedy`.
    static func said(_ lines: String, _ weight: Complaint.Weight = .error) -> [String] {
        compile("spike it\n" + lines).complaints.filter { $0.weight == weight && $0.file.hasSuffix("b.rules") }
            .map { "\($0.line):\($0.column) \($0.message) | \($0.remedy)" }
    }

    static let sound = "severity low\ncount rule:outage\nfires at 5 in 10m\n"

    @Test func `a spike is read as it is written`() throws {
        let (rules, complaints) = Self.compile(Self.whole)
        #expect(complaints.map { $0.rendered(colour: false) } == [])
        let spike = try #require(rules?.spikes.first)
        #expect(
            spike
                == Spike(
                    name: "outage-spike", title: "Outage spike", file: "Rules/b.rules", line: 1, severity: .critical,
                    score: 80, isAlwaysHot: false, tags: ["outage", "network"], skill: "network",
                    owner: "network-desk", respond: 300, isShadow: false, counted: .rule("outage"), unit: .authors,
                    per: .source, window: 10, most: 20, unusual: .init(factor: 3000, atLeast: 8), again: 45))
        #expect(rules?.facts.spikes == 1 && rules?.facts.rules == 1 && rules?.facts.examples == 6)
    }

    @Test func `what is left out is what is usual`() throws {
        let spike = try #require(Self.compile("spike it\n" + Self.sound).rules?.spikes.first)
        #expect(spike.unit == .messages && spike.per == .brand && spike.again == 30 && spike.title == "it")
        #expect(spike.score == 10)
        let inOneLine = "severity low\ncount rule:outage\nfires at 20 in 10m or at 2.5x usual, at least 8\n"
        let other = try #require(Self.compile("spike it\n" + inOneLine).rules?.spikes.first)
        #expect(other.most == 20 && other.unusual == .init(factor: 2500, atLeast: 8))
        let unusualOnly = "severity low\ncount rule:outage\nfires at 4x usual in 1h, at least 8\n"
        let third = try #require(Self.compile("spike it\n" + unusualOnly).rules?.spikes.first)
        #expect(third.most == nil && third.window == 60)
    }

    @Test(arguments: [
        ("count rule:outagge\nfires at 5 in 10m", "3:7 There is no rule \"outagge\". | did you mean \"outage\"?"),
        (
            "count list:outage\nfires at 5 in 10m",
            "3:7 There is no list \"outage\". | a list is a file: Rules/outage.keywords"
        ),
        (
            "count outage\nfires at 5 in 10m",
            "3:7 A spike counts a rule or a list, and \"outage\" is neither. | as in: count rule:outage, or count list:outage-words"
        ),
        (
            "count rule:outage distinct autors\nfires at 5 in 10m",
            "3:28 \"autors\" cannot be told apart. | did you mean \"authors\"?"
        ),
        (
            "count rule:outage authors\nfires at 5 in 10m",
            "3:19 After what is counted only \"distinct\" and one word follow. | as in: count rule:outage distinct authors"
        ),
        ("count rule:outage", "1:7 This spike does not say when it fires. | as in: fires at 20 in 10m"),
        ("fires at 5 in 10m", "1:7 This spike counts nothing. | as in: count rule:outage distinct authors"),
        ("count rule:outage\nfires 5 in 10m", "4:7 A spike fires at a number. | as in: fires at 20 in 10m"),
        ("count rule:outage\nfires at 1 in 10m", "4:10 One alone is no spike. | a rule fires on every message"),
        (
            "count rule:outage\nfires at many in 10m",
            "4:10 \"many\" is no number from 2 to 1000000. | as in: fires at 20 in 10m"
        ),
        ("count rule:outage\nfires at 5", "4:7 Behind the number stands in what time. | as in: fires at 5 in 10m"),
        (
            "count rule:outage\nfires at 5 in 90s",
            "4:15 \"90s\" is no time of whole minutes up to 24h. | a number and m, h or d, as in 10m"
        ),
        (
            "count rule:outage\nfires at 5 in 2d",
            "4:15 \"2d\" is no time of whole minutes up to 24h. | a number and m, h or d, as in 10m"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nor at 3x usual",
            "5:4 Three times nothing is nothing: say how many there must be at the least. | as in: at 3x usual, at least 8"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nor at 1x usual, at least 3",
            "5:7 \"1x\" is not so many times: 1.1x to 1000x. | as in: at 3x usual, at least 8"
        ),
        (
            "count rule:outage\nfires at 5 in 10m or",
            "4:7 Something is missing beside \"or\". | as in: fires at 20 in 10m or at 3x usual, at least 8"
        ),
        (
            "count rule:outage\nor at 5 in 10m\nfires at 5 in 10m",
            "4:1 \"or\" goes on with \"fires\", which stands above it. | as in: fires at 20 in 10m"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nper sorce",
            "5:5 A spike cannot be counted per \"sorce\". | did you mean \"source\"?"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nper rule",
            "5:5 A spike cannot be counted per \"rule\". | a spike counts one thing: write a spike for each rule"
        ),
        (
            "count rule:outage distinct authors\nfires at 5 in 10m\nper author",
            "5:5 For each author there is one author: this never fires. | count distinct messages, or count per brand"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nagain 30m",
            "5:7 \"again\" says after how long a spike may fire once more. | as in: again after 30m"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nwhen down",
            "5:1 There is no key \"when\" in a spike. | the keys are title, severity, score, action, group, tags, skill, owner, respond, mode, count, fires, or, per, again, burst, rule, spike"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nbrust hit 5 authors in 5m \"down\"",
            "5:1 There is no key \"brust\" in a spike. | did you mean \"burst\"?"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\naction filter",
            "1:7 A spike filters nothing: its messages are there already. | take the line \"action filter\" away"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\ncount rule:outage",
            "5:1 \"count\" was said already in line 3. | keep one of them"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nburst 5 authors in 5m \"down\"",
            "5:7 \"burst\" is followed by hit or miss. | as in: burst hit 20 authors in 9m \"my internet is down\""
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nburst hit 5 authors \"down\"",
            "5:7 A burst says in what time they write. | as in: burst hit 20 authors in 9m \"my internet is down\""
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nburst hit 5 authors in 5m",
            "5:7 A burst ends with the text that they write, in quotes. | as in: burst hit 20 authors in 9m \"my internet is down\""
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nburst hit 100 authors 100 times in 5m \"down\"",
            "5:7 A burst has at most 5000 messages. | show it with fewer"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nburst hit 4 authors in 5m \"quillfone is down\"",
            "5:27 it does not fire on this burst. | at its height it has 4 messages in 10m"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nburst hit 5 authors in 5m \"all is well\"",
            "5:27 it does not fire on this burst. | rule:outage does not fire on this text, so nothing is counted"
        ),
        (
            "count rule:outage\nfires at 5 in 10m\nburst miss 1 author 9 times in 5m \"down\"",
            "5:35 it fires on this burst. | at its height it has 5 messages in 10m"
        ),
    ])
    func `each mistake is told with its place and what to do`(_ lines: String, _ complaint: String) {
        #expect(Self.said("severity low\n" + lines) == [complaint])
    }

    @Test func `a spike that would do nothing is refused`() {
        #expect(
            Self.said("count rule:outage\nfires at 5 in 10m") == [
                "1:7 This spike has neither severity nor score, so it would do nothing. | as in: severity high"
            ])
    }

    @Test func `a rule that is off cannot be counted, one in shadow can`() {
        let off = "rule outage\nseverity medium\nmode off\nwhen down\n"
        let said = Self.compile("spike it\n" + Self.sound, off).complaints.filter { $0.weight == .error }
        #expect(said.map(\.message) == ["rule:outage is off, so there is nothing to count."])
        let shadow = Self.rule.replacing("severity   medium", with: "severity medium\n  mode shadow")
        #expect(Self.compile("spike it\n" + Self.sound, shadow).rules?.spikes.count == 1)
        // A spike that is off itself counts nothing.
        #expect(Self.compile("spike it\nmode off\n" + Self.sound, off).rules?.spikes.isEmpty == true)
    }

    @Test func `two of one name are refused, be they rules or spikes`() {
        let twice = Self.compile("spike it\n\(Self.sound)\nspike it\n\(Self.sound)").complaints
        #expect(
            twice.filter { $0.weight == .error }.map(\.message) == ["There is another spike \"it\": Rules/b.rules:1."])
        let rule = Self.compile("spike outage\n" + Self.sound).complaints
        #expect(
            rule.filter { $0.weight == .error }.map(\.message) == ["There is another rule \"outage\": Rules/a.rules:1."]
        )
    }

    @Test func `what an author should mend is warned of`() {
        #expect(
            Self.said("severity high\ncount rule:outage\nfires at 5 in 10m\n", .warning) == [
                "1:7 This spike has no burst example. | add: burst hit 20 authors in 9m \"my internet is down\"",
                "1:7 This spike is high and nobody owns it. | add: owner NAME",
                "1:7 This spike is high and promises no time. | add: respond 15m",
            ])
        #expect(
            Self.said(Self.sound + "or at 3x usual, at least 8\nburst hit 5 authors in 9m \"down\"", .warning) == [
                "1:7 At 5 it fires anyway, so \"at least 8\" leaves the usual no say. | ask for fewer than 5 there"
            ])
    }

    @Test func `a mistyped key is one mistake, and an effect that is none is not said to be missing`() {
        #expect(
            Self.said("severity low\ncuont rule:outage\nfires at 5 in 10m") == [
                "3:1 There is no key \"cuont\" in a spike. | did you mean \"count\"?"
            ])
        #expect(Self.said("severity hihg\ncount rule:outage\nfires at 5 in 10m").count == 1)
    }

    @Test func `a day until which a spike was in shadow is warned of when it is past`() throws {
        let text = Self.rule + "\nspike it\nmode shadow until 2026-11-01\n" + Self.sound
        let file = RuleFile(path: "Rules/a.rules", bytes: Array(text.utf8))
        func warnings(_ day: String) -> [String] {
            RuleSet.compile([file], now: Moment(rfc3339: day)).complaints.map(\.message).filter {
                $0.contains("shadow")
            }
        }
        #expect(warnings("2026-10-31T00:00:00Z").isEmpty)
        #expect(warnings("2026-11-02T00:00:00Z") == ["This spike was in shadow until 2026-11-01, and still is."])
    }

    @Test func `a list is looked for that no rule names`() throws {
        let spike = "spike it\nseverity high\nowner a\nrespond 5m\ncount list:words\nfires at 5 in 10m\n"
        let (rules, complaints) = Self.compile(
            spike + "burst hit 5 authors in 5m \"the mast has fallen\"\nburst miss 5 authors in 5m \"well\"",
            lists: ["words": "mast\nantenna\n"])
        #expect(complaints.isEmpty, "\(complaints.map { $0.rendered(colour: false) })")
        let set = try #require(rules)
        #expect(set.facts.rules == 1)
        let message = Scene.message("the mast has fallen")
        let evidence = set.judge(message)
        #expect(set.asks(message, evidence).map(\.spike.name) == ["it"])
        #expect(set.occurs(set.spikes[0], in: evidence))
        // It is counted and is no reason for anything.
        let verdict = Decider(policy: Scene.policy, rules: set).decide(
            message, evidence, Memory(), now: message.time
        ).verdict
        #expect(verdict?.reasons == [] && verdict?.shadowed == [])
        #expect(set.asks(message, set.judge(Scene.message("all is well"))).isEmpty)
    }

    @Test func `more than a thousand spikes are refused`() {
        let many = (0...Compiler.mostSpikes).map { "spike s\($0)\n\(Self.sound)" }
        let errors = Self.compile(many.joined(separator: "\n")).complaints.filter { $0.weight == .error }
        #expect(errors.map(\.message) == ["These are more than 1000 spikes."])
        #expect(Self.compile(many.dropLast().joined(separator: "\n")).rules?.spikes.count == 1000)
    }

    @Test func `a group caps the heat of a spike's case`() throws {
        let spike = "spike it\nscore 90\ngroup network max 60\ncount rule:outage\nfires at 5 in 10m\n"
        #expect(Self.compile(spike).rules?.spikes.first?.score == 60)
    }

    @Test func `a burst of as many as there are minutes is told apart from one that is a minute too slow`() {
        let lines = "severity low\ncount rule:outage distinct authors\nfires at 20 in 10m\n"
        #expect(Self.said(lines + "burst hit 20 authors in 10m \"down\"\nburst miss 20 authors in 12m \"down\"") == [])
        #expect(Self.said(lines + "burst hit 20 authors in 12m \"down\"").count == 1)
        let perAuthor = "severity low\ncount rule:outage\nfires at 5 in 10m\nper author\n"
        #expect(
            Self.said(
                perAuthor + "burst hit 3 authors 5 times in 5m \"down\"\nburst miss 30 authors 4 times in 5m \"down\"")
                == [])
    }
}

extension SpikeSyntaxTests {
    static func compile(_ spike: String, lists: [String: String]) -> (rules: RuleSet?, complaints: [Complaint]) {
        compile(spike, rule, lists)
    }
}
