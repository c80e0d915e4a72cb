import Testing

@testable import Triage

struct RuleBookTests {
    private func files(_ texts: [String: String]) -> [RuleFile] {
        texts.map { RuleFile(path: "Rules/\($0.key)", bytes: Array($0.value.utf8)) }
    }

    /// Whatever a revised book says, a new one of the same files says too.
    private func expectSame(_ revised: RuleBook, _ files: [RuleFile], _ step: String) {
        let fresh = RuleBook(files)
        #expect(revised.complaints == fresh.complaints, "\(step)")
        #expect(revised.hash == fresh.hash, "\(step)")
        #expect((revised.rules == nil) == (fresh.rules == nil), "\(step)")
        guard let one = revised.rules, let other = fresh.rules else { return }
        #expect(one.facts == other.facts, "\(step)")
        // The tables in full, as numbers and names.
        #expect(Self.told(one) == Self.told(other), "\(step)")
        for text in ["fire", "my lawyer, quillfone", "smoke and gas", "useless shambles game", "red blue green fire"] {
            let message = Scene.message(text)
            #expect(one.judge(message) == other.judge(message), "\(step)")
            #expect(Scene.verdict(one, message) == Scene.verdict(other, message), "\(step)")
        }
    }

    private static func told(_ rules: RuleSet) -> String {
        let compiled = rules.bench.compiled
        var text = ""
        dump(compiled.rules, to: &text)
        dump(compiled.code, to: &text)
        dump(compiled.leaves, to: &text)
        dump(compiled.tests, to: &text)
        dump(compiled.groupMost, to: &text)
        dump(compiled.phraseLists, to: &text)
        dump(compiled.phraseRules, to: &text)
        dump(compiled.listRules, to: &text)
        dump(compiled.leafRules, to: &text)
        return text
    }

    @Test func `a revised book is in every bit what a new one is, whatever was edited`() {
        var chance = SystemlessChance(state: 7)
        let phrases = ["fire", "smoke", "gas", "my lawyer", "useless", "shambles", "red", "blue", "green", "game"]
        func list() -> String {
            var text = chance.next(3) == 0 ? "list:b\n" : ""
            for _ in 0..<1 + chance.next(4) { text += phrases[chance.next(phrases.count)] + "\n" }
            if chance.next(4) == 0 { text += "-fire game\n" }
            return text
        }
        func rule(_ name: String) -> String {
            let word = phrases[chance.next(phrases.count)]
            let conditions = [
                "\"\(word)\"", "list:a", "list:b OR \"\(word)\"", "rule:r0 AND \"\(word)\"",
                "list:c NEAR/4 \"\(word)\"",
                "\"\(word)\" AND NOT list:a", "list:a AND", "list:missing", "\"\(word.uppercased())\"",
                "\"\(word)\" AND customer.tier is vip",
            ]
            var text = "rule \(name)\nscore \(chance.next(60))\nwhen \(conditions[chance.next(conditions.count)])\n"
            if chance.next(2) == 0 { text += "hit \"\(word)\"\n" }
            if chance.next(3) == 0 { text += "miss \"\(phrases[chance.next(phrases.count)])\"\n" }
            if chance.next(4) == 0 { text += "todo hit \"\(word)\" with customer.tier=vip\n" }
            return text
        }
        func edited(_ name: String) -> String {
            if name.hasSuffix(".keywords") { return list() }
            if name.hasSuffix(".lexicon") { return chance.next(2) == 0 ? "terrible -3\n" : "terrible -3\nfine 2\n" }
            let first = name == "one.rules" ? 0 : 3
            return (first..<first + 3).map { rule("r\($0)") }.joined(separator: chance.next(2) == 0 ? "\n" : "# x\n")
        }
        let names = ["a.keywords", "b.keywords", "c.keywords", "one.rules", "two.rules", "sentiment/en.lexicon"]
        var texts = Dictionary(uniqueKeysWithValues: names.map { ($0, edited($0)) })
        var book = RuleBook(files(texts))
        var compiled = 0
        for step in 0..<250 {
            for _ in 0..<1 + chance.next(2) {
                let name = names[chance.next(names.count)]
                switch chance.next(8) {
                case 0: texts[name] = nil
                case 1: texts[name, default: ""] += "\n# a comment\n"
                case 2: texts["new-\(chance.next(3)).keywords"] = list()
                case 3: texts = texts.filter { !$0.key.hasPrefix("new-") }
                default: texts[name] = edited(name)
                }
            }
            let told = book.hash(of: files(texts))
            book = book.revised(files(texts))
            #expect(told == book.hash && told == RuleSet.hash(of: files(texts)))
            expectSame(book, files(texts), "step \(step)")
            if book.rules != nil { compiled += 1 }
        }
        #expect(compiled > 10, "random edits must also leave rules that work")
    }

