import Testing

@testable import Triage

/// Parts of a message beside its text: what they are made of, and what is matched there.
struct PartsTests {
    private func message(_ change: (inout Message) -> Void) -> Message {
        var message = Scene.message("please pay")
        change(&message)
        return message
    }

    private func matches(_ when: String, _ message: Message, _ lists: [String: String] = [:]) throws -> [Reason.Match]?
    {
        let rules = try Scene.rules(when: when, lists)
        return Scene.verdict(rules, message).reasons.first?.matches
    }

    @Test func `words are found in links, names and quotations, and only where they are looked for`() throws {
        let message = message {
            $0.links = ["https://quillfone-login.example/verify?id=7"]
            $0.author.displayName = "Quillfone Support ✅"
            $0.quoted = "my lawyer said"
        }
        #expect(
            try matches("in url login", message) == [Reason.Match(text: "login", start: 18, end: 23, zone: .url)])
        #expect(
            try matches("in name (support OR helpdesk)", message)?.map(\.text) == ["Support"])
        #expect(
            try matches("in quoted \"my lawyer\"", message) == [
                Reason.Match(text: "my lawyer", start: 0, end: 9, zone: .quoted)
            ])
        for when in ["login", "support", "lawyer", "in url support", "in name lawyer", "in quoted login", "in url pay"]
        {
            #expect(try matches(when, message) == nil, "\(when)")
        }
        #expect(try matches("in text pay", message)?.map(\.zone) == [.text])
    }

    @Test func `matches of several parts are slices of their own part, the text first`() throws {
        let message = message {
            $0.links = ["https://pay.example/"]
            $0.author.displayName = "Pay Ana"
        }
        let found = try #require(try matches("pay AND in url pay AND in name \"pay ana\"", message))
        #expect(found.map(\.zone) == [.text, .url, .name])
        for match in found {
            let part = Array(message.part(match.zone).utf8)
            #expect(String(decoding: part[match.start..<match.end], as: UTF8.self) == match.text)
        }
    }

    @Test func `NEAR, lists, counts and NOT work in a part`() throws {
        let message = message { $0.links = ["https://quillfone.example/a/login"] }
        #expect(try matches("in url (quillfone NEAR/3 login)", message)?.map(\.text) == ["quillfone", "login"])
        #expect(try matches("in url (quillfone NEAR/2 login)", message) == nil)
        let lists = ["x": "login\nverify\nquillfone.example/a\n"]
        #expect(try matches("in url list:x", message, lists)?.map(\.text) == ["quillfone.example/a", "login"])
        #expect(try matches("at least 2 of list:x", message, lists) == nil)
        #expect(try matches("in url at least 2 of list:x", message, lists)?.count == 2)
        #expect(try matches("pay AND NOT in url login", message, lists) == nil)
        #expect(try matches("pay AND NOT in url other", message, lists)?.map(\.text) == ["pay"])
    }

    @Test func `an address that the channel did not name is found in the text`() {
        func addresses(_ text: String) -> String { message { $0.text = text }.part(.url) }
        #expect(addresses("see https://a.example/x?y=1, or www.b.example.") == "https://a.example/x?y=1\nwww.b.example")
        #expect(addresses("(http://a.example/x) <http://b.example>") == "http://a.example/x\nhttp://b.example")
        #expect(addresses("no address: here // nor www. there").isEmpty)
        #expect(addresses(String(repeating: "http://a.example/ ", count: 500)) == "http://a.example/")
        #expect(
            addresses((0..<500).map { "http://a\($0).example/" }.joined(separator: " ")).split(separator: "\n").count
                == 64)
        let named = message {
            $0.text = "see http://a.example/"
            $0.links = ["http://a.example/", "http://hidden.example/"]
        }
        #expect(named.part(.url) == "http://a.example/\nhttp://hidden.example/")
    }

    @Test func `a handle's words are words of the name`() throws {
        var message = Scene.message("hello")
        message.author.handle = Handle(channel: .mastodon, normalised: "quillfone_help-desk@social.example")
        #expect(try matches("in name \"help desk\"", message)?.map(\.text) == ["help-desk"])
        #expect(try matches("in name quillfone", message)?.count == 1)
    }

    @Test func `what a part lacks is said of that part`() throws {
        let rules = try Scene.rules(when: "in url (login NEAR/3 quillfone)")
        let message = message { $0.links = ["https://login.example/"] }
        #expect(
            rules.lacks("it", of: message, within: Surroundings(), policy: Scene.policy, now: message.time)?.map(
                \.clause)
                == ["its links have “login” but nothing of \"quillfone\" within 3 words"])
    }

    @Test func `an example sets its parts`() throws {
        _ = try Scene.rules(
            when: "in url list:bad AND in name support AND in quoted invoice", ["bad": "bad.example/pay\n"],
            rest: """
                hit "pay now" with url=https://bad.example/pay, name="Quillfone Support", quoted="your invoice"
                miss "bad example pay support invoice"
                """)
    }
}
