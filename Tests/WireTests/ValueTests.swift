import Testing

@testable import Wire

/// The pure parts: what is read from others and what is said to them.
struct ValueTests {
    private static let now = 1_795_000_000  // Wed, 18 Nov 2026 11:06:40 GMT

    @Test(arguments: [
        ("120", 120), ("0", 1), ("1", 1), ("86400", 86_400), ("86401", 86_400), ("99999999999999999999999", 86_400),
        ("Wed, 18 Nov 2026 11:08:40 GMT", 120), ("Wed, 18 Nov 2026 11:00:00 GMT", 1),
        ("Sunday, 31-Dec-99 23:59:59 GMT", 1), ("Tue, 01 Jan 2099 00:00:00 GMT", 86_400),
        ("Wed Nov 18 11:07:40 2026", 60),
    ])
    func `Retry-After is understood in both forms and kept between a second and a day`(_ value: String, _ wait: Int) {
        #expect(RetryAfter.wait(value, now: Self.now) == .seconds(wait))
    }

    @Test(arguments: ["", " ", "soon", "-5", "1.5", "12 minutes", String(repeating: "9", count: 100)])
    func `a Retry-After in no known form is none`(_ value: String) {
        #expect(RetryAfter.wait(value, now: Self.now) == nil)
    }

    @Test(arguments: [
        ("a\r\nb\r\n", "a\r\nb\r\n.\r\n"), ("a\nb\n", "a\r\nb\r\n.\r\n"), ("a\rb\r", "a\r\nb\r\n.\r\n"),
        ("a", "a\r\n.\r\n"), ("", ".\r\n"), (".", "..\r\n.\r\n"), ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"),
        ("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"), ("a\r\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"),
        ("..x\n", "...x\r\n.\r\n"), ("a\n\r\n.b", "a\r\n\r\n..b\r\n.\r\n"), ("a\r\r\n.b", "a\r\n\r\n..b\r\n.\r\n"),
        ("a.\n", "a.\r\n.\r\n"),
    ])
    func `a mail has one kind of line end and only one end`(_ mail: String, _ form: String) {
        #expect(String(decoding: Envelope.wireForm(Array(mail.utf8)), as: UTF8.self) == form)
    }

    @Test(arguments: [
        "a@b.example>\r\nRSET", "a@b.example\nDATA", "a@b.example\r", "a\0@b.example", "<a@b.example>",
        "a@b.example> SIZE=1", "a b@c.example", "a\u{7f}@b.example", "a\u{85}@b.example", "a\u{2028}@b.example",
        "a\tb@c.example", String(repeating: "a", count: 250) + "@b.example",
    ])
    func `an address that could become a command is not sent`(_ address: String) {
        let server = SMTPServer(url: "smtp://mx.example")
        for delivery in [
            SMTPDelivery(server: server, sender: address, recipient: "x@y.example", mail: []),
            SMTPDelivery(server: server, sender: "x@y.example", recipient: address, mail: []),
        ] {
            let error = #expect(throws: WireError.self) { try Envelope(delivery, extensions: [], host: "mx.example") }
            #expect(error?.kind == .unsendable)
        }
    }

    @Test(arguments: ["earshot", "earshot.example", "[127.0.0.1]", "[IPv6:2001:db8::1]"])
    func `a host name may greet`(_ greeting: String) throws {
        let plan = try LoginPlan(SMTPServer(url: "smtp://mx.example", greeting: greeting), limits: Limits())
        #expect(plan.address.text.hasPrefix("smtp://mx.example:25/"))
    }

