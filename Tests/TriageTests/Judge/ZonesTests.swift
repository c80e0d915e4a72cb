import Testing

@testable import Triage

struct ZonesTests {
    private func message(_ text: String, links: [String] = [], name: String = "", quoted: String = "") -> Message {
        var message = Scene.message(text)
        message.links = links
        message.author.displayName = name
        message.quoted = quoted
        return message
    }

    private func matches(_ when: String, _ message: Message) throws -> [Reason.Match]? {
        Scene.verdict(try Scene.rules(when: when), message).reasons.first?.matches
    }

    @Test func `words of addresses are found where a rule looks in them, and only there`() throws {
        let message = message("look at this", links: ["https://quillfone.example/network-outage?from=x"])
        let found = try #require(try matches("in url outage", message))
        #expect(found.map(\.text) == ["outage"])
        #expect(found.map(\.zone) == [.url])
        let part = Array(message.part(.url).utf8)
        #expect(found.allSatisfy { String(decoding: part[$0.start..<$0.end], as: UTF8.self) == $0.text })
        #expect(try matches("outage", message) == nil)
        #expect(try matches("in url \"quillfone.example/network\"", message)?.isEmpty == false)
        #expect(try matches("in url outag", message) == nil)
    }

    @Test func `a name is looked at word by word`() throws {
        let message = message("hello", name: "Ana – press_office")
        #expect(try matches("in name press", message)?.map(\.text) == ["press"])
        #expect(try matches("in name \"press office\"", message)?.map(\.text) == ["press_office"])
        #expect(try matches("in name hello", message) == nil)
    }

    @Test func `what was quoted is not the author's`() throws {
        let message = message("me too", quoted: "my router burns")
        #expect(try matches("router", message) == nil)
        #expect(try matches("in quoted router", message)?.map(\.zone) == [.quoted])
    }

    @Test func `one condition may look in several parts`() throws {
        let message = message("it is down", links: ["https://status.example/outage"], quoted: "it works")
        #expect(try matches("down AND in url outage", message)?.map(\.text) == ["down", "outage"])
        #expect(try matches("down AND NOT in quoted works", message) == nil)
        #expect(try matches("down AND NOT in quoted outage", message)?.map(\.text) == ["down"])
    }

    @Test func `the same word in two parts is two terms`() throws {
        let both = message("outage", links: ["https://status.example/outage"])
        #expect(try matches("outage AND in url outage", both)?.map(\.zone) == [.text, .url])
        #expect(try matches("outage AND in url outage", message("outage")) == nil)
    }
}
