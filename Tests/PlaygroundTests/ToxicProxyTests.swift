import Foundation
import Testing

@testable import Playground

@Suite struct ToxicProxyTests {
    /// What curl made of so many requests: its exit code, or the status.
    private func ask(_ faults: [ToxicFault], seed: UInt64 = 1, times: Int = 1, wait: Int = 15) async throws -> (
        outcomes: [String], taken: Int, met: [ToxicFault: Int]
    ) {
        let hooks = HookServer()
        try await hooks.start()
        let port = try #require(URL(string: hooks.url)?.port)
        let proxy = ToxicProxy(target: port, seed: seed, faults: faults, patience: .milliseconds(30))
        try await proxy.start()
        var outcomes: [String] = []
        for _ in 0..<times {
            let run = try await Outside.run(
                "/usr/bin/curl",
                [
                    "-sS", "-m", "\(wait)", "-o", "/dev/null", "-w", "%{http_code} %{exitcode}", "-d", "hello", "-H",
                    "X: ",
                ]
                    + ["http://127.0.0.1:\(proxy.port)/hook"])
            outcomes.append(String(run.text.split(separator: "\n").last ?? ""))
        }
        await proxy.stop()
        await hooks.stop()
        return (outcomes, hooks.calls.count, proxy.met)
    }

    @Test(arguments: [ToxicFault.sound, .late, .sliced])
    func `what is only slow comes through whole`(_ fault: ToxicFault) async throws {
        let (outcomes, taken, _) = try await ask([fault], times: 3)
        #expect(outcomes == ["204 0", "204 0", "204 0"])
        #expect(taken == 3)
    }

    @Test func `a connection that is refused or silent brings nothing`() async throws {
        let refused = try await ask([.refused])
        #expect(!refused.outcomes[0].hasSuffix(" 0") && refused.taken == 0)
        let silent = try await ask([.silent], wait: 2)
        #expect(silent.outcomes == ["000 28"] && silent.taken == 0)
    }

    @Test func `a mute one is done, and nobody knows`() async throws {
        let mute = try await ask([.mute], wait: 2)
        #expect(mute.outcomes == ["000 28"] && mute.taken == 1)
    }

    @Test(arguments: [ToxicFault.cutAnswer, .resetAnswer])
    func `an answer that breaks off came from a request that was taken`(_ fault: ToxicFault) async throws {
        let (outcomes, taken, met) = try await ask([fault], times: 12)
        #expect(taken == 12 && met == [fault: 12])
        #expect(outcomes.contains { !$0.hasSuffix(" 0") })
    }

    @Test(arguments: [ToxicFault.cutRequest, .resetRequest])
    func `a request that breaks off is no request`(_ fault: ToxicFault) async throws {
        let (outcomes, taken, _) = try await ask([fault], times: 12)
        #expect(taken < 12)
        #expect(outcomes.count { $0.hasSuffix(" 0") } <= taken)
    }

    @Test func `the same seed meets with the same faults, another with others`() async throws {
        let faults: [ToxicFault] = [.sound, .refused, .late, .sliced]
        let one = try await ask(faults, seed: 7, times: 10)
        let same = try await ask(faults, seed: 7, times: 10)
        let other = try await ask(faults, seed: 8, times: 10)
        // How a refusal looks depends on when it is noticed.
        let through = { (outcomes: [String]) in outcomes.map { $0.hasSuffix(" 0") } }
        #expect(one.met == same.met && through(one.outcomes) == through(same.outcomes))
        #expect(one.met != other.met || through(one.outcomes) != through(other.outcomes))
    }
}