    @Test(arguments: [
        "", "a b", "a\r\nMAIL FROM:<x>", "a\0", "a/b", "a%0d%0aRSET", "é", String(repeating: "a", count: 256),
    ])
    func `what is no host name may not greet`(_ greeting: String) {
        let error = #expect(throws: WireError.self) {
            try LoginPlan(SMTPServer(url: "smtp://mx.example", greeting: greeting), limits: Limits())
        }
        #expect(error?.kind == .unsendable)
    }

    @Test func `the envelope says what the server offered to hear`() throws {
        let server = SMTPServer(url: "smtp://mx.example")
        let plain = SMTPDelivery(server: server, sender: "", recipient: "a@b.example", mail: Array("hi".utf8))
        #expect(try Envelope(plain, extensions: [], host: "mx").from == "MAIL FROM:<>")
        #expect(try Envelope(plain, extensions: ["SIZE 1000", "8BITMIME"], host: "mx").from == "MAIL FROM:<> SIZE=2")
        let foreign = SMTPDelivery(
            server: server, sender: "é@b.example", recipient: "a@b.example", mail: Array("é".utf8))
        #expect(
            try Envelope(foreign, extensions: ["8BITMIME", "SMTPUTF8"], host: "mx").from
                == "MAIL FROM:<é@b.example> BODY=8BITMIME SMTPUTF8")
        let error = #expect(throws: WireError.self) { try Envelope(foreign, extensions: ["8BITMIME"], host: "mx") }
        #expect(error?.kind == .unsendable)
    }

    @Test func `an answer of several lines is one answer`() throws {
        var bytes = Array("250-mx.example\r\n250-SIZE 1\r\n250 OK\r\n354 go".utf8)
        #expect(try SMTPReply.take(from: &bytes, host: "mx") == SMTPReply(code: 250, line: "250 OK"))
        #expect(try SMTPReply.take(from: &bytes, host: "mx") == nil)
        bytes += Array(" on\n".utf8)
        #expect(try SMTPReply.take(from: &bytes, host: "mx") == SMTPReply(code: 354, line: "354 go on"))
        #expect(bytes.isEmpty)
    }

    @Test(arguments: [
        "hello\r\n", "25\r\n", "\r\n", String(repeating: "250-x\r\n", count: 200),
        String(repeating: "2", count: 70_000),
    ])
    func `what is no answer is refused`(_ text: String) {
        var bytes = Array(text.utf8)
        #expect(throws: WireError.self) { try SMTPReply.take(from: &bytes, host: "mx") }
    }

    @Test func `a server must prove itself wherever a secret is told to another machine`() throws {
        func verified(_ url: String, password: String? = nil, tls: SMTPServer.TLS = .whereOffered) throws -> Bool {
            try LoginPlan(SMTPServer(url: url, user: password, password: password, tls: tls), limits: Limits())
                .isVerified
        }
        #expect(try verified("smtps://mx.example"))
        #expect(try verified("smtps://127.0.0.1"))
        #expect(try verified("smtp://mx.example", tls: .required))
        #expect(try verified("smtp://127.0.0.1", tls: .required))
        #expect(try verified("smtp://mx.example", password: "secret"))
        #expect(try !verified("smtp://mx.example"))
        #expect(try !verified("smtp://127.0.0.1", password: "secret"))
        #expect(try verified("smtp://128.0.0.1", password: "secret"))
    }

    @Test(arguments: ["http://mail.example", "file:///etc/passwd", "imap://mail.example", "smtp"])
    func `mail is delivered to no other protocol's address`(_ url: String) {
        #expect(throws: WireError.self) { try LoginPlan(SMTPServer(url: url), limits: Limits()) }
    }
}

/// What of a request may go where.
struct RedirectTests {
    private static func request(_ url: String = "https://feed.example/a?token=1") -> HTTPRequest {
        var request = HTTPRequest(.get, url)
        request.headers = [("Accept", "text/html"), ("X-Api-Key", "k"), ("Cookie", "c"), ("Empty", "")]
        request.bearer = "t"
        request.etag = "\"e\""
        return request
    }

