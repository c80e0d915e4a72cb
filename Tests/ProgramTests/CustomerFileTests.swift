import Foundation
import Testing
import Triage

@testable import earshot

struct CustomerFileTests {
    private func read(_ text: String) -> CustomerFile.Reading { CustomerFile.read(Array(text.utf8)) }

    @Test func `every column is read, whatever its order and its letters' case`() throws {
        let reading = read(
            """
            ID,Tier,Name,handles,Value,language,Time_Zone,number,consent_sms,Consent_Email,preferred_channel
            c-1,VIP,"Ana ""Anne"" Lee",mastodon:@Ana@M.example; email:Ana@Mail.example,1200.50,pt_BR,Europe/London,\
            +1 202 555 0111,yes,no,SMS
            """)
        #expect(reading.flaws == [])
        let ana = try #require(reading.customers.first)
        #expect(ana.id.rawValue == "c-1")
        #expect(ana.name == "Ana \"Anne\" Lee")
        #expect(ana.tier == "vip")
        #expect(ana.handles.map(\.description) == ["mastodon:ana@m.example", "email:ana@mail.example"])
        #expect(ana.value == 1200)
        #expect(ana.language == "pt-br")
        #expect(ana.timeZone == "Europe/London")
        #expect(ana.number == "+12025550111")
        #expect(ana.consent == ["sms": .given, "email": .refused])
        #expect(ana.preferredChannel == "sms")
    }

    @Test func `tags are words with commas or semicolons between them, small, each once`() {
        let reading = read("id,tags\n1,Press; At Risk;press;;\n2,\"reseller, vip\"\n3,\n")
        #expect(reading.flaws == [] && reading.unread == [])
        #expect(reading.customers.map(\.tags) == [["press", "at-risk"], ["reseller", "vip"], []])
        let many = (0..<51).map { "t\($0)" }.joined(separator: ";")
        #expect(read("id,tags\n1,\(many)\n").flaws.map(\.message) == ["more than 50 tags"])
        let long = String(repeating: "x", count: 61)
        #expect(read("id,tags\n1,a;\(long)\n").flaws.map(\.message) == ["a tag is longer than 60 characters"])
    }

    @Test func `a spreadsheet's file is read: byte order mark, CRLF, semicolons, line breaks within quotes`() {
        let reading = read("\u{FEFF}id;name\r\n1;\"Ana\r\nLee\"\r\n\r\n2;Ben\r\n")
        #expect(reading.flaws == [])
        #expect(reading.customers.map(\.name) == ["Ana Lee", "Ben"])
        #expect(read("id\tname\n1\tAna\n").customers.map(\.name) == ["Ana"])
    }

    @Test func `the last line may end without a break, even after an empty field`() {
        let reading = read("id,name,tier\n1,Ana,\n2,Ben,")
        #expect(reading.flaws == [])
        #expect(reading.customers.map(\.id.rawValue) == ["1", "2"])
    }

    @Test func `all that is wrong is said at once, with its line and column, and nothing is taken`() {
        let reading = read(
            """
            id,name,handles,value,language,time_zone,number,consent_sms
            1,"two
            lines",fax:1,many,english!,Mars/Olympus,555,maybe
            ,Ben,,,,,,
            1,Cid,,,,,,
            4,Dee,email:d@x.example,,,,
            5,Eve,email:e@x.example,,,,,
            6,Fay,email:E@X.example,,,,,
            """)
        #expect(reading.customers.isEmpty)
        let places = reading.flaws.map { "\($0.line) \($0.column)" }
        #expect(
            places == [
                "2 handles", "2 value", "2 language", "2 time_zone", "2 number", "2 consent_sms", "4 id", "5 id", "6 ",
                "8 handles",
            ])
        #expect(reading.flaws[8].message == "7 fields, and the header has 8")
        #expect(reading.flaws[9].message.contains("belongs to customer `5` in line 7 too"))
    }

    @Test func `a misspelt column is refused, a strange one is named`() {
        let reading = read("id,handels,shoe_size\n1,,43\n")
        #expect(reading.flaws.map(\.description) == ["line 1, handels: no such column; did you mean `handles`?"])
        #expect(reading.unread == ["shoe_size"])
    }

    @Test(arguments: [
        ("", "line 1: the file is empty"), ("name\nAna\n", "line 1: the column `id` is missing"),
        ("id,id\n1,2\n", "line 1, id: this column is there twice"),
        ("id,name\n1,Ana\n2,\"Ben\n3,Cid\n", "line 3: a quote is opened and never closed"),
        ("id,name\n1,\"Ana\"x\n", "line 2: a quoted field goes on after its closing quote"),
        ("id,handles\n1,mastodon:@ana\n", "line 2, handles: `mastodon:@ana` is no handle"),
        ("id,name\n1,a\u{7}b\n", "line 2, name: contains a control character"),
    ])
    func `a file that cannot be taken says why and where`(_ text: String, _ says: String) {
        let reading = read(text)
        #expect(reading.customers.isEmpty)
        #expect(reading.flaws.map(\.description).contains { $0.hasPrefix(says) }, "\(reading.flaws)")
    }

    @Test func `a file that is not UTF-8 is refused in the line where it stops being so`() {
        let reading = CustomerFile.read(Array("id,name\n1,Ana\n2,J".utf8) + [0xF6] + Array("rg\n".utf8))
        #expect(reading.flaws.map(\.line) == [3])
    }

    @Test func `of many flaws the first hundred are kept and all are counted`() {
        let reading = read("id,value\n" + (0..<500).map { "\($0),x\n" }.joined())
        #expect(reading.flaws.count == CustomerFile.flawLimit)
        #expect(reading.flawCount == 500)
    }
}
