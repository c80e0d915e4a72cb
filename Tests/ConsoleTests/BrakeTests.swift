import TestKit
import Testing
import Triage

@testable import Console

@Suite struct BrakeTests {
    static let now = Example.morning
    static let home = NetAddress("192.0.2.7")

    static func wrong(_ brake: Brake, _ times: Int, _ place: NetAddress? = home, _ name: String = "ana", at now: Moment)
        -> Duration?
    {
        var wait: Duration?
        for _ in 0..<times { wait = brake.begin(place: place, name: name, now: now) }
        return wait
    }

    @Test func `ten tries are free, then each wait is twice the one before`() {
        let brake = Brake()
        var now = Self.now
        #expect(Self.wrong(brake, 10, at: now) == nil)
        var waits: [Int64] = []
        for _ in 0..<14 {
            guard let wait = brake.begin(place: Self.home, name: "ana", now: now) else {
                Issue.record("no wait")
                return
            }
            waits.append(wait.components.seconds)
            now = now + wait
            #expect(brake.begin(place: Self.home, name: "ana", now: now) == nil)
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900])
        #expect(Self.wrong(brake, 1, at: now + .seconds(3601)) == nil)
    }

    @Test func `another name from the same place waits too, and an IPv6 household is one place`() {
        let brake = Brake()
        for number in 0..<10 {
            _ = brake.begin(place: NetAddress("2001:db8::\(number)"), name: "n\(number)", now: Self.now)
        }
        #expect(brake.begin(place: NetAddress("2001:db8::ffff"), name: "ana", now: Self.now) != nil)
        #expect(brake.begin(place: NetAddress("2001:db8:0:1::1"), name: "ana", now: Self.now) == nil)
    }

    @Test func `a name tried from many places is slowed, but its owner's own place is not`() {
        let brake = Brake()
        brake.succeed(place: Self.home, name: "ana", now: Self.now)
        for number in 0..<30 {
            _ = brake.begin(place: NetAddress("198.51.100.\(number)"), name: "ana", now: Self.now)
        }
        let stranger = brake.begin(place: NetAddress("203.0.113.9"), name: "ana", now: Self.now)
        #expect(stranger != nil)
        #expect(stranger.map { $0 <= .seconds(60) } ?? false, "a stranger must not lock somebody out for long")
        #expect(brake.begin(place: Self.home, name: "ana", now: Self.now) == nil)
    }

    @Test func `somebody's own place is not made to wait for others there, but guesses no faster in their name`() {
        let brake = Brake()
        brake.succeed(place: Self.home, name: "ana", now: Self.now)
        #expect(Self.wrong(brake, 30, Self.home, "eve", at: Self.now) != nil)
        #expect(brake.begin(place: Self.home, name: "ben", now: Self.now) != nil)
        #expect(Self.wrong(brake, 10, at: Self.now) == nil)
        #expect(Self.wrong(brake, 1, at: Self.now) != nil)
    }

    @Test func `what is remembered stays within its bound, and keeps what was used last`() {
        var recent = Recent<Int, Int>(most: 100)
        for number in 0..<1000 {
            recent[7] = 7
            recent[number] = number
        }
        #expect(recent.count <= 101)
        #expect(recent[7] == 7)
        #expect(recent[999] == 999)
        #expect(recent[500] == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/8", "::ffff:10.1.2.3", true),
        ("192.0.2.128/25", "192.0.2.127", false), ("192.0.2.128/25", "192.0.2.200", true),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false), ("0.0.0.0/0", "203.0.113.1", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/33", "2001:db8:8000::1", false), ("::1", "::1", true), ("::/0", "2001:db8::1", true),
        ("fe80::/10", "fe80::1%eth0", true), ("10.1.2.3/8", "10.9.9.9", true),
    ])
    func `a network holds its addresses and no others`(_ network: String, _ address: String, _ holds: Bool) throws {
        let network = try #require(Network(network))
        let address = try #require(NetAddress(address))
        #expect(network.contains(address) == holds)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8", "2001:db8::/129", "x",
        "10.0.0.0/8/8",
        "10.0.0.0/", "::1%lo/128",
    ])
    func `what is no network is not taken for one`(_ text: String) {
        #expect(Network(text) == nil)
    }

    @Test func `a form is read as browsers write it`() {
        let form = Form(encoded: Array("a=1&b=x+y%21&a=2&c&=d&e=%zz%4&f=%C3%A4%FF".utf8))
        #expect(form["a"] == "1")
        #expect(form.all("a") == ["1", "2"])
        #expect(form["b"] == "x y!")
        #expect(form["c"] == "")
        #expect(form["e"] == "%zz%4")
        #expect(form["f"] == "ä\u{FFFD}")
        #expect(Form(encoded: Array(String(repeating: "a&", count: 5000).utf8)).fields.count == 500)
    }
}
