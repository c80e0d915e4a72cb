import Testing

@testable import Triage

struct ReplacingTests {
    private func rules(_ second: String) throws -> RuleSet {
        try Scene.rules([
            "a.rules": """
            rule fire
            severity critical
            respond 5m
            owner desk
            action hot
            when fire

            rule game
            score 5
            severity low
            when fire AND game
            replaces rule:fire
            \(second)
            """
        ])
    }

    @Test func `where both fire the replaced rule adds nothing, and the verdict says so`() throws {
        let rules = try rules("")
        #expect(Scene.verdict(rules, "fire").heat == 80)
        let verdict = Scene.verdict(rules, "a game on fire")
        #expect(verdict.heat == 5)
        #expect(verdict.severity == .low)
        #expect(!verdict.isHot)
        #expect(verdict.reasons.map(\.rule) == ["game", "fire"])
        let silent = verdict.reasons[1]
        #expect(silent.replacedBy == "game")
        #expect((silent.score, silent.owner, silent.respondWithin) == (0, "", nil))
        #expect(silent.severity == .critical)
        #expect(verdict.reasons[0].replacedBy == nil)
    }

    @Test func `a rule in shadow replaces nobody`() throws {
        #expect(Scene.verdict(try rules("mode shadow"), "a game on fire").heat == 80)
    }

    @Test func `a replaced rule takes nothing of its group's most, and names no filter`() throws {
        let rules = try Scene.rules([
            "a.rules": """
            rule ad
            score 60
            group g max 60
            action filter
            when coin
            rule plain
            score 40
            group g
            when coin AND stolen
            replaces rule:ad
            """
        ])
        let verdict = Scene.verdict(rules, "coin stolen")
        #expect(verdict.heat == 40)
        #expect(verdict.filteredBy == nil)
        #expect(Scene.verdict(rules, "coin").filteredBy == nil)
    }

    @Test func `circles and unknown names are refused`() {
        func errors(_ text: String) -> [(String, String)] {
            Scene.compile(["a.rules": text]).complaints.filter { $0.weight == .error }.map { ($0.message, $0.remedy) }
        }
        let unknown = errors("rule outage\nscore 1\nwhen x1\nreplaces rule:outrage\n")
        #expect(unknown.map(\.0) == ["There is no rule \"outrage\"."])
        #expect(unknown.first?.1 == "did you mean \"outage\"?")
        #expect(errors("rule a\nscore 1\nwhen x1\nreplaces rule:a\n").map(\.0) == ["A rule cannot replace itself."])
        #expect(
            errors(
                "rule a\nscore 1\nwhen x1\nreplaces rule:b\nrule b\nscore 1\nwhen x1\nreplaces rule:c\n"
                    + "rule c\nscore 1\nwhen x1\nreplaces rule:a\n"
            ).map(\.0) == ["\"c\" and \"a\" replace each other."])
        #expect(
            errors("rule a\nscore 1\nwhen x1\nreplaces b\n").map(\.1) == ["as in: replaces rule:b, one line for each"])
        // Two ways to one rule are no circle.
        #expect(
            errors(
                "rule a\nscore 1\nwhen x1\nreplaces rule:b\nreplaces rule:c\nrule b\nscore 1\nwhen x1\nreplaces rule:c\n"
                    + "rule c\nscore 1\nwhen x1\n"
            ).isEmpty)
    }

    @Test func `who is replaced still replaces others`() throws {
        let rules = try Scene.rules([
            "a.rules": """
            rule a
            score 7
            when fire
            replaces rule:b
            rule b
            score 20
            when fire
            replaces rule:c
            rule c
            score 40
            when fire
            """
        ])
        let verdict = Scene.verdict(rules, "fire")
        #expect(verdict.heat == 7)
        #expect(verdict.reasons.map(\.replacedBy) == [nil, "a", "b"])
    }

    @Test func `a rule in shadow is recorded with what it would add, and counts for nothing`() throws {
        let rules = try Scene.rules([
            "a.rules": """
            rule live
            score 50
            group g max 60
            when fire
            rule quiet
            severity critical
            group g
            action hot
            mode shadow until 2027-03-01
            when fire AND smoke
            raise +5 if smoke
            rule off
            severity critical
            mode off
            when fire
            """
        ])
        let verdict = Scene.verdict(rules, "fire and smoke")
        #expect(verdict.heat == 50)
        #expect(verdict.severity == .high)
        #expect(verdict.reasons.map(\.rule) == ["live"])
        #expect(verdict.shadowed.map(\.rule) == ["quiet"])
        #expect(verdict.shadowed.first?.score == 10)
        #expect(verdict.shadowed.first?.matches.map(\.text) == ["fire", "smoke"])
        let alone = try Scene.rules(when: "fire", rest: "mode shadow")
        #expect(Scene.verdict(alone, "fire").shadowed.map(\.rule) == ["it"])
        #expect(!Scene.verdict(alone, "fire").isHot)
    }
}
