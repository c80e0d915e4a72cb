import Foundation
import Testing
import Triage

@testable import earshot

/// What `earshot judge` takes for a message.
struct JudgeLineTests {
    private func read(_ bytes: [UInt8], _ form: JudgeBench.Form = .json) throws -> JudgeLine {
        var reader = JudgeLine.Reader(form: form, now: Moment(seconds: 0))
        return try reader.read(.init(number: 4, bytes: bytes[...]))
    }

    private func read(_ text: String, _ form: JudgeBench.Form = .json) throws -> JudgeLine {
        try read(Array(text.utf8), form)
    }

    private func flaw(_ text: String, _ form: JudgeBench.Form = .json) -> String {
        do {
            _ = try read(text, form)
            return "was taken"
        } catch { return "\(error)" }
    }

    @Test func `a line may say who wrote it, where, when and who they are`() throws {
        let asked = try read(
            #"{"id":17,"text":"hi","channel":"sms","author":{"handle":"+1 202 555 0100","name":"Ana","followers":3,"automatic":true,"verified":true},"time":"2026-11-01T00:00:00Z","language":"EN","customer":{"id":"c","tier":"VIP","value":3,"tags":["Press"]},"other":[1]}"#
        )
        #expect(asked.id.line == "17")
        #expect(asked.message.channel == .sms)
        #expect(asked.message.author.handle.address == "+12025550100")
        #expect(asked.message.author.isAutomatic && asked.message.author.followers == 3)
        #expect(asked.message.author.isVerified)
        #expect(asked.message.time.rfc3339 == "2026-11-01T00:00:00Z")
        #expect(asked.message.language == "en")
        #expect(asked.customer?.tier == "vip" && asked.customer?.value == 3 && asked.customer?.tags == ["press"])
    }