    @Test func `the first hop says everything`() throws {
        let lines = try HTTPPlan(Self.request()).lines
        #expect(
            lines == [
                "Accept: text/html", "X-Api-Key: k", "Cookie: c", "Empty;", "User-Agent: Earshot",
                "If-None-Match: \"e\"", "Authorization: Bearer t",
            ])
    }

    @Test(arguments: [
        ("/b", true), ("https://feed.example/b", true), ("https://FEED.example:443/b", true),
        ("https://feed.example:8443/b", false), ("http://feed.example/b", false), ("https://other.example/b", false),
        ("//other.example/b", false), ("https://feed.example.evil.example/", false),
        ("https://x@other.example/", false),
        ("https://feed.example@other.example/", false),
    ])
    func `secrets stay with the host that they are for`(_ location: String, _ stay: Bool) throws {
        let next = try #require(try HTTPPlan(Self.request()).next(status: 302, location: location))
        #expect(next.keepsSecrets == stay)
        #expect(next.lines.contains("Authorization: Bearer t") == stay)
        #expect(next.lines.contains("X-Api-Key: k") == stay)
        #expect(next.lines.contains("Cookie: c") == stay)
        #expect(next.lines.contains("Accept: text/html"))
    }

    @Test func `a user in the URL is told to that host alone and never shown`() throws {
        let plan = try HTTPPlan(HTTPRequest(.get, "http://ana:p%40ss@feed.example/x?key=1#f"))
        #expect(plan.basic?.user == "ana")
        #expect(plan.basic?.password == "p@ss")
        #expect(plan.address.text == "http://feed.example/x?key=1")
        #expect(plan.address.shown == "http://feed.example/x")
        let upgraded = try #require(try plan.next(status: 301, location: "https://feed.example/x"))
        #expect(upgraded.basic?.user == "ana")
        let away = try #require(try upgraded.next(status: 302, location: "https://other.example/"))
        #expect(away.basic == nil)
        let back = try #require(try away.next(status: 302, location: "https://feed.example/x"))
        #expect(back.basic == nil)
    }

    @Test func `only an unbroken row of permanent redirects moves an address`() throws {
        let start = try HTTPPlan(HTTPRequest(.get, "http://a.example/"))
        let moved = try #require(try start.next(status: 301, location: "http://b.example/"))
        #expect(moved.movedTo?.text == "http://b.example/")
        let further = try #require(try moved.next(status: 308, location: "/c"))
        #expect(further.movedTo?.text == "http://b.example/c")
        let aside = try #require(try further.next(status: 302, location: "/d"))
        #expect(aside.movedTo?.text == "http://b.example/c")
        let after = try #require(try aside.next(status: 301, location: "/e"))
        #expect(after.movedTo?.text == "http://b.example/c")
    }

    @Test func `what is posted is not carried on`() throws {
        #expect(try HTTPPlan(HTTPRequest(.post, "http://a.example/")).next(status: 307, location: "/b") == nil)
        #expect(try HTTPPlan(HTTPRequest(.get, "http://a.example/")).next(status: 304, location: "/b") == nil)
        #expect(try HTTPPlan(HTTPRequest(.get, "http://a.example/")).next(status: 302, location: nil) == nil)
    }

    @Test(arguments: [
        ("X", "a\r\nEvil: 1"), ("X", "a\nb"), ("X", "\0"), ("X\r\nEvil", "a"), ("", "a"), ("a b", "c"), ("X:", "c"),
    ])
    func `a header that would be two is not sent`(_ name: String, _ value: String) {
        var request = HTTPRequest(.get, "http://a.example/")
        request.headers = [(name, value)]
        let error = #expect(throws: WireError.self) { try HTTPPlan(request) }
        #expect(error?.kind == .unsendable)
    }

    @Test func `a line break in a token, a password or an ETag is not sent`() {
        let edits: [(inout HTTPRequest) -> Void] = [
            { $0.bearer = "a\r\nEvil: 1" }, { $0.basic = ("a", "b\n") }, { $0.basic = ("a:b", "c") },
            { $0.etag = "\"\r\n" }, { $0.lastModified = "x\ny" },
        ]
        for edit in edits {
            var request = HTTPRequest(.get, "http://a.example/")
            edit(&request)
            let error = #expect(throws: WireError.self) { try HTTPPlan(request) }
            #expect(error?.kind == .unsendable)
        }
    }

    @Test(arguments: [
        "", "feed", "http://", "http://a b/", "//x.example/", "http://a\0.example/", "http://a.example:99999/",
    ])
    func `what is no address is told so`(_ url: String) {
        let error = #expect(throws: WireError.self) { try HTTPPlan(HTTPRequest(.get, url)) }
        #expect(error?.kind == .unsendable)
    }

    @Test func `a text that is no address gives away no password`() throws {
        let error = #expect(throws: WireError.self) { try WebAddress("http://ana:hunter2@host:port:port/?token=abc") }
        let reason = try #require(error?.reason)
        #expect(!reason.contains("hunter2") && !reason.contains("abc"))
    }
}
