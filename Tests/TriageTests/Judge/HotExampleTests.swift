import Testing

@testable import Triage

/// `is hot` and `is not hot` behind an example.
struct HotExampleTests {
    private func errors(_ rules: String, hotHeat: Int = 50) -> [Complaint] {
        RuleSet.compile([RuleFile(path: "Rules/a.rules", bytes: Array(rules.utf8))], hotHeat: hotHeat).complaints
            .filter { $0.weight == .error }
    }

    private func rule(_ head: String = "score 60", _ example: String) -> String {
        "rule it\n\(head)\nwhen fire\nhit \"fire\"\nmiss \"calm\"\n\(example)\n"
    }

    @Test func `an example holds where its message is as hot as it says`() {
        #expect(errors(rule("score 60", "hit \"big fire\" is hot")).isEmpty)
        #expect(errors(rule("score 49", "hit \"big fire\" is not hot")).isEmpty)
        #expect(errors(rule("score 49", "miss \"smoke\" is not hot")).isEmpty)
        let cool = errors(rule("score 49", "hit \"big fire\" is hot"))
        #expect(cool.map(\.message) == ["This message is not hot."])
        #expect(cool.first?.remedy == "its heat is 49, and 50 is hot: +49 of it")
        #expect(cool.first?.line == 6 && cool.first?.column == 5)
        let hot = errors(rule("score 60", "hit \"big fire\" is not hot"))
        #expect(hot.map(\.message) == ["This message is hot."])
        #expect(hot.first?.remedy == "its heat is 60, and 50 is hot: +60 of it")
        #expect(
            errors(rule("score 49", "miss \"smoke\" is hot")).map(\.remedy) == ["its heat is 0, and 50 is hot"])
    }

    @Test func `a rule that does not fire is told of first, and once`() {
        #expect(errors(rule("score 60", "hit \"smoke\" is hot")).map(\.message) == ["it does not fire on this hit."])
    }

    @Test func `all rules together make the heat, and the configuration says from where on it is hot`() {
        let two =
            rule("score 30", "hit \"big fire\" is hot") + "rule too\nscore 25\nwhen big\nhit \"big\"\nmiss \"x1\"\n"
        #expect(errors(two).isEmpty)
        #expect(errors(two, hotHeat: 56).map(\.remedy) == ["its heat is 55, and 56 is hot: +30 of it, +25 of too"])
        #expect(errors(two, hotHeat: 55).isEmpty)
    }

    @Test func `a rule that says hot makes it hot whatever the heat, and is named`() {
        #expect(errors(rule("score 0\naction hot", "hit \"big fire\" is hot")).isEmpty)
        #expect(
            errors(rule("score 3\naction hot", "hit \"big fire\" is not hot")).map(\.remedy) == [
                "its heat is 3, and 50 is hot: +3 of it; a rule with \"action hot\" fires"
            ])
    }

    @Test func `a rule in the shadow is tried as if it were live, and of one that is off nothing is asked`() {
        for head in ["score 60\nmode shadow", "score 0\naction hot\nmode shadow", "score 60\nmode off"] {
            #expect(errors(rule(head, "hit \"big fire\" is hot")).isEmpty, "\(head)")
        }
        // Its examples hold or fail as ever.
        #expect(errors(rule("mode off\nscore 60", "hit \"smoke\"")).map(\.line) == [7])
        #expect(errors(rule("score 40\nmode shadow", "hit \"big fire\" is hot")).count == 1)
        // Another one that is in the shadow heats nothing.
        let other = "rule too\nscore 60\nmode shadow\nwhen big\nhit \"big\"\nmiss \"x1\"\n"
        #expect(errors(rule("score 40", "hit \"big fire\" is hot") + other).count == 1)
    }

    @Test func `settings and a claim stand in either order`() {
        let head = "score 30\nraise +30 if customer.tier is vip"
        for tail in [
            "is hot with customer.tier=vip", "with customer.tier=vip is hot", "with customer.tier=vip, is hot",
            "with customer.tier=gold is not hot", "is not hot", "is hot  with customer.tier=vip  # a comment",
            "is not hot # with customer.tier=vip", "is hot, with customer.tier = vip",
            "with customer.tier= vip is hot", "with hours =open, customer.tier =vip is hot",
        ] {
            #expect(errors(rule(head, "hit \"fire \(tail.count)\" \(tail)")).isEmpty, "\(tail)")
        }
        #expect(errors(rule(head, "hit \"fire it\" is hot with customer.tier=gold")).count == 1)
        // Words like it in the text are the text.
        #expect(errors(rule(head, "hit \"the fire \"is hot\" they said\"")).isEmpty)
        #expect(errors(rule(head, "hit \"the fire is hot\" is not hot")).isEmpty)
    }

    @Test(arguments: [
        ("hit \"fire it\" is warm", "Nothing but \"is hot\", \"is not hot\" and \"with …\" follows an example."),
        ("hit \"fire it\" is", "Nothing but \"is hot\", \"is not hot\" and \"with …\" follows an example."),
        (
            "hit \"fire it\" is hot and more",
            "Nothing but \"is hot\", \"is not hot\" and \"with …\" follows an example."
        ),
        ("hit \"fire it\" is hot with is hot", "\"is\" sets nothing."),
        ("hit \"fire it\" with hot=yes", "How hot a message is comes of the rules, and nobody sets it."),
    ])
    func `what says nothing of the heat is refused`(line: String, sentence: String) {
        #expect(errors(rule("score 60", line)).map(\.message).contains(sentence))
    }

    @Test(arguments: [
        ("hot", "write: is hot"), ("IS HOT", "write: is hot"), ("isn't hot", "write: is not hot"),
        ("hot=no", "write: is not hot"), ("is cold", "write: is not hot"),
        ("customer.tier=vip", "write: with customer.tier=vip"),
    ])
    func `what was meant behind an example is named, where it stands`(tail: String, remedy: String) {
        let told = errors(rule("score 60", "hit \"fire it\" \(tail)")).first
        #expect(told?.remedy == remedy)
        #expect(told?.column == 15 && told?.length == tail.count)
    }

    @Test func `a setting is known by its last word`() {
        #expect(
            errors(rule("score 60", "hit \"fire it\" with tier=vip")).map(\.remedy) == [
                "did you mean \"customer.tier\"?"
            ])
    }

    @Test func `a burst says nothing of heat`() {
        let spike = """
            spike many
              severity high
              count    rule:it
              fires    at 3 in 10m
              burst hit 3 authors in 5m "fire" is hot

            """
        #expect(
            errors(rule("score 60", "") + spike).map(\.message) == [
                "A burst says when its spike fires, not which messages are hot."
            ])
    }

    @Test func `a todo may fail in its heat, and is told when it passes`() {
        func told(_ example: String) -> [Complaint] {
            let text = Array(rule("score 40", example).utf8)
            return RuleSet.compile([RuleFile(path: "Rules/a.rules", bytes: text)]).complaints
        }
        #expect(told("todo hit \"big fire\" is hot").isEmpty)
        #expect(told("todo hit \"big fire\" is not hot").map(\.message) == ["This todo example passes now."])
    }

    @Test func `a complaint that is assumed heats what it opens`() {
        let text = """
            rule it
              score 10
              when  fire
              hit   "big fire" is hot with complaint=0.9
              miss  "calm"

            rule sore
              score 40
              when  complaint >= 0.8 AND big
              hit   "big" with complaint=0.9
              miss  "big" with complaint=0.1

            """
        #expect(errors(text).isEmpty, "\(errors(text))")
        #expect(errors(text.replacing("is hot with complaint=0.9", with: "is hot with complaint=0.7")).count == 1)
    }

    @Test func `a book that is revised tries heat again when any rule changes, or what is hot`() {
        func files(_ score: Int) -> [RuleFile] {
            [
                RuleFile(path: "Rules/a.rules", bytes: Array(rule("score 30", "hit \"big fire\" is hot").utf8)),
                RuleFile(
                    path: "Rules/b.rules",
                    bytes: Array("rule too\nscore \(score)\nwhen big\nhit \"big\"\nmiss \"x1\"\n".utf8)),
            ]
        }
        let book = RuleBook(files(25))
        #expect(book.rules != nil)
        let less = book.revised(files(15))
        #expect(less.complaints.map(\.message) == ["This message is not hot."])
        #expect(less.complaints == RuleBook(files(15)).complaints)
        #expect(less.revised(files(25)).rules != nil)
        #expect(book.revised(files(25), hotHeat: 60).rules == nil)
        #expect(book.revised(files(25), hotHeat: 60).revised(files(25), hotHeat: 55).rules != nil)
    }

    @Test func `a trial tells what was said of the heat`() throws {
        let file = RuleFile(
            path: "Rules/a.rules", bytes: Array(rule("score 30", "hit \"big fire\" is hot").utf8))
        let rules = try #require(RuleSet.compileUntried([file]).rules)
        let trials = rules.trials([file])
        #expect(trials.map(\.shallBeHot) == [nil, nil, true])
        #expect(trials.map(\.outcome) == [.passed, .passed, .failed])
        #expect(trials[2].reason == "This message is not hot. Its heat is 30, and 50 is hot: +30 of it.")
        #expect(rules.trials([file], hotHeat: 30).map(\.outcome) == [.passed, .passed, .passed])
    }
}