    @Test(arguments: [
        (#"{"id":"1"}"#, "there is no `text`"), ("[1]", "not a JSON object"), ("{", "not JSON"),
        (#"{"text":1}"#, "`text` is of the wrong type"), (#"{"text":"a","channel":"fax"}"#, "`channel` is none of"),
        (#"{"text":"a","time":"noon"}"#, "`time` is no RFC 3339 time"),
        (#"{"text":"a","id":{}}"#, "`id` is of the wrong type"), (#"{"text":null}"#, "there is no `text`"),
        (#"{"text":"a","author":[]}"#, "`author` is of the wrong type"),
        (#"{"text":"a","customer":{"value":"much"}}"#, "`customer.value` is of the wrong type"),
        (#"{"text":"a","x":"# + String(repeating: "[", count: 100_000) + "}", "not JSON"),
    ])
    func `a bad line says what is wrong with it`(_ text: String, _ says: String) throws {
        #expect(flaw(text).hasPrefix(says))
    }

    @Test func `half of a surrogate pair and a bad byte are mended, and it is said`() throws {
        let half = try read(#"{"text":"broken \ud83d again"}"#)
        #expect(half.message.text == "broken \u{FFFD} again")
        #expect(half.mended?.contains("surrogate") == true)
        let bad = try read(Array("{\"text\":\"caf".utf8) + [0xE9] + Array("\"}".utf8))
        #expect(bad.message.text == "caf\u{FFFD}" && bad.mended?.contains("UTF-8") == true)
        #expect(try read([0x63, 0xFF], .plain).message.text == "c\u{FFFD}")
        #expect(try read(#"{"text":"fine \ud83d\ude00"}"#).mended == nil)
    }

    @Test func `a plain line is its own text, and its number is its name`() throws {
        let asked = try read("{hello", .plain)
        #expect(asked.message.text == "{hello")
        #expect(asked.id.line == "\"4\"")
    }

    @Test func `a text that is too long is cut between two characters, and it is said`() throws {
        let asked = try read(String(repeating: "é", count: Message.textLimit), .plain)
        #expect(asked.message.text.utf8.count == Message.textLimit)
        #expect(asked.mended?.hasPrefix("cut at") == true)
    }

    @Test func `a table names its columns, in any order and with others beside them`() throws {
        let table = try JudgeTable(header: "Likes,Text,ID,channel,time")
        let asked = try read("3,\"on fire, \"\"again\"\"\nhelp\",a7,sms,", .csv(table))
        #expect(asked.message.text == "on fire, \"again\"\nhelp")
        #expect(asked.id.line == "\"a7\"" && asked.message.channel == .sms)
        #expect(table.unread == ["Likes"])
        #expect(flaw("3,short", .csv(table)) == "2 fields, and the header has 5")
        #expect(flaw("3,\"a\"b,1,sms,", .csv(table)).hasPrefix("a quoted field goes on"))
        #expect(flaw("3,a,1,fax,", .csv(table)).hasPrefix("`channel` is none of"))
        #expect(try read("a7;hello, you;", .csv(JudgeTable(header: "id;text;language"))).message.text == "hello, you")
    }

    @Test func `a header without a text, or with one column twice, is refused`() {
        for (header, says) in [("id,txt", "no column `text` (is one misspelt?)"), ("text,Text", "is there twice")] {
            do {
                _ = try JudgeTable(header: header)
                Issue.record("\(header) was taken")
            } catch { #expect(error.description.contains(says)) }
        }
        #expect(JudgeTable.isHeader("id,text") && JudgeTable.isHeader("text\tlanguage"))
        #expect(!JudgeTable.isHeader("text") && !JudgeTable.isHeader("my text, your id") && !JudgeTable.isHeader("a,b"))
    }

    @Test func `a record goes on over line breaks within quotes, and one that never ends is named`() {
        func line(_ number: Int, _ text: String) -> LineReader.Line {
            .init(number: number, bytes: Array(text.utf8)[...])
        }
        var gatherer = RecordGatherer()
        let first = gatherer.take([line(1, "a,b"), line(2, "c,\"d"), line(3, "e")])
        #expect(first.map(\.number) == [1])
        let second = gatherer.take([line(4, "f\",g"), line(5, "\"x")])
        #expect(second.map { String(decoding: $0.bytes, as: UTF8.self) } == ["c,\"d\ne\nf\",g"])
        #expect(second.map(\.number) == [2])
        #expect(gatherer.finish()?.number == 5)
    }

    @Test func `tables, lines of JSON and plain lines give their verdicts in order`() throws {
        let folder = try Scratch()
        try folder.write("Rules/a.rules", "rule fire\nseverity critical\nowner a\nrespond 5m\nwhen fire\n")
        let table = "id,text\n1,\"the router is on\nfire\"\n2,all well\n3,too,many\n4,fire\n"
        let judged = try Program.run("judge", "--json", in: folder, input: table)
        #expect(judged.code == 65)
        #expect(
            judged.lines.map { String($0.prefix(21)) } == [
                #"{"id":"1","hot":true,"#, #"{"id":"2","hot":false"#, #"{"id":"4","hot":true,"#,
            ])
        #expect(judged.err.contains("earshot: line 5: 3 fields, and the header has 2\n"))
        let open = try Program.run("judge", "--json", in: folder, input: "id,text\n1,fire\n2,\"never closed\n")
        #expect(open.code == 65 && open.lines.count == 1)
        #expect(open.err.contains("line 3: a quote is opened here and never closed"))
        let wrong = try Program.run("judge", "--format", "csv", in: folder, input: "id,words\n1,a\n")
        #expect(wrong.code == 65 && wrong.err.contains("the header has no column `text`"))
        let many = (0..<30_000).map { "{\"id\":\($0),\"text\":\"message \($0)\"}\n" }.joined()
        let ordered = try Program.run("judge", "--json", in: folder, input: many)
        #expect(ordered.code == 0)
        #expect(ordered.lines.enumerated().allSatisfy { $1.hasPrefix("{\"id\":\($0),") })
    }
}
