import Foundation
import Testing

@testable import Playground

@Suite struct WorldTests {
    private func ports(_ world: World) -> [Int] {
        [world.mastodonURL, world.feedURL, world.smtpURL, world.imapURL, world.twilioURL, world.hookURL]
            .compactMap { URL(string: $0)?.port }
    }

    /// Of each port, whether something listens there on 127.0.0.1, and on another loopback address.
    private func listening(_ ports: [Int]) async throws -> [Int] {
        let run = try await Outside.python(
            """
            def answers(host, port):
                with socket.socket() as s: return s.connect_ex((host, port)) == 0
            print(json.dumps([int(p) for p in argv if answers('127.0.0.1', int(p))]
                + [-int(p) for p in argv if answers('127.0.0.2', int(p))]))
            """, ports.map(String.init))
        return try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [Int])
    }

    /// Whether nothing listens there any more. Another test's server may have been given the port at once, and
    /// has it for a moment; ours would have it for good.
    private func fallSilent(_ ports: [Int]) async throws -> Bool {
        for _ in 0..<100 {
            if try await listening(ports).isEmpty { return true }
            try await Task.sleep(for: .milliseconds(200))
        }
        return false
    }

    /// A port that was just free may for a moment be the near end of somebody else's connection.
    private func insist(_ start: () async throws -> Void) async throws {
        for _ in 0..<200 {
            if (try? await start()) != nil { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        try await start()
    }

    @Test func `all six listen on loopback alone, and no port is left when they stop`() async throws {
        let world = World()
        try await world.start()
        let ports = ports(world)
        #expect(Set(ports).count == 6)
        #expect(try await listening(ports) == ports)
        await world.stop()
        #expect(try await fallSilent(ports))
    }

    @Test func `it stops while clients hold connections open`() async throws {
        let world = World()
        try await world.start()
        let ports = ports(world)
        let marker = FileManager.default.temporaryDirectory.appendingPathComponent("held-\(ports[0])")
        defer { try? FileManager.default.removeItem(at: marker) }
        let holding = Task {
            try await Outside.python(
                """
                held = [socket.create_connection(('127.0.0.1', int(p))) for p in argv[1:]]
                held[0].sendall(b'GET / HTTP/1.1\\r\\nHost: x\\r\\n')
                open(argv[0], 'w').close()
                for s in held:
                    try:
                        while s.recv(4096): pass
                    except ConnectionResetError: pass
                print('let go')
                """, [marker.path] + ports.map(String.init))
        }
        for _ in 0..<1000 where !FileManager.default.fileExists(atPath: marker.path) {
            try await Task.sleep(for: .milliseconds(10))
        }
        await world.stop()
        #expect(try await holding.value.text == "let go\n")
        #expect(try await fallSilent(ports))
    }

    @Test func `clients that knock at the moment of stopping do no harm`() async throws {
        let (sink, feed) = (MailSink(), FeedServer())
        try await sink.start()
        try await feed.start()
        let ports = [sink.port, try #require(URL(string: feed.base)?.port)]
        let marker = FileManager.default.temporaryDirectory.appendingPathComponent("knock-\(ports[0])")
        try Data().write(to: marker)
        defer { try? FileManager.default.removeItem(at: marker) }
        let knocking = Task {
            try await Outside.python(
                """
                import os, threading
                def knock(port):
                    while os.path.exists(argv[0]):
                        with socket.socket() as s:
                            s.bind(('127.0.0.2', 0))
                            s.connect_ex(('127.0.0.1', port))
                for p in argv[1:] * 2: threading.Thread(target=knock, args=(int(p),)).start()
                """, [marker.path] + ports.map(String.init))
        }
        for _ in 0..<25 {
            await sink.stop()
            await feed.stop()
            try await insist { try await sink.start(port: ports[0]) }
            try await insist { try await feed.start(port: ports[1]) }
        }
        try FileManager.default.removeItem(at: marker)
        #expect(try await knocking.value.status == 0)
        await sink.stop()
        await feed.stop()
        #expect(try await fallSilent(ports))
    }

    @Test func `as a service it runs until it is cancelled and then stops`() async throws {
        let world = World()
        try await world.start()
        let ports = ports(world)
        let running = Task { try await world.run() }
        #expect(try await listening(ports) == ports)
        running.cancel()
        try await running.value
        #expect(try await fallSilent(ports))
    }

    @Test func `a server that was stopped comes back on its port with what it knew`() async throws {
        let server = MastodonServer()
        try await server.start()
        let id = server.post(author: "ann", text: "#quillfone", at: evening)
        let port = try #require(URL(string: server.url)?.port)
        await server.stop()
        try await insist { try await server.start(port: port) }
        #expect(try await Outside.curl("http://127.0.0.1:\(port)/api/v1/timelines/tag/quillfone").ids == ["\(id)"])
        await server.stop()
        let mailbox = MailboxServer()
        try await mailbox.start()
        let mailPort = mailbox.port
        await mailbox.stop()
        try await insist { try await mailbox.start(port: mailPort) }
        #expect(mailbox.port == mailPort)
        await mailbox.stop()
    }

    @Test func `a port that is taken is an error and not a hang`() async throws {
        let one = MailSink()
        try await one.start()
        await #expect(throws: (any Error).self) { try await FeedServer().start(port: one.port) }
        await #expect(throws: (any Error).self) { try await MailSink().start(port: one.port) }
        await one.stop()
    }
}
