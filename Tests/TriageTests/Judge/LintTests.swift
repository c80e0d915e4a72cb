import Testing

@testable import Triage

/// What is written right and cannot be meant.
struct LintTests {
    private let lists = [
        "a": "fire\nsmoke\ngas\n", "b": "fire\nsmoke\n", "none": "# nothing yet\n", "c": "fire\n-fire drill\n",
    ]

    /// Warnings about the rule `it` with this condition, as "column length message".
    private func warnings(_ when: String) -> [String] {
        var files = ["a.rules": "rule it\nscore 1\nwhen \(when)\n", "sentiment/en.lexicon": "[words]\ngood 2\n"]
        for (name, text) in lists { files["\(name).keywords"] = text }
        let all = Scene.compile(files).complaints
        #expect(!all.contains { $0.weight == .error }, "\(all)")
        return all.filter { $0.file == "Rules/a.rules" && $0.line == 3 }.map {
            "\($0.column) \($0.length) \($0.message)"
        }
    }

    @Test(arguments: [
        ("fire AND NOT fire", "19 4 This rule can never fire: \"fire\" is asked for and excluded."),
        ("Fire AND x1 AND NOT FIRE", "26 4 This rule can never fire: \"fire\" is asked for and excluded."),
        (
            "x1 AND sentiment is positive AND sentiment is negative",
            "39 9 This rule can never fire: sentiment is positive and sentiment is negative cannot both be."
        ),
        (
            "x1 AND sentiment <= -0.4 AND sentiment >= 0.2",
            "35 9 This rule can never fire: sentiment <= -0.4 and sentiment >= 0.2 cannot both be."
        ),
        (
            "x1 AND sentiment < 0.2 AND sentiment >= 0.2",
            "33 9 This rule can never fire: sentiment < 0.2 and sentiment >= 0.2 cannot both be."
        ),
        (
            "x1 AND channel is sms AND channel is email",
            "32 7 This rule can never fire: channel is sms and channel is email cannot both be."
        ),
        (
            "x1 AND customer.tier is vip AND customer.tier is gold",
            "38 13 This rule can never fire: customer.tier is vip and customer.tier is gold cannot both be."
        ),
        (
            "x1 AND is reply AND is repost",
            "26 2 This rule can never fire: is reply and is repost cannot both be."
        ),
        (
            "x1 AND hours are open AND hours are not open",
            "32 5 This rule can never fire: hours are open and hours are not open cannot both be."
        ),
        (
            "x1 AND conversation.contacts >= 3 in 1h AND conversation.contacts < 2 in 1h",
            "50 21 This rule can never fire: conversation.contacts >= 3 in 1h and conversation.contacts < 2 in 1h cannot both be."
        ),
        ("x1 AND conversation.contacts < 1 in 1h", "13 21 This rule can never fire: it is 1 or more."),
        ("sentiment >= 1 AND NOT sentiment > -1", ""),
        (
            "x1 AND sentiment >= -1",
            "13 9 This part is always true, so it changes nothing: it lies between -1 and 1."
        ),
        ("sentiment >= -1", "6 9 This rule fires on every message: it lies between -1 and 1."),
        ("complaint >= 0", ""),
        ("x1 AND complaint < 0", "13 9 This rule can never fire: it lies between 0 and 1."),
        (
            "x1 AND (list:a OR NOT list:a)",
            "28 6 This part is always true, so it changes nothing: one of list:a and its NOT is always so."
        ),
        ("list:none", "6 9 This rule can never fire: list:none has no phrases."),
        ("x1 OR list:none", "12 9 This part is never true, so it changes nothing: list:none has no phrases."),
        ("x1 AND NOT list:none", "17 9 This part is always true, so it changes nothing: list:none has no phrases."),
        (
            "x1 OR (fire AND NOT fire)",
            "26 4 This part is never true, so it changes nothing: \"fire\" is asked for and excluded."
        ),
        ("fire AND NOT list:a", "19 6 This rule can never fire: list:a is excluded, and \"fire\" is all in it."),
        ("list:b AND NOT list:a", "21 6 This rule can never fire: list:a is excluded, and list:b is all in it."),
        ("list:a AND NOT list:b", ""),
        ("fire AND NOT list:c", ""),
        ("fire AND NOT in name list:a", ""),
        (
            "at least 2 of list:a AND NOT list:a",
            "35 6 This rule can never fire: list:a is excluded, and at least 2 of list:a is all in it."
        ),
        (
            "fire NEAR/3 x1 AND NOT list:a",
            "29 6 This rule can never fire: list:a is excluded, and \"fire\" NEAR/3 \"x1\" is all in it."
        ),
        ("(fire OR x1) AND NOT list:a", ""),
        ("x1 AND NOT (fire OR x1)", "26 2 This rule can never fire: \"x1\" is asked for and excluded."),
        ("fire OR smoke OR FIRE", "23 4 \"fire\" stands here twice."),
        ("fire AND smoke AND (gas OR smoke)", ""),
        ("lang is en AND x1 AND lang is en-gb", ""),
        (
            "x1 AND lang is en AND lang is de",
            "28 4 This rule can never fire: lang is en and lang is de cannot both be."
        ),
        (
            "x1 AND author.age < 1d AND author.age > 7d",
            "33 10 This rule can never fire: author.age < 24h and author.age > 7d cannot both be."
        ),
        ("x1 AND author.age < 7d AND author.age > 1d", ""),
        (
            "x1 AND customer.value >= 5 AND NOT customer.value >= 5",
            "41 14 This rule can never fire: customer.value >= 5 is asked for and excluded."
        ),
        ("the", "6 3 This word stands in nearly every message."),
        ("the OR fire", "6 3 This word stands in nearly every message."),
        ("the AND fire", ""),
        ("fire NEAR/4 (you OR the)", ""),
    ])
    func `a condition that is always or never true is warned of where it shows`(when: String, warning: String) {
        #expect(warnings(when) == (warning.isEmpty ? [] : [warning]))
    }

