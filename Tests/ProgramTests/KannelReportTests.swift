import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import earshot

/// A real Kannel, its message centre, and the whole program: what becomes of a text is written down.
@Suite(.serialized) struct KannelReportTests {
    private static let programs = ["/usr/sbin/bearerbox", "/usr/sbin/smsbox", "/usr/lib/kannel/test/fakesmsc"]

    @Test func `what the message centre took is delivered, and what it never takes goes another way`() async throws {
        for program in Self.programs where !FileManager.default.isExecutableFile(atPath: program) {
            print("skipped: no \(program)")
            return
        }
        let folder = try Scratch()
        let others = Others(folder)
        defer { others.end() }
        let (centre, sending, console) = (port(), port(), port())
        try await startGateway(others, folder, centre: centre, sending: sending)
        try others.start(Self.programs[2], ["-H", "127.0.0.1", "-r", "\(centre)", "-m", "0", "1 2 text nop"], "centre")
        try await until("the centre is there") {
            others.written("centre").contains("Connected") || Self.listens(sending)
        }

        let file = try folder.write(
            "earshot.yaml",
            """
            brand: Quillfone
            database: sqlite:earshot.db
            rules: Rules
            on-call:
              people: { ana: { sms: "+12025550111", email: ana@quillfone.example } }
              delivery: 4s
              between-pages: 0s
            pages:
              sms: { provider: kannel, url: "http://127.0.0.1:\(sending)", user: pager, password: "${env:KANNEL}", from: "12345" }
              email: { smtp: "smtp://127.0.0.1:9", from: oncall@quillfone.example }
            console: { listen: "127.0.0.1:\(console)", secret: "${env:SECRET}" }

            """)
        try folder.write("Rules/a.rules", "rule a\n  score 5\n  when \"x\"\n  hit \"x\"\n  miss \"y\"\n")
        let settings = try #require(try ConfigurationLoader.load(file, secrets: SecretKeeper(.unread)).configuration)
        #expect(settings.pages?.kannelReports == "http://127.0.0.1:\(console)")
        let store = try await openStore(settings)
        let own = try others.start(
            Program.path, ["run"], "earshot",
            environment: ["KANNEL": "secret", "SECRET": String(repeating: "s", count: 32)])
        try await until("the console listens") { Self.listens(console) || !own.isRunning }
        #expect(own.isRunning, "\(others.written("earshot"))")

        let reach = try #require(settings.onCall?.people.first?.reach)
        func call(_ words: String) async throws -> Int64 {
            let draft = PageDraft(hotCase: nil, person: "ana", reach: reach, why: .notice, words: words)
            return try #require(
                try await store.write([draft], patience: OnCall.Patience(betweenPages: .zero), now: .wallClock).first
            ).id
        }
        let first = try await call("The first text")
        try await until("the first is delivered") { try await store.page(first)?.deliveredAt != nil }
        let delivered = try #require(try await store.page(first))
        #expect(delivered.state == .told && delivered.tried == 0 && delivered.means?.kind == .sms)
        #expect(others.written("centre").contains("The first text") || others.written("centre").contains("first"))

        others.end("centre")
        let second = try await call("The second text")
        try await until("the second goes by mail") { (try await store.page(second)?.tried ?? 0) > 0 }
        let lost = try #require(try await store.page(second))
        #expect(lost.sentAt != nil && lost.deliveredAt == nil)
        await store.engine.close()
    }

    private func startGateway(_ others: Others, _ folder: Scratch, centre: Int, sending: Int) async throws {
        let boxes = port()
        try folder.write(
            "kannel.conf",
            """
            group = core
            admin-port = \(port())
            admin-interface = 127.0.0.1
            admin-password = x
            smsbox-port = \(boxes)
            smsbox-interface = 127.0.0.1
            box-allow-ip = 127.0.0.1
            dlr-storage = internal

            group = smsc
            smsc = fake
            smsc-id = FAKE
            host = 127.0.0.1
            port = \(centre)
            our-host = 127.0.0.1
            connect-allow-ip = 127.0.0.1

            group = smsbox
            smsbox-id = box
            bearerbox-host = 127.0.0.1
            sendsms-port = \(sending)
            sendsms-interface = 127.0.0.1

            group = sendsms-user
            username = pager
            password = secret
            max-messages = 3
            concatenation = true

            """)
        try others.start(Self.programs[0], ["kannel.conf"], "bearerbox")
        try await until("bearerbox listens") { Self.listens(boxes) && Self.listens(centre) }
        try others.start(Self.programs[1], ["kannel.conf"], "smsbox")
        try await until("smsbox listens") { Self.listens(sending) }
    }

    private func port() -> Int { Int(LoopbackPort.free()) }

    private func until(_ what: String, _ holds: () async throws -> Bool) async throws {
        for _ in 0..<1200 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("waited in vain: \(what)")
        throw CancellationError()
    }

    private static func listens(_ port: Int) -> Bool {
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(probe) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Programs that live beside the test and end with it.
    private final class Others {
        private let folder: Scratch
        private var running: [(name: String, process: Process)] = []
        init(_ folder: Scratch) { self.folder = folder }

        @discardableResult
        func start(_ program: String, _ arguments: [String], _ name: String, environment: [String: String] = [:])
            throws -> Process
        {
            try folder.write("\(name).out", "")
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            process.currentDirectoryURL = URL(filePath: folder.path)
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle(forWritingAtPath: "\(folder.path)/\(name).out")
            process.standardError = process.standardOutput
            try process.run()
            running.append((name, process))
            return process
        }

        func written(_ name: String) -> String { (try? folder.text("\(name).out")) ?? "" }

        func end(_ name: String? = nil) {
            for (known, process) in running.reversed() where name == nil || known == name {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
            }
            running.removeAll { name == nil || $0.name == name }
        }
    }
}
