import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import earshot

/// What an author of rules types, and what they read.
struct RulesCommandTests {
    static let rules = """
        rule legal-threat
          title    Customer threatens legal action
          severity critical
          score    60
          owner    legal-desk
          respond  15m
          when     list:legal NEAR/8 (list:brand OR you)
                   AND NOT list:news
          raise    +20 if customer.tier is vip
          hit      "@quillfone my lawyer will be in touch with you"
          miss     "My lawyer friend loves the new Quillfone app, so I do"

        rule outage
          severity medium
          when     list:brand AND "no signal"
          hit      "quillfone: no signal since noon"
          miss     "quillfone is fine"

        """

    static func house(_ rules: String = rules) throws -> Scratch {
        let folder = try Scratch()
        try folder.write("Rules/all.rules", rules)
        try folder.write("Rules/legal.keywords", "my lawyer will\nsolicitor\n")
        try folder.write("Rules/brand.keywords", "quillfone\n@quillfone\n")
        try folder.write("Rules/news.keywords", "reportedly\n")
        return folder
    }

    static func object(_ line: String?) throws -> [String: Any] {
        let bytes = Data(try #require(line).utf8)
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    // MARK: check

    @Test func `checking names place, line, caret and remedy, and counts at the end`() throws {
        let folder = try Self.house()
        let good = try Program.run("rules", "check", in: folder)
        #expect(good.code == 0, "\(good.out)")
        #expect(good.lines.last?.hasPrefix("Rules: good; 2 rules, 3 lists, 4 examples; no errors") == true)
        try folder.write("Rules/bad.rules", "rule bad\n  severty high\n  severity high\n  when list:brnd\n")
        let bad = try Program.run("rules", "check", in: folder)
        #expect(bad.code == 1)
        #expect(bad.out.contains("Rules/bad.rules:2:3: error: "))
        #expect(bad.out.contains("      severty high\n      ^^^^^^^\n"))
        #expect(bad.out.contains("did you mean \"severity\"?") && bad.out.contains("did you mean \"brand\"?"))
        #expect(bad.lines.last?.hasPrefix("Rules: 2 errors, ") == true)
        #expect(!bad.out.contains("\u{1B}"))
        let first = try Self.object(try Program.run("rules", "check", "--json", in: folder).lines.first)
        #expect(
            Set(first.keys) == ["weight", "file", "line", "column", "length", "message", "remedy"])
    }

    @Test func `one file is checked with all the others read, and their errors are counted`() throws {
        let folder = try Self.house()
        try folder.write("Rules/bad.rules", "rule bad\n  severty high\n  severity high\n  when list:brand\n")
        let other = try Program.run("rules", "check", "Rules/all.rules", in: folder)
        #expect(other.code == 1)
        #expect(!other.out.contains("bad.rules") && other.out.contains("1 error in other files"))
        let bad = try Program.run("rules", "check", "Rules/bad.rules", in: folder)
        #expect(bad.out.contains("Rules/bad.rules:2:3"))
        #expect(try Program.run("rules", "check", "Rules/gone.rules", in: folder).code == 65)
        #expect(try Program.run("rules", "check", "Rules", in: folder).code == 1)
        #expect(try Program.run("rules", "check", "nowhere", in: folder).code == 65)
    }

    @Test func `a folder without a rule is not called good`() throws {
        let folder = try Scratch()
        try folder.write("Rules/brand.keywords", "quillfone\n")
        let checked = try Program.run("rules", "check", in: folder)
        #expect(checked.code == 1)
        #expect(checked.err.contains("there is no rule in Rules") && checked.err.contains("earshot rules new"))
        #expect(!checked.out.contains("good"))
    }

    @Test func `warnings end with 1 only where they are asked to`() throws {
        let folder = try Self.house("rule bare\n  severity low\n  when list:brand\n")
        #expect(try Program.run("rules", "check", in: folder).code == 0)
        #expect(try Program.run("rules", "check", "--strict", in: folder).code == 1)
    }

    @Test func `what stands in a rule file cannot steer the terminal`() throws {
        let folder = try Self.house(Self.rules + "  hit \"\u{1B}[31m\u{202E}evil\u{7}\"\n")
        for words in [
            ["rules", "check"], ["rules", "test"], ["rules", "explain", "quillfone \u{1B}[2J\u{202E}no signal"],
        ] {
            let ended = try Program.run(words, in: folder)
            #expect(
                !(ended.out + ended.err).unicodeScalars.contains {
                    $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{7}"
                },
                "\(words)")
        }
    }

