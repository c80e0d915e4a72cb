import Testing
import Triage
import Wire

@testable import Channels

struct IdentityTests {
    @Test func `an identity never exceeds 600 bytes and long ones still differ`() {
        #expect(Message.identity("feed:status", "urn:1") == "feed:status:urn:1")
        let long = String(repeating: "é", count: 1000)
        let first = Message.identity("feed:status", long + "1")
        let second = Message.identity("feed:status", long + "2")
        #expect(first.utf8.count <= 600 && first != second && first.hasPrefix("feed:status:éé"))
        #expect(Message.identity("feed:status", long + "1") == first)
        #expect(Message.identity("a", "x\u{0}y\n") == "a:x\u{FFFD}y\u{FFFD}")
    }

    @Test func `a cut takes no character apart`() {
        #expect("aé".cut(toBytes: 2) == "a" && "aé".cut(toBytes: 3) == "aé" && "📶".cut(toBytes: 3).isEmpty)
    }
}

struct ListenFailureTests {
    @Test func `a refused address tells a person how to allow it`() {
        let failure = ListenFailure(
            WireError(.refusedAddress, "status.example is the private address 10.0.0.7"), source: "status")
        #expect(failure.next == .tellPerson)
        #expect(
            failure.reason.hasPrefix("status: status.example is") && failure.reason.contains("private-address: allowed")
        )
    }

    @Test(arguments: [
        (WireError.Kind.cannotResolve, false), (.cannotConnect, false), (.timedOut, false), (.tooSlow, false),
        (.tooLarge, true), (.tooManyRedirects, true), (.refusedAddress, true), (.refusedProtocol, true), (.tls, false),
        (.badLogin, true), (.brokenOff, false), (.refused(code: 451), false), (.refused(code: 550), true),
        (.unsendable, true), (.cancelled, false),
    ])
    func `each end of a transfer has its consequence`(_ kind: WireError.Kind, needsPerson: Bool) {
        #expect(ListenFailure(WireError(kind, "x"), source: "s").next == (needsPerson ? .tellPerson : .tryAgain))
    }

    private func failure(_ status: Int, retryAfter: Duration? = nil) -> ListenFailure? {
        ListenFailure(
            status: HTTPResponse(
                status: status, headers: [], body: [], url: "https://ana:secret@a.example/feed?key=secret",
                retryAfter: retryAfter), source: "s", now: Moment(seconds: 1000))
    }

    @Test func `a busy host is left alone for as long as it asks`() {
        #expect(failure(429, retryAfter: .seconds(90))?.next == .tryAgainAt(Moment(seconds: 1090), .host))
        #expect(failure(503, retryAfter: .seconds(90))?.next == .tryAgainAt(Moment(seconds: 1090), .host))
        #expect(failure(429)?.next == .tryAgainAt(Moment(seconds: 1060), .host))
        #expect(failure(503)?.next == .tryAgain)
    }

    @Test func `what is gone or locked is told to a person, what may pass is tried again`() {
        for status in [401, 407, 410, 400, 405, 451] { #expect(failure(status)?.next == .tellPerson) }
        for status in [403, 404, 408, 500, 502, 504, 301, 100] { #expect(failure(status)?.next == .tryAgain) }
        for status in [200, 204, 226, 304] { #expect(failure(status) == nil) }
    }

    @Test func `a failure never shows what may be secret in an address`() {
        let reason = failure(500)?.reason ?? ""
        #expect(reason.contains("https://a.example/feed answers 500") && !reason.contains("secret"))
        #expect(
            HTTPPlace.host("https://ana:pw@[::1]:80/x") == "::1" && HTTPPlace.host("http://A.Example:8/") == "a.example"
        )
        #expect(HTTPPlace.host("nothing") == nil)
    }
}