    @Test func `a change reaches examples through lists in lists and rules of rules`() {
        var texts = [
            "a.rules": "rule it\nscore 1\nwhen rule:base AND list:outer\nhit \"fire red\"\nmiss \"fire\"\n",
            "b.rules": "rule base\nscore 0\nwhen fire\nhit \"fire\"\nmiss \"x1\"\n",
            "outer.keywords": "list:inner\nblue\n", "inner.keywords": "red\n",
        ]
        var book = RuleBook(files(texts))
        #expect(book.rules != nil)
        texts["inner.keywords"] = "green\n"
        book = book.revised(files(texts))
        #expect(book.complaints.map(\.message) == ["it does not fire on this hit."])
        texts["inner.keywords"] = "red\n"
        book = book.revised(files(texts))
        #expect(book.rules != nil)
        texts["b.rules"] = "rule base\nscore 0\nwhen smoke\nhit \"smoke\"\nmiss \"x1\"\n"
        book = book.revised(files(texts))
        #expect(book.complaints.map(\.message) == ["it does not fire on this hit."])
    }

    @Test func `places move with the lines above them`() {
        let rule = "rule it\nscore 1\nwhen fire\nhit \"smoke\"\nmiss \"x1\"\n"
        let book = RuleBook(files(["a.rules": rule])).revised(files(["a.rules": "# first\n\n" + rule]))
        #expect(book.complaints.map(\.line) == [6])
    }

    @Test func `files that come and go do not shift what is said of the others`() {
        var book = RuleBook(files(["m.rules": "rule it\nscore 1\nwhen fire AND\n"]))
        for number in 0..<200 {
            let texts = ["m.rules": "rule it\nscore 1\nwhen fire AND\n", "\(number).keywords": "x\(number)\n"]
            book = book.revised(files(texts))
            #expect(book.complaints.first { $0.weight == .error }?.file == "Rules/m.rules")
        }
    }

    @Test func `a day that has passed is warned of, and the rule stays in shadow`() throws {
        let texts = [
            "a.rules": "rule it\nscore 60\nwhen fire\nmode shadow until 2027-03-01\nhit \"fire\"\nmiss \"x1\"\n"
        ]
        let before = try #require(Moment(rfc3339: "2027-02-28T23:59:59Z"))
        let after = try #require(Moment(rfc3339: "2027-03-02T00:00:00Z"))
        #expect(RuleBook(files(texts)).complaints.isEmpty)
        #expect(RuleBook(files(texts), now: before).complaints.isEmpty)
        let book = RuleBook(files(texts), now: before).revised(files(texts), now: after)
        #expect(
            book.complaints.map { $0.rendered(colour: false) } == [
                """
                Rules/a.rules:4:6: warning: This rule was in shadow until 2027-03-01, and still is.
                    mode shadow until 2027-03-01
                         ^^^^^^^^^^^^^^^^^^^^^^^
                    write "mode live" if it has proved itself, or a later day
                """
            ])
        #expect(Scene.verdict(try #require(book.rules), "fire").shadowed.map(\.rule) == ["it"])
    }
}

/// The same numbers in every run.
struct SystemlessChance {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