    // MARK: test

    @Test func `every example is counted, and one that fails says why`() throws {
        let folder = try Self.house(Self.rules + "  hit \"no signal at all\"\n  todo hit \"nothing works\"\n")
        let ended = try Program.run("rules", "test", in: folder)
        #expect(ended.code == 1)
        #expect(ended.out.contains("✓ legal-threat  2 of 2 pass"))
        #expect(ended.out.contains("✗ outage        2 of 3 pass, 1 todo"))
        #expect(ended.out.contains("Rules/all.rules:18: hit “no signal at all”"))
        #expect(ended.out.contains("list:brand"))
        #expect(ended.out.contains("6 examples of 2 rules: 4 passed, 1 failed, 1 todo"))
        #expect(try Program.run("rules", "test", "legal-threat", in: folder).code == 0)
        let lines = try Program.run("rules", "test", "outage", "--json", in: folder).lines.map { try Self.object($0) }
        #expect(lines.map { $0["outcome"] as? String } == ["passed", "passed", "failed", "known"])
        #expect(
            Set(try #require(lines.first).keys) == [
                "rule", "file", "line", "kind", "todo", "hot", "text", "outcome", "reason",
            ])
        let unknown = try Program.run("rules", "test", "outrage", in: folder)
        #expect(unknown.code == 65 && unknown.err.contains("did you mean outage?"))
    }

    @Test func `rules that do not compile are not tested, and say why`() throws {
        let folder = try Self.house("rule bad\n  severty high\n  when (\n")
        let ended = try Program.run("rules", "test", in: folder)
        #expect(ended.code == 1 && ended.err.contains("Rules/all.rules:2:3: error"))
    }

    // MARK: explain

    @Test func `a rule that fired shows its words, and what raised it`() throws {
        let folder = try Self.house()
        let ended = try Program.run(
            "rules", "explain", "@quillfone my lawyer will be in touch", "--as", "customer.tier=vip", in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        #expect(ended.out.contains("“[@quillfone] [my lawyer will] be in touch”"))
        #expect(ended.out.contains("hot · heat 80 · critical"))
        #expect(ended.out.contains("+80 legal-threat: Customer threatens legal action (Rules/all.rules:1)"))
        #expect(ended.out.contains("60 of its own; +20 as customer.tier is vip"))
    }

    @Test func `a missed message tells what it lacked, the nearest rule first`() throws {
        let folder = try Self.house()
        let ended = try Program.run("rules", "explain", "Their solicitor wrote to quillfond", in: folder)
        #expect(ended.code == 0)
        #expect(ended.out.contains("No rule fired."))
        let near = try #require(ended.out.range(of: "Near to firing")).upperBound
        #expect(ended.out[near...].contains("has “solicitor”"))
        #expect(ended.out[near...].contains("within 8 words"))
        let excluded = try Program.run(
            "rules", "explain", "reportedly my lawyer will be in touch with you", in: folder)
        #expect(excluded.out.contains("excluded by NOT list:news: “reportedly”"))
        // One that was asked for is told of however far it is.
        let asked = try Program.run("rules", "explain", "good morning", "--rule", "outage", in: folder)
        #expect(asked.out.contains("outage") && asked.out.contains("lacks:"))
        let json = try Self.object(
            try Program.run("rules", "explain", "Their solicitor wrote", "--json", in: folder).lines.first)
        #expect(
            Set(json.keys) == [
                "text", "hot", "heat", "severity", "filteredBy", "sentiment", "complaint", "language", "languageWhy",
                "fired", "near", "feeling", "alike",
            ])
        let miss = try #require((json["near"] as? [[String: Any]])?.first)
        #expect(miss["rule"] as? String == "legal-threat")
        let lack = try #require((miss["lacks"] as? [[String: Any]])?.first)
        #expect(lack["kind"] as? String == "words")
    }

    @Test func `an example that fails can be explained, and what is assumed is checked`() throws {
        let folder = try Self.house(Self.rules + "  hit \"nothing at all\"\n")
        #expect(try Program.run("rules", "check", in: folder).code == 1)
        #expect(try Program.run("rules", "explain", "nothing at all", "--rule", "outage", in: folder).code == 0)
        let wrong = try Program.run("rules", "explain", "x", "--as", "custmer.tier=vip", in: folder)
        #expect(wrong.code == 64 && wrong.err.contains("customer.tier"))
        #expect(try Program.run("rules", "explain", in: folder).code == 64)
        #expect(try Program.run("rules", "explain", "x", "--at", "soon", in: folder).code == 64)
        #expect(try Program.run("rules", "explain", "--message", "1", in: folder).code == 78)
        #expect(try Program.run("rules", "explain", "x", "--rule", "outrage", in: folder).code == 65)
    }

    @Test func `a word of the message that is a letter astray is told beside the rule that it kept away`() throws {
        let folder = try Self.house()
        let near = try Program.run("rules", "explain", "quillfone: no singal again", in: folder)
        let lines = near.lines.map { $0.trimmingCharacters(in: .whitespaces) }
        let place = try #require(lines.firstIndex { $0.hasPrefix("outage ") })
        #expect(lines[place...].contains("the message says “no singal”, which is near “no signal” of this rule"))
        #expect(!near.out.contains("Nearly says"))
        // No rule found anything, so that none is near.
        let far = try Program.run("rules", "explain", "their soliicitor wrote", in: folder)
        #expect(
            far.out.contains(
                "the message says “soliicitor”, which is near “solicitor” of rule legal-threat (list:legal, Rules/legal.keywords:2)"
            ))
        let json = try Self.object(
            try Program.run("rules", "explain", "quillfone: no singal again", "--json", in: folder).lines.first)
        let alike = try #require((json["alike"] as? [[String: Any]])?.first)
        #expect(alike["near"] as? String == "outage" && alike["misspelt"] as? Bool == true)
        #expect(alike["rules"] as? [String] == ["outage"] && alike["list"] is NSNull)
        // What fired found its words.
        #expect(!(try Program.run("rules", "explain", "quillfone: no signal", in: folder).out.contains("message says")))
    }

    @Test func `an example that says hot is tried against all rules and the configured heat`() throws {
        let folder = try Self.house(Self.rules + "  hit \"quillfone, no signal!\" is hot\n")
        let test = try Program.run("rules", "test", "outage", in: folder)
        #expect(
            test.code == 1
                && test.out.contains("This message is not hot. Its heat is 25, and 50 is hot: +25 of outage."))
        let json = try Program.run("rules", "test", "outage", "--json", in: folder).lines.map { try Self.object($0) }
        #expect(json.last?["hot"] as? Bool == true && json.first?["hot"] is NSNull)
        #expect(try Program.run("rules", "check", in: folder).code == 1)
        try folder.write("earshot.yaml", "brand: Quillfone\ndatabase: sqlite:e.db\nrules: Rules\nheat: { hot: 25 }\n")
        #expect(try Program.run("rules", "test", "outage", in: folder).code == 0)
        #expect(try Program.run("rules", "check", in: folder).code == 0)
        #expect(try Program.run("check", in: folder).code == 0)
    }

    // MARK: list

    @Test func `the list shows what each rule promises and where it stands`() throws {
        let folder = try Self.house()
        try folder.write(
            "Rules/more/late.rules",
            """
            rule late
              score  7
              action filter
              tags   post, slow
              mode   shadow
              when   late
              todo hit "latte"

            spike many-late
              severity high
              count    rule:late
              fires    at 3 in 10m
              burst hit 3 authors in 5m "late"

            """)
        let all = try Program.run("rules", "list", in: folder)
        #expect(all.code == 0, "\(all.err)")
        #expect(all.lines.count == 6 && all.lines.last == "4 rules")
        let words = all.lines.map { $0.split(separator: " ").map(String.init) }
        #expect(words[0] == ["RULE", "SEVERITY", "SCORE", "OWNER", "PROMISE", "EXAMPLES", "CHANGED", "WHERE"])
        #expect(Array(words[1].prefix(6)) == ["legal-threat", "critical", "60", "legal-desk", "15m", "2"])
        #expect(words[1].last == "Rules/all.rules:1" && words[2].last == "Rules/all.rules:13")
        #expect(all.lines[3].contains("shadow, filter") && all.lines[4].contains("spike"))
        let json = try Program.run("rules", "list", "late", "--json", in: folder).lines.map { try Self.object($0) }
        #expect(json.map { $0["rule"] as? String } == ["late", "many-late"])
        #expect(json[0]["kind"] as? String == "rule" && json[1]["kind"] as? String == "spike")
        #expect(json[0]["score"] as? Int == 7 && json[0]["severity"] as? String == "info")
        #expect(json[0]["tags"] as? [String] == ["post", "slow"] && json[0]["todos"] as? Int == 1)
        #expect(json[0]["owner"] is NSNull && json[0]["respond"] is NSNull && json[1]["examples"] as? Int == 1)
        #expect((json[0]["changed"] as? String).flatMap(Moment.init(rfc3339:)) != nil)
    }

    @Test func `a list is narrowed by words, tags and folders, and what there is not is named`() throws {
        let folder = try Self.house()
        try folder.write("Rules/more/late.rules", "rule late\n  score 7\n  tags post\n  when late\n")
        func names(_ words: String...) throws -> [String] {
            try Program.run(["rules", "list", "--json"] + words, in: folder).lines.compactMap {
                try Self.object($0)["rule"] as? String
            }
        }
        #expect(try names("LEGAL") == ["legal-threat"] && names("customer", "desk") == ["legal-threat"])
        #expect(try names("customer", "late") == [] && names("more/") == ["late"])
        #expect(try names("--tag", "post") == ["late"] && names("--folder", "more") == ["late"])
        #expect(try names("--folder", "Rules/more/") == ["late"] && names("--folder", "more/late.rules") == ["late"])
        #expect(try names("--folder", "all.rules", "--tag", "post") == [])
        let tag = try Program.run("rules", "list", "--tag", "psot", in: folder)
        #expect(tag.code == 65 && tag.err.contains("did you mean post?"))
        let place = try Program.run("rules", "list", "--folder", "mroe", in: folder)
        #expect(place.code == 65 && place.err.contains("did you mean more?"))
        #expect(try Program.run("rules", "list", "outtage", in: folder).out.contains("Did you mean outage?"))
        // Rules with errors are listed as far as they can be read.
        try folder.write("Rules/bad.rules", "rule bad\n  severty high\n  when list:brnd AND\n")
        #expect(try names("bad") == ["bad"])
        #expect(try Program.run("rules", "list", "--rules", "nowhere", in: folder).code == 78)
    }

    // MARK: new

    @Test func `a new rule works at once, and nothing is overwritten`() throws {
        let folder = try Scratch()
        let words = [
            "rules", "new", "--title", "A parcel is lost", "--words", "never arrived, lost parcel", "--hit",
            "my phone never arrived", "--miss", "parcels \"arrived\" with me", "--severity", "high", "--owner",
            "delivery",
        ]
        let first = try Program.run(words, in: folder)
        #expect(first.code == 0, "\(first.err)")
        #expect(first.out.contains("Wrote Rules/a-parcel-is-lost.rules"))
        let check = try Program.run("rules", "check", "--strict", in: folder)
        #expect(check.code == 0, "\(check.out)")
        #expect(try Program.run("rules", "test", in: folder).out.contains("2 of 2 pass"))
        let before = try folder.text("Rules/a-parcel-is-lost.rules")
        #expect(before.contains("respond    1h"))
        let again = try Program.run(words, in: folder)
        #expect(again.code == 65 && again.err.contains("is there already"))
        #expect(try folder.text("Rules/a-parcel-is-lost.rules") == before)
    }

    @Test func `what makes it worse stands in a new rule, and is refused where it says nothing`() throws {
        let folder = try Scratch()
        let words = [
            "rules", "new", "lost", "--title", "Lost", "--words", "lost parcel", "--hit", "a lost parcel", "--raise",
        ]
        for bad in ["customer.tier is vip", "0 if fire", "x if fire", "20 when fire", "20 if"] {
            let refused = try Program.run(words + [bad], in: folder)
            #expect(refused.code == 64 && refused.err.contains("20 if customer.tier is vip"), "\(bad)")
        }
        #expect(try Program.run(words + ["20 if customer.tir is vip"], in: folder).code == 1)
        let made = try Program.run(
            words + ["20 if customer.tier is vip", "--raise", "+9 if hours are closed"], in: folder)
        #expect(made.code == 0, "\(made.err)")
        let text = try folder.text("Rules/lost.rules")
        #expect(text.contains("  raise      +20 if customer.tier is vip\n  raise      +9 if hours are closed\n"))
        let told = try Program.run(
            "rules", "explain", "lost parcel", "--as", "customer.tier=vip,hours=closed", "--json", in: folder)
        #expect(try Self.object(told.lines.first)["heat"] as? Int == 25 + 20 + 9)
    }

    @Test func `every usual way to be worse is one that a rule understands`() {
        for (words, condition) in NewRuleRaise.usual {
            var draft = NewRule(name: "lost", title: "Lost")
            draft.words = ["lost"]
            draft.hits = ["lost"]
            draft.raises = [NewRuleRaise(by: 20, condition: condition)]
            let compiled = RuleSet.compile(draft.files(in: "Rules"))
            #expect(compiled.rules != nil, "\(words): \(compiled.complaints)")
        }
        #expect(NewRuleRaise.conditions("1,3 ; 2").count == 3 && NewRuleRaise.conditions("7").isEmpty)
        #expect(NewRuleRaise.conditions("0").isEmpty && NewRuleRaise.conditions("-1").isEmpty)
    }

    @Test func `a rule that would not work is not written`() throws {
        let folder = try Scratch()
        let ended = try Program.run(
            "rules", "new", "lost", "--title", "Lost", "--words", "lost parcel", "--hit", "where is it", in: folder)
        #expect(ended.code == 1 && ended.err.contains("does not fire on this hit"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/Rules/lost.rules"))
        #expect(try Program.run("rules", "new", in: folder).code == 64)
        let bad = try Program.run(
            "rules", "new", "../x", "--title", "x", "--words", "lost", "--hit", "lost", in: folder)
        #expect(bad.code == 65)
    }

    @Test func `the dialogue tries each answer and asks again where it would not work`() throws {
        var answers = [
            "Customer's parcel is lost", "", "lost parcel", "It has not come", "has not come", "",
            "It has not come to my mind", "my mind", "", "hgh", "high", "9", "1 2", "lots", "+30",
            "colour is red", "list:nowhere", "", "desk", "soon", "2 hours",
        ].makeIterator()
        var draft = NewRule(name: "", title: "")
        let dialogue = NewRuleDialogue(
            there: .init(files: []), folder: .init(path: "/nowhere", asWritten: "Rules"),
            answer: { answers.next() }, out: .complaints)
        try dialogue.ask(&draft)
        #expect(draft.name == "customers-parcel-is-lost" && draft.words == ["lost parcel", "has not come"])
        #expect(draft.hits == ["It has not come"] && draft.misses == ["It has not come to my mind"])
        #expect(
            draft.raises == [
                NewRuleRaise(by: 30, condition: "customer.tier is vip"),
                NewRuleRaise(by: 30, condition: "conversation.contacts >= 3 in 24h"),
            ])
        #expect(draft.unless == ["my mind"] && draft.severity == .high && draft.respond == "2h")
        let compiled = RuleSet.compile(draft.files(in: "Rules"))
        #expect(compiled.rules != nil, "\(compiled.complaints)")
        #expect(!compiled.complaints.contains { $0.weight == .warning })
        // The input ends early: nothing is made up.
        var other = NewRule(name: "", title: "")
        #expect(throws: CommandFailure.self) {
            try NewRuleDialogue(
                there: .init(files: []), folder: .init(path: "/nowhere", asWritten: "Rules"), answer: { nil },
                out: .complaints
            ).ask(&other)
        }
    }
}