    @Test func `raise and lower and rules that are named are looked at as well`() {
        let all = Scene.compile([
            "a.rules": """
            rule it
            score 1
            when fire
            raise +5 if sentiment >= -1
            lower -5 if smoke AND NOT smoke
            rule other
            score 1
            when x1 OR rule:dead
            rule dead
            score 0
            when x2 AND NOT x2
            """
        ]).complaints.map(\.message)
        #expect(all.contains("This \"if\" is always true: it lies between -1 and 1."))
        #expect(all.contains("This \"if\" is never true: \"smoke\" is asked for and excluded."))
        #expect(all.contains("This part is never true, so it changes nothing: rule:dead is never true."))
    }

    @Test(arguments: [
        ("!!!", "This can never match: without punctuation nothing is left of it."),
        ("https://quillfone.example/pay", "This can never match: links and mail addresses are not looked at as words."),
        ("quillfone.example/pay", "This can never match: links and mail addresses are not looked at as words."),
        ("help@quillfone.example", "This can never match: links and mail addresses are not looked at as words."),
        ("\(String(repeating: "a1", count: 90))", "This can never match: it has a word of more than 160 letters."),
    ])
    func `a phrase that can never match is warned of`(phrase: String, sentence: String) {
        let (rules, all) = Scene.compile([
            "a.rules": "rule it\nscore 1\nwhen list:x\n", "x.keywords": "fire\n\(phrase)\n",
        ])
        #expect(rules != nil)
        #expect(all.filter { $0.file == "Rules/x.keywords" }.map(\.message) == [sentence])
        #expect(all.first { $0.file == "Rules/x.keywords" }?.remedy.isEmpty == false || phrase.count > 160)
    }

    @Test(arguments: [
        "Quillfone", "soooo", "café", "ＦＵＬＬ", "don't", "#QuillfoneFail", "@quillfone", "@quillfone@social.example",
        "error 50?",
        "litigat*", "=ICO", "=Three Mobile", "🔥", "😡 😡", "C++", "24/7", "o'clock", "rock'n'roll", "naïve", "İstanbul",
        "=Sooooo", "straße", "人口", "ไฟ", "he'll", "refund of {money}", "{order}", "AT&T", "quillfone.example", "3.5g",
        "ﬁre",
    ])
    func `a phrase that can match is not warned of`(phrase: String) {
        let (_, all) = Scene.compile(["a.rules": "rule it\nscore 1\nwhen list:x\n", "x.keywords": "\(phrase)\n"])
        #expect(all.filter { $0.file == "Rules/x.keywords" }.map(\.message) == [])
    }

    @Test func `an address is a phrase where it is looked for in links`() {
        let (rules, all) = Scene.compile([
            "a.rules": "rule it\nscore 1\nwhen in url list:x\n", "x.keywords": "list:y\n",
            "y.keywords": "quillfone.example/pay\n",
        ])
        #expect(rules?.facts.phrases ?? 0 >= 1)
        #expect(all.filter { $0.file.hasSuffix("keywords") }.isEmpty)
        #expect(
            Scene.compile(["a.rules": "rule it\nscore 1\nwhen in url \"quillfone.example/pay\"\n"]).complaints.count
                == 1)
    }

    @Test func `an empty list is warned of at its file`() {
        let all = Scene.compile([
            "a.rules": "rule it\nscore 1\nwhen fire AND NOT list:x\n", "x.keywords": "-fire drill\n",
        ])
        .complaints.filter { $0.file == "Rules/x.keywords" }
        #expect(
            all.map(\.message) == [
                "This list has no phrases, so nothing of it is ever found.",
                "This exception cancels nothing: no phrase of the list stands in it.",
            ])
    }

    @Test func `a chain of NEAR is bounded`() {
        let when = (0..<14).map { "w\($0)" }.joined(separator: " NEAR/3 ")
        #expect(Scene.errors(when: when).map(\.message) == ["NEAR and BEFORE join at most 12 parts."])
    }

    @Test func `the deepest condition that is allowed is walked on a small stack`() async throws {
        var text = "rule r0\nscore 1\nwhen fire\n"
        for index in 1...23 {
            let open = String(repeating: "(smoke AND NOT (", count: 19)
            let close = String(repeating: "))", count: 19)
            text += "rule r\(index)\nscore 1\nwhen \(open)rule:r\(index - 1) AND fire\(close)\nhit \"smoke\"\n"
        }
        let rules = text
        let fired = await Task.detached {
            let (set, complaints) = Scene.compile(["a.rules": rules])
            #expect(!complaints.contains { $0.weight == .error }, "\(complaints.prefix(3))")
            return set.map { Scene.verdict($0, "smoke").reasons.count }
        }
        .value
        #expect(fired == 23)
    }

    @Test func `a line of a megabyte is one complaint`() throws {
        let long =
            Array("rule it\nwhen ".utf8) + Array(repeating: UInt8(ascii: "a"), count: 1_000_000) + Array("\n".utf8)
        for path in ["Rules/a.rules", "Rules/a.keywords"] {
            let (rules, all) = RuleSet.compile([RuleFile(path: path, bytes: long)])
            #expect(rules == nil)
            #expect(all.count == 1)
            #expect(all.first?.message == "This line has 1000005 bytes; 262144 are the most that is read.")
            #expect(all.first?.line == 2)
            #expect(all.first?.rendered(colour: false).count ?? 0 < 500)
        }
    }
}
