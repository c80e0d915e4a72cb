import Testing

@testable import Triage

struct AuthoringTests {
    @Test func `a complaint shows file, line, column, a caret and the name that was meant`() throws {
        let (rules, complaints) = Scene.compile([
            "brand.keywords": "quillfone\n",
            "a.rules": "rule it\n  severity high\n  owner desk\n  respond 5m\n  when fire AND list:brnad\n",
        ])
        #expect(rules == nil)
        let error = try #require(complaints.first { $0.weight == .error })
        #expect(
            error.rendered(colour: false) == """
                Rules/a.rules:5:17: error: There is no list "brnad".
                      when fire AND list:brnad
                                    ^^^^^^^^^^
                    did you mean "brand"?
                """)
        #expect(error.rendered(colour: true).contains("\u{1B}[31merror:"))
    }

    @Test func `columns count characters`() throws {
        let error = try #require(Scene.errors(when: "\"füße 👍🏽\" and smoke").first)
        #expect((error.line, error.column, error.length) == (3, 15, 3))
    }

    @Test(arguments: [
        ("fire and smoke", "Operators are written in capitals."),
        ("fire Or smoke", "Operators are written in capitals."),
        ("fire near/3 smoke", "Operators are written in capitals."),
        ("not fire", "Operators are written in capitals."),
        ("fire AND smoke OR gas", "AND and OR stand side by side without brackets."),
        ("fire OR smoke AND gas", "AND and OR stand side by side without brackets."),
        ("NOT fire", "This rule looks for nothing: what it says only narrows or excludes."),
        ("fire OR NOT smoke", "This rule looks for nothing: what it says only narrows or excludes."),
        ("customer.tier is vip", "This rule looks for nothing: what it says only narrows or excludes."),
        ("on fire", "Two words stand side by side."),
        ("fire list:brand", "AND or OR is missing here."),
        ("fire AND", "Nothing stands behind AND."),
        ("AND fire", "Nothing stands in front of AND."),
        ("(fire", "This bracket is never closed."),
        ("fire)", "This bracket closes nothing."),
        ("()", "Nothing stands in front of this bracket."),
        ("\"fire", "This quote is never closed."),
        ("\"\"", "There is nothing between these quotes."),
        ("NOT NOT fire", "NOT stands twice."),
        ("fir*", "A star needs four letters or more before it."),
        ("*fire", "A star cannot stand in front."),
        ("fi*re", "A star stands only at the end of a word."),
        ("fire NEAR smoke", "NEAR needs to know how many words."),
        ("fire NEAR/31 smoke", "NEAR reaches from 1 to 30 words."),
        ("fire BEFORE/0 smoke", "BEFORE reaches from 1 to 30 words."),
        ("fire NEAR/3 (smoke AND gas)", "NEAR/3 stands beside AND or NOT; it compares places of words."),
        ("fire NEAR/3 (NOT gas)", "NEAR/3 stands beside AND or NOT; it compares places of words."),
        ("fire NEAR/3 sentiment is negative", "NEAR/3 compares places of words, and this has no place."),
        ("rule:itt", "There is no rule \"itt\"."),
        ("rule:it", "Rule \"it\" depends on itself, by way of \"it\"."),
        ("at least 2 of list:brand", "list:brand has 1 phrases, so 2 of them are never found."),
        ("at least of list:brand", "\"at least\" needs a number."),
        ("sentiment is bad", "\"bad\" is no sentiment."),
        ("sentiment <= 7", "Sentiment lies between -1 and 1."),
        ("sentiment <= low", "\"low\" is no number."),
        ("channel is mastodom", "\"mastodom\" is no channel."),
        ("fire AND customer.teir is vip", "There is no field \"customer.teir\"."),
        ("fire AND is replyy", "A message cannot be \"replyy\"."),
        ("fire AND has links", "A message cannot have \"links\"."),
        ("{mony}", "There is no {mony}."),
        ("", "Nothing is said of what to look for."),
    ])
    func `what cannot be meant is refused in one sentence`(when: String, sentence: String) {
        #expect(Scene.errors(when: when).map(\.message).contains(sentence), "\(Scene.errors(when: when))")
    }

    @Test func `the rule of the format's description is understood`() throws {
        let rules = try Scene.rules([
            "brand.keywords": "quillfone\n@quillfone\n",
            "news-words.keywords": "headline\n",
            "legal-threats.keywords": """
            about  Phrases that announce legal action against us
            owner  legal-desk
            lang   en
            ---
            # a comment is a hash and a SPACE; "#quillfonefail" is a hashtag, "@quillfone" a handle
            my lawyer
            sue                   # whole words only: never "issue"
            litigat*              # star at the end, after 4 letters or more
            error 50?             # one letter or digit
            =ICO                  # keeps upper and lower case
            #quillfonefail
            -sue ellen            # an exception
            """,
            "a.rules": """
            rule legal-threat
              title      Customer threatens legal action
              severity   critical                     # info | low | medium | high | critical
              score      60                           # heat
              action     none
              group      legal  max 80
              tags       legal, escalate
              skill      legal
              owner      legal-desk
              respond    15m
              mode       live
              when       list:legal-threats NEAR/8 (list:brand OR "you guys" OR you)
                     AND NOT list:news-words
                     AND sentiment is not positive
              raise      +20  if customer.tier is vip
              hit        "@quillfone I've had "enough", my lawyer will be in touch with you"  # as heard
              miss       "My lawyer friend loves the new app"
              todo hit   "u will be hearing from my solicitors"

            rule vip-upset
              severity   high
              mode       shadow until 2027-03-01
              when       customer.tier is vip AND at least 1 of list:brand
              hit        "@quillfone third broken delivery" with customer.tier=vip
            """,
        ])
        #expect(rules.facts.rules == 2)
        #expect(rules.facts.lists == 3)
        #expect(rules.facts.examples == 4)
        let reason = try #require(Scene.verdict(rules, "quillfone, I will sue you. #QuillfoneFail").reasons.first)
        #expect(reason.title == "Customer threatens legal action")
        #expect((reason.file, reason.line) == ("Rules/a.rules", 1))
        #expect((reason.owner, reason.skill, reason.respondWithin) == ("legal-desk", "legal", 900))
        #expect(reason.score == 60)
        #expect(Scene.verdict(rules, "see Sue Ellen, you").reasons.isEmpty)
    }

    @Test func `a failing example refuses the set, a known failure does not`() {
        func complaints(_ example: String) -> (Bool, [Complaint]) {
            let (rules, all) = Scene.compile(["a.rules": "rule it\nscore 1\nwhen fire\n\(example)\nmiss \"calm\"\n"])
            return (rules != nil, all)
        }
        let (held, failed) = complaints("hit \"smoke\"")
        #expect(!held)
        #expect(failed.map(\.message) == ["it does not fire on this hit."])
        #expect(failed.first?.line == 4)
        #expect(
            complaints("miss \"on fire\"").1.map(\.message) == [
                "This rule has no hit example.", "it fires on this miss.",
            ])
        #expect(complaints("todo hit \"smoke\"").0)
        let (passes, note) = complaints("todo hit \"fire\"")
        #expect(passes)
        #expect(note.map(\.weight) == [.note])
    }

    @Test func `an example comes with a customer, a channel and more`() throws {
        let rest = """
            hit "fire" with customer.tier=vip, channel=sms, lang=de, author.followers=9, is=reply
            miss "fire" with customer.tier=vip channel=email
            """
        let when =
            "fire AND customer.tier is vip AND channel is sms AND lang is de AND author.followers >= 9 AND is reply"
        _ = try Scene.rules(when: when, rest: rest)
        let (rules, complaints) = Scene.compile([
            "a.rules": "rule it\nscore 1\nwhen fire\nhit \"fire\" with customer.teir=vip\n"
        ])
        #expect(rules == nil)
        #expect(complaints.first { $0.weight == .error }?.remedy == "did you mean \"customer.tier\"?")
    }

    @Test(arguments: [
        ("titel x", "There is no key \"titel\" in a rule."), ("severity hihg", "There is no severity \"hihg\"."),
        ("score 5000", "A score is a whole number from 0 to 1000."), ("respond 15", "\"15\" is no length of time."),
        ("action hott", "There is no action \"hott\"."), ("mode shaddow", "There is no mode \"shaddow\"."),
        ("mode shadow until tuesday", "\"tuesday\" is no date."),
        ("group legal maximum 80", "A group has a name and may have a most."),
        ("raise 20 customer.tier is vip", "\"raise\" says by how much, and if what."),
        ("lower +20 if fire", "\"lower\" says by how much, and if what."), ("owner", "\"owner\" says nothing."),
        ("hit fire", "An example stands between quotes."), ("hit \"fire", "This quote is never closed."),
        ("todo fire", "\"todo\" is followed by hit or miss."), ("when smoke", "\"when\" was said already in line 2."),
        ("replaces rule:x", "There is no rule \"x\"."),
    ])
    func `a line that means nothing is refused`(line: String, sentence: String) {
        let (rules, complaints) = Scene.compile(["a.rules": "rule it\nwhen fire\n\(line)\n"])
        #expect(rules == nil)
        #expect(complaints.map(\.message).contains(sentence), "\(complaints)")
    }

    @Test func `a key of another tool is answered with ours`() {
        func remedy(_ line: String) -> String? {
            Scene.compile(["a.rules": "rule it\nscore 9\nhit \"fire\"\nmiss \"x1\"\n\(line)\nwhen fire\n"]).complaints
                .first {
                    $0.weight == .error
                }?.remedy
        }
        #expect(remedy("priority high") == "did you mean \"severity\"?")
        #expect(remedy("not hit \"smoke\"") == "did you mean \"miss\"?")
        #expect(remedy("Team desk") == "did you mean \"owner\"?")
        #expect(remedy("unless smoke")?.contains("AND NOT") == true)
        #expect(remedy("hot yes") == "what is always hot says: action hot")
        let keys = Set(RulesFile.keys + RulesFile.spikeKeys)
        for (word, key) in KeyHabits.meant { #expect(keys.contains(key) && !keys.contains(word), "\(word)") }
        for word in KeyHabits.hints.keys { #expect(!keys.contains(word) && KeyHabits.meant[word] == nil, "\(word)") }
    }

    @Test func `rules need a name of their own, a condition and an effect`() {
        func errors(_ text: String) -> [String] {
            Scene.compile(["a.rules": text]).complaints.filter { $0.weight == .error }.map(\.message)
        }
        #expect(errors("rule\nscore 1\nwhen fire\n") == ["A rule needs a name."])
        #expect(errors("rule My Rule\nscore 1\nwhen fire\n") == ["A name is small letters, digits and hyphens."])
        #expect(errors("rule a\nscore 1\n") == ["This rule has no \"when\"."])
        #expect(
            errors("rule a\nwhen fire\n") == ["This rule has neither severity nor score, so it would do nothing."])
        #expect(errors("score 1\n") == ["This stands before the first rule."])
        #expect(
            errors("rule a\nscore 1\nwhen x1\nrule a\nscore 1\nwhen x2\n")
                == ["There is another rule \"a\": Rules/a.rules:1."])
        #expect(
            errors("rule a\nscore 1\ngroup g max 5\nwhen x1\nrule b\nscore 1\ngroup g max 6\nwhen x2\n").count == 1)
    }

    @Test func `circles are named, not walked`() {
        let rules = Scene.compile(["a.rules": "rule a\nscore 1\nwhen rule:b\nrule b\nscore 1\nwhen rule:a OR fire\n"])
        #expect(
            rules.complaints.filter { $0.weight == .error }.map(\.message) == [
                "Rule \"a\" depends on itself, by way of \"b\"."
            ])
        let lists = Scene.compile(["a.keywords": "list:b\nfire\n", "b.keywords": "list:a\nsmoke\n"])
        let circle = lists.complaints.filter { $0.weight == .error }.map(\.message)
        #expect(circle.count == 2)
        #expect(circle.allSatisfy { $0.contains("names itself") })
    }

    @Test func `a long chain of rules is refused before it is walked`() {
        var text = "rule r0\nscore 1\nwhen fire\n"
        for index in 1...2000 { text += "rule r\(index)\nscore 1\nwhen rule:r\(index - 1)\n" }
        let (rules, complaints) = Scene.compile(["a.rules": text])
        #expect(rules == nil)
        #expect(complaints.contains { $0.message == "Rules name rules more than 24 deep." })
    }

    @Test func `rules that name one rule twice at every step are asked once`() throws {
        var text = "rule r0\nscore 1\nwhen fire\n"
        for index in 1...20 {
            text += "rule r\(index)\nscore 1\nwhen rule:r\(index - 1) AND (rule:r\(index - 1) OR smoke)\n"
        }
        let rules = try Scene.rules(["a.rules": text])
        #expect(Scene.verdict(rules, "fire").reasons.count == 21)
    }

    @Test func `a hundred thousand brackets are one complaint`() throws {
        let error = try #require(Scene.errors(when: String(repeating: "(", count: 100_000)).first)
        #expect(error.message == "This condition has more than 50000 pieces.")
        let fewer = try #require(Scene.errors(when: String(repeating: "(", count: 40_000)).first)
        #expect(fewer.message == "Brackets stand more than 40 deep.")
        #expect(fewer.rendered(colour: false).count < 500)
    }

    @Test func `lists of more lines than can be held are refused`() {
        let text = Array(String(repeating: "a\n", count: Compiler.mostPhrases + 1).utf8)
        let (rules, complaints) = RuleSet.compile([RuleFile(path: "Rules/big.keywords", bytes: text)])
        #expect(rules == nil)
        #expect(complaints.count == 1)
        #expect(complaints.first?.message.contains("more than 1000000 lines") == true)
    }

    @Test func `a flood of faults is cut short, and says so`() throws {
        let (rules, complaints) = Scene.compile([
            "a.rules": "rule it\n" + String(repeating: "nonsense x\n", count: 5000)
        ])
        #expect(rules == nil)
        #expect(complaints.count == Complaints.most + 1)
        #expect(complaints.last?.message == "There is more to complain of than is shown here.")
    }

    @Test func `warnings do not refuse`() throws {
        let (rules, complaints) = Scene.compile([
            "a.rules": "rule it\nseverity high\nwhen list:a OR \"!!!\"\n",
            "a.keywords": "fire\nFIRE!\nthe\n:::\nhttp://x.example/fire\n-smoke\n",
            "unused.keywords": "x1\n", "b.keyword": "y\n", "notes.md": "z\n",
        ])
        #expect(rules != nil)
        #expect(complaints.allSatisfy { $0.weight == .warning })
        let messages = complaints.map(\.message)
        for wanted in [
            "This rule has no example.", "This rule is high and nobody owns it.",
            "This rule is high and promises no time.", "This stands in line 1 already, once folded.",
            "This word stands in nearly every message.",
            "This can never match: without punctuation nothing is left of it.",
            "This can never match: links and mail addresses are not looked at as words.",
            "This exception cancels nothing: no phrase of the list stands in it.", "Nothing uses list:unused.",
            "This file is not read: its name ends in .keyword.",
        ] {
            #expect(messages.contains(wanted), "\(wanted) in \(messages)")
        }
        #expect(!messages.contains { $0.contains(".md") })
    }

    @Test func `byte order mark, CRLF and tabs are taken as they come`() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array("rule it\r\n\tscore\t60\r\n\twhen\tfire\r\n\t\tAND smoke\r\n".utf8)
        let rules = try #require(RuleSet.compile([RuleFile(path: "a.rules", bytes: bytes)]).rules)
        #expect(Scene.verdict(rules, "fire smoke").heat == 60)
        #expect(Scene.verdict(rules, "fire").heat == 0)
    }

    @Test func `bytes that are no text are refused with their place`() throws {
        func complaint(_ bytes: [UInt8]) -> Complaint? {
            RuleSet.compile([RuleFile(path: "a.keywords", bytes: bytes)]).complaints.first
        }
        let bad = try #require(complaint(Array("fire\nsm".utf8) + [0xFF] + Array("ke\n".utf8)))
        #expect((bad.line, bad.column) == (2, 3))
        #expect(bad.message == "The byte here is not UTF-8.")
        #expect(complaint(Array("a".utf8) + [0xED, 0xA0, 0x80])?.message == "The byte here is not UTF-8.")
        #expect(complaint([0x61, 0x00])?.message == "A zero byte stands here.")
        #expect(complaint([0xFF, 0xFE, 0x61, 0x00])?.message == "This file is written in UTF-16.")
    }

    @Test func `cut short anywhere, a file is refused or read, never worse`() throws {
        let text =
            "rule it\nseverity high\nwhen (fire NEAR/3 \"on it\") AND NOT (x1 OR at least 1 of list:a)\nraise +5 if sentiment <= -0.4\nhit \"fire on it\" with channel=sms\n"
        let bytes = Array(text.utf8)
        for length in stride(from: 0, to: bytes.count, by: 3) {
            _ = RuleSet.compile([
                RuleFile(path: "a.rules", bytes: Array(bytes[..<length])),
                RuleFile(path: "a.keywords", bytes: Array("smoke\n".utf8)),
            ])
        }
    }
}
