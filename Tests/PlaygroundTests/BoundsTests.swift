import Foundation
import Testing

@testable import Playground

/// What a client that means harm, or has gone mad, is given: an answer and no more.
@Suite struct BoundsTests {
    @Test func `a mail has at most a thousand recipients`() async throws {
        let sink = MailSink()
        try await sink.start()
        let run = try await Outside.python(
            """
            s = socket.create_connection(('127.0.0.1', int(argv[0])))
            s.sendall(b'HELO x\\r\\nMAIL FROM:<a@b.example>\\r\\n'
                + b''.join(b'RCPT TO:<r%d@b.example>\\r\\n' % n for n in range(1002)))
            s.shutdown(socket.SHUT_WR)
            out = b''
            while more := s.recv(65536): out += more
            codes = [line[:3] for line in out.decode().splitlines()]
            print(codes.count('250'), codes.count('452'))
            """, [String(sink.port)])
        await sink.stop()
        #expect(run.text == "1002 2\n")
    }

    @Test func `a request body of more than a megabyte is refused`() async throws {
        let server = FeedServer()
        try await server.start()
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("body-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let options = ["-H", "Expect:", "--data-binary", "@\(file.path)"]
        try Data(count: (1 << 20) + 1).write(to: file)
        let large = try await Outside.curl(server.atomURL, options)
        try Data(count: 1 << 20).write(to: file)
        let small = try await Outside.curl(server.atomURL, options)
        await server.stop()
        #expect(large.status == 413)
        #expect(small.status == 405)
        #expect(server.asked.map(\.body.count) == [1 << 20])
    }

    @Test func `the feed server remembers the last thousand requests`() async throws {
        let server = FeedServer()
        try await server.start()
        _ = try await Outside.python(
            """
            import http.client, urllib.parse
            c = http.client.HTTPConnection(urllib.parse.urlsplit(argv[0]).netloc)
            for n in range(1003):
                c.request('GET', '/%d' % n)
                c.getresponse().read()
            """, [server.base])
        await server.stop()
        #expect(server.asked.count == 1000)
        #expect(server.asked.last?.path == "/1002")
    }

    @Test func `a form has at most 256 fields`() {
        let pairs = Asked.form((0..<300).map { "k\($0)=v+\($0)%21" }.joined(separator: "&"))
        #expect(pairs.count == 256)
        #expect(pairs[1].value == "v 1!")
        #expect(Asked.form("a=%ZZ&=&b").map(\.value) == ["%ZZ", "", ""])
    }

    @Test func `sets, searches and fetches of IMAP are bounded in length and depth`() {
        #expect(NumberSet(Array(repeating: "1", count: 1000).joined(separator: ",")) != nil)
        #expect(NumberSet(Array(repeating: "1", count: 1001).joined(separator: ",")) == nil)
        #expect(NumberSet("4294967296") == nil)
        #expect(NumberSet("1:2:3") == nil)
        let all = IMAPCommand.Token.atom("ALL")
        #expect(SearchKey(Array(repeating: all, count: 100)) != nil)
        #expect(SearchKey(Array(repeating: all, count: 101)) == nil)
        let not = IMAPCommand.Token.atom("NOT")
        #expect(SearchKey(Array(repeating: not, count: 19) + [all]) != nil)
        #expect(SearchKey(Array(repeating: not, count: 20) + [all]) == nil)
        #expect(IMAPSession.items(.list(Array(repeating: .atom("UID"), count: 64)))?.count == 64)
        #expect(IMAPSession.items(.list(Array(repeating: .atom("UID"), count: 65))) == nil)
        #expect(IMAPSession.items(.list([])) == nil)
        let brackets = { (depth: Int) in
            "a b " + String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
        }
        #expect(IMAPCommand([.text(Array(brackets(8).utf8))]) != nil)
        #expect(IMAPCommand([.text(Array(brackets(9).utf8))]) == nil)
    }

    @Test func `a hundred names of commands are counted`() {
        let server = MailboxServer()
        for number in 0..<200 { server.count("X\(number)") }
        #expect(server.commands(named: "X99") == 1)
        #expect(server.commands(named: "X100") == 0)
    }
}
