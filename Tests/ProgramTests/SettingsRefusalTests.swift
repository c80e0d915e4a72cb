import Testing
import Triage

@testable import earshot

/// A broken file, and what must be said of it.
struct Broken: Sendable, CustomTestStringConvertible {
    var text: String
    var line: Int
    var column: Int
    var says: String
    var remedy: String

    init(_ text: String, _ line: Int, _ column: Int, _ says: String, _ remedy: String = "") {
        self.text = text
        self.line = line
        self.column = column
        self.says = says
        self.remedy = remedy
    }

    var testDescription: String { "\(line):\(column) \(says)" }

    /// A file in which everything but `rest` is good; `rest` begins in line 4.
    static func after(_ rest: String, _ line: Int, _ column: Int, _ says: String, _ remedy: String = "") -> Broken {
        Broken("brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n" + rest, line, column, says, remedy)
    }

    /// One source with `keys`, which begin in line 6.
    static func source(_ keys: String, _ line: Int, _ column: Int, _ says: String, _ remedy: String = "") -> Broken {
        after("sources:\n  - name: one\n" + keys, line, column, says, remedy)
    }
}

struct SettingsRefusalTests {
    private static let top: [Broken] = [
        Broken("", 1, 1, "says nothing", "earshot init"),
        Broken("# only a comment\n", 1, 1, "says nothing"),
        Broken("- brand: x\n", 1, 1, "this is a list"),
        Broken("database: sqlite:a.db\nrules: R\n", 1, 1, "lacks `brand`", "add `brand: Quillfone`"),
        Broken("brand:\ndatabase: sqlite:a.db\nrules: R\n", 1, 7, "`brand` has no value"),
        Broken("brand: [a]\ndatabase: sqlite:a.db\nrules: R\n", 1, 8, "is text, and this is a list"),
        Broken("brand: a\nbrand: b\ndatabase: sqlite:a.db\nrules: R\n", 2, 1, "second time, first in line 1"),
        Broken("brand: a\ndatabase: a.db\nrules: R\n", 2, 11, "begins with sqlite:", "did you mean `sqlite:a.db`?"),
        Broken("brand: a\ndatabase: \"sqlite:\"\nrules: R\n", 2, 11, "names no file"),
        Broken("brand: a\ndatabase: \"sqlite::memory:\"\nrules: R\n", 2, 11, "names no file"),
        Broken(
            "brand: a\ndatabase: postgres://u:pw@h/d\nrules: R\n", 2, 11, "password may not stand", "~/.pgpass"),
        Broken("brand: a\ndatabase: postgres://u@h/d?password=x\nrules: R\n", 2, 11, "password may not stand"),
        Broken("brand: a\ndatabase: postgres://host\nrules: R\n", 2, 11, "no address of a PostgreSQL"),
        Broken("brand: a\ndatabase: mysql://h/d\nrules: R\n", 2, 11, "begins with sqlite: or postgres://"),
        .after("sorces: []\n", 4, 1, "no key `sorces`", "did you mean `sources`?"),
        .after("xylophone: 1\n", 4, 1, "no key `xylophone`", "the keys here are brand, database"),
        .after(
            "callbacks: {}\nacd: { smtp: \"smtp://127.0.0.1\", from: a@b.example, queues: { default: c@d.example } }\n",
            4, 12,
            "`callbacks` needs `hours`", "add `hours:"),
        .after("acknowledge: { mode: of }\n", 4, 22, "off, preview or on", "did you mean `off`?"),
        .after("heat: { hot: lots }\n", 4, 14, "whole number", "from 1 to 10000"),
        .after("heat: { hot: \"50\" }\n", 4, 14, "text in quotes", "without quotes"),
        .after("heat: { hot: 0 }\n", 4, 14, "cannot be 0"),
        .after("heat: { hott: 3 }\n", 4, 9, "no key `hott` in `heat`", "did you mean `hot`?"),
        .after("heat: 50\n", 4, 7, "a group of keys, and this is `50`"),
        .after("hosts: { default: { at-once: 65 } }\n", 4, 30, "cannot be 65"),
        .after("hosts: { default: { pause: 1 } }\n", 4, 28, "a time span", "add the unit: `1s`"),
        .after("hosts: { \"a b\": {} }\n", 4, 10, "no host name"),
        .after("own: quillfone\n", 4, 6, "a list of the brand's handles"),
        .after("own: [quillfone]\n", 4, 7, "`quillfone` is no handle", "\"mastodon:@name@host\""),
        .after("press: desk\n", 4, 8, "a list of journalists' handles"),
        .after("agents: { a: b }\n", 4, 9, "a list of the handles of the brand's own people"),
        .after("agents: [ben]\n", 4, 10, "`ben` is no handle", "\"mastodon:@name@host\""),
        .after("own: [\"mastodon:@quillfone\"]\n", 4, 7, "is no handle"),
        .after("sources: {}\n", 4, 10, "is a list"),
        .after("acd: { from: a@b.example, queues: { default: c@d.example } }\n", 4, 6, "lacks `smtp`"),
    ]

    /// In line 5, beside hours and a feed, in line 6.
    private static func acknowledge(_ rest: String, _ column: Int, _ says: String, _ remedy: String = "") -> Broken {
        .after(
            "hours: { time-zone: UTC, weekly: { mon: \"09:00-10:00\" } }\nacknowledge: { \(rest) }\n"
                + "sources: [ { name: news, channel: feed, url: \"https://a.example\" }, "
                + "{ name: social, channel: mastodon, url: \"https://b.example\", listen: [\"#a\"] } ]\n", 5, column,
            says,
            remedy)
    }

    private static let answers: [Broken] = [
        acknowledge("mode: on", 22, "names no source", "sources: [support-mail]"),
        acknowledge("sources: [nws]", 26, "no source `nws`", "did you mean `news`?"),
        acknowledge("sources: [news]", 26, "a feed has no way to answer", "take it out"),
        acknowledge("sources: [social]", 26, "has no token", "add `token:`"),
        acknowledge("hot: loud", 21, "one of say-so, as-others, silent"),
        acknowledge("window: 12", 24, "a time span", "`12m`"),
        acknowledge("window: 32d", 24, "cannot be 32d", "1m to 31d"),
        acknowledge("late: 8d", 22, "cannot be 8d"),
        acknowledge("per-person: 0", 28, "cannot be 0"),
        acknowledge("per-domain: lots", 28, "whole number"),
        acknowledge("loop: 2", 22, "cannot be 2", "from 3"),
        acknowledge("quiet: nights", 23, "two times of the day", "21:00-08:00"),
        acknowledge("quiet: \"24:00-08:00\"", 23, "two times of the day"),
        acknowledge("quiet: \"08:00-08:00\"", 23, "two times of the day"),
        acknowledge("quiet-holds: some", 29, "one of unasked, all"),
        acknowledge("never: { a: b }", 23, "is a list", "[abuse]"),
        acknowledge("private: perhaps", 25, "one of offer, never"),
        acknowledge("languages: [english]", 28, "is no language", "en, es, de"),
        acknowledge("wait: 1h", 16, "no key `wait` in `acknowledge`"),
        .after(
            "acknowledge: { mode: on, sources: [line] }\nsources: [ { name: line, channel: sms, provider: twilio, "
                + "account: AC1, token: \"${env:P}\", number: \"+12025550100\" } ]\n", 4, 22, "without `hours`",
            "add the section `hours`"),
    ]

    private static let sources: [Broken] = [
        .after("sources:\n  -\n", 5, 4, "says nothing"),
        .after("sources:\n  - channel: feed\n    url: https://a.example\n", 5, 5, "lacks `name`"),
        .source("    url: https://a.example\n", 5, 5, "lacks `channel`"),
        .source("    channel: feeds\n", 6, 14, "no channel `feeds`", "did you mean `feed`?"),
        .source("    channel: smoke\n", 6, 14, "no channel `smoke`", "mastodon, feed, email, sms"),
        .source("    channel: feed\n", 5, 5, "lacks `url`"),
        .source("    channel: feed\n    url: a.example\n", 7, 10, "has no `https://`", "https://a.example"),
        .source("    channel: feed\n    url: ftp://a.example\n", 7, 10, "begins with https:// or http://"),
        .source("    channel: feed\n    url: https://u:p@a.example\n", 7, 10, "may not stand in an address"),
        .source("    channel: feed\n    url: https://a.example:99999/\n", 7, 10, "is no port"),
        .source("    channel: feed\n    url: https:///x\n", 7, 10, "names no host"),
        .source("    channel: feed\n    url: \"https://a b/\"\n", 7, 10, "a space"),
        .source(
            "    channel: feed\n    url: http://127.0.0.1/x\n", 7, 10, "private address", "private-address: allowed"),
        .source("    channel: feed\n    url: http://localhost/x\n", 7, 10, "private address"),
        .source("    channel: feed\n    url: http://[::1]/x\n", 7, 10, "private address"),
        .source("    channel: feed\n    url: http://[::ffff:10.1.2.3]/x\n", 7, 10, "private address"),
        .source("    channel: feed\n    url: https://a.example\n    listen: [mentions]\n", 8, 5, "belongs to mastodon"),
        .source(
            "    channel: feed\n    url: https://a.example\n    evry: 3s\n", 8, 5, "no key", "did you mean `every`?"),
        .source("    channel: feed\n    url: https://a.example\n    every: 30\n", 8, 12, "a time span", "`30s`"),
        .source(
            "    channel: feed\n    url: https://a.example\n    every: 2d\n", 8, 12, "cannot be 2d", "from 1s to 1d"),
        .source("    channel: feed\n    url: https://a.example\n    every: 0s\n", 8, 12, "cannot be 0s"),
        .source(
            "    channel: feed\n    url: https://a.example\n    tickets: al\n", 8, 14, "one of", "did you mean `all`?"),
        .source(
            "    channel: feed\n    url: https://a.example\n    since: tomorrow\n", 8, 12, "now, beginning or a date"),
        .source(
            "    channel: feed\n    url: https://a.example\n    since: 2026-13-01\n", 8, 12, "now, beginning or a date"),
        .source("    channel: feed\n    url: https://a.example\n    private-address: no\n", 8, 22, "is allowed"),
        .after(
            "sources:\n  - { name: One Source, channel: feed, url: \"https://a.example\" }\n", 5, 13, "small letters",
            "one-source"),
        .after(
            "sources:\n  - { name: a, channel: feed, url: \"https://a.example\" }\n"
                + "  - { name: a, channel: feed, url: \"https://b.example\" }\n", 6, 13, "in line 5 is called `a` too"),
        .source("    channel: mastodon\n    url: https://m.example\n", 5, 5, "lacks `listen`"),
        .source(
            "    channel: mastodon\n    url: https://m.example\n    listen: [mentions]\n", 8, 14, "only shown to whom",
            "add `token:"),
        .source(
            "    channel: mastodon\n    url: https://m.example\n    listen: [quillfone]\n", 8, 14, "names hashtags",
            "\"#quillfone\""),
        .source(
            "    channel: mastodon\n    url: https://m.example\n    listen: [\"#a\", mention]\n", 8, 20,
            "names hashtags",
            "did you mean `mentions`?"),
        .source(
            "    channel: mastodon\n    url: https://m.example\n    listen: [\"#a\", \"#A\"]\n", 8, 20,
            "listened to twice"),
        .source(
            "    channel: mastodon\n    url: https://m.example\n    listen: [#quillfone, mentions]\n", 8, 14,
            "begins a comment", "\"#quillfone\""),
        .source(
            "    channel: mastodon\n    url: https://m.example\n    listen:\n      - #quillfone\n", 9, 8,
            "nothing to listen to", "put quotes"),
        .source("    channel: mastodon\n    url: https://m.example\n    listen: []\n", 8, 13, "`listen` is empty"),
        .source(
            "    channel: mastodon\n    url: https://m.example\n    listen: [\"#a\"]\n    token: abc123\n", 9, 12,
            "may not stand in this file", "${env:NAME}"),
        .source(
            "    channel: email\n    url: https://m.example\n    user: u\n    password: ${env:P}\n", 7, 10,
            "begins with imaps:// or imap://"),
        .source(
            "    channel: email\n    url: imaps://m.example\n    user: u\n    password: ${env:NOBODY}\n", 9, 15,
            "NOBODY is not set"),
        .source(
            "    channel: email\n    url: imaps://m.example\n    user: u\n    password: ${env:P}\n    from: nobody\n",
            10, 11,
            "`nobody` is none", "name@host.example"),
        .source(
            "    channel: email\n    url: imaps://m.example\n    user: u\n    password: ${env:P}\n    tls: yes\n", 10,
            10,
            "one of where-offered, required"),
        .source("    channel: sms\n", 5, 5, "lacks `provider`"),
        .source("    channel: sms\n    provider: kannel\n", 7, 15, "`provider: kannel` is not available"),
        .source("    channel: sms\n    provider: twillio\n", 7, 15, "no provider", "did you mean `twilio`?"),
        .source(
            "    channel: sms\n    provider: twilio\n    account: AC1\n    token: ${env:P}\n    number: quill$\n", 10,
            13,
            "no telephone number"),
        .source(
            "    channel: sms\n    provider: twilio\n    account: AC/1\n    token: ${env:P}\n    number: \"+12025550100\"\n",
            8, 14, "letters and digits"),
        .source("    channel: sms\n    provider: gammu\n", 5, 5, "lacks `inbox`"),
        .source("    channel: sms\n    provider: gammu\n    inbox: /a\n    number: \"1\"\n", 9, 5, "belongs to twilio"),
    ]

    private static let acd: [Broken] = [
        .after(
            "acd:\n  smtp: 127.0.0.1:25\n  from: a@b.example\n  queues: { default: c@d.example }\n", 5, 9, "`smtp://`"),
        .after(
            "acd:\n  smtp: smtp://h\n  from: ab.example\n  queues: { default: c@d.example }\n", 6, 9, "mail address"),
        .after(
            "acd:\n  smtp: smtp://h\n  from: a@b.example\n  queues: { hot: c@d.example }\n", 7, 11, "lacks `default`"),
        .after(
            "acd:\n  smtp: smtp://h\n  from: a@b.example\n  queues: { default: C <c@d.example> }\n", 7, 22,
            "without a name", "default: c@d.example"),
        .after(
            "acd:\n  smtp: smtp://h\n  user: u\n  from: a@b.example\n  queues: { default: c@d.example }\n", 6, 9,
            "wants a `password`"),
        .after(
            "acd:\n  smtp: smtp://h\n  password: hunter2\n  user: u\n  from: a@b.example\n  queues: { default: c@d.example }\n",
            6,
            13,
            "may not stand in this file"),
        .after(
            "acd:\n  smtp: smtp://h\n  from: a@b.example\n  queues: { default: c@d.example }\n"
                + "  replies: { url: \"imaps://h\", user: u, password: \"${vault:x}\" }\n", 8, 51,
            "no kind of reference"),
    ]

    private static let traps: [Broken] = [
        .after("heat: &a { hot: 1 }\n", 4, 7, "anchors (&)"),
        .after("own: [*a]\n", 4, 7, "aliases (*)"),
        .after("heat: !!map { hot: 1 }\n", 4, 7, "tags (!)"),
        .after("heat:\n\thot: 1\n", 5, 1, "a tab may not indent"),
        .after("own: [\"a\u{0}b\"]\n", 4, 9, "invisible control character"),
        .after("own: [" + String(repeating: "[", count: 40) + "\n", 4, 38, "nested more than 32"),
        .after("---\nheat: {}\n", 4, 1, "a second document"),
        .after("heat: { hot: 1\nown: []\n", 5, 4, "not YAML"),
        .after("own: [\"abc]\n", 5, 1, "not YAML"),
    ]

    @Test(arguments: top + answers + sources + acd + traps)
    func `what is wrong is said with its place and the remedy`(_ broken: Broken) throws {
        let loaded = settings(broken.text, environment: ["P": "x"])
        #expect(loaded.configuration == nil)
        let complaint = try #require(
            loaded.complaints.first { $0.weight == .error && $0.message.contains(broken.says) },
            "said instead: \(loaded.complaints.map { "\($0.line):\($0.column) \($0.message) [\($0.remedy)]" })")
        #expect(complaint.line == broken.line)
        #expect(complaint.column == broken.column)
        #expect(broken.remedy.isEmpty || complaint.remedy.contains(broken.remedy), "\(complaint.remedy)")
        #expect(loaded.complaints.count { $0.weight == .error } == 1, "\(loaded.complaints.map(\.message))")
    }

    @Test func `all complaints of a file come at once, in the order of its lines`() {
        let loaded = settings(
            """
            brand: Quillfone
            databse: sqlite:earshot.db
            rules: Rules
            heat: { hot: many }
            sources:
              - { name: A, channel: feed, url: "https://a.example", every: soon }
              - { name: b, channel: fax }
            """)
        #expect(loaded.complaints.map(\.line) == [1, 2, 4, 6, 6, 7])
    }

    @Test func `several keys that come twice are all named, and the rest is read too`() {
        let loaded = settings(
            """
            brand: Quillfone
            database: sqlite:earshot.db
            rules: Rules
            brand: Other
            sources:
              - { name: a, channel: feed, url: "https://a.example", name: c }
              - name: b
                channel: feed
                channel: feed
                url: https://b.example
            """)
        #expect(loaded.complaints.map { "\($0.line):\($0.column)" } == ["4:1", "6:57", "9:5"])
    }

    @Test func `a few lines of aliases cannot become billions of values`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...40 {
            text += "a\(level): &a\(level) [" + (1...10).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
        }
        let loaded = settings(text)
        #expect(loaded.complaints.contains { $0.message.contains("anchors") })
    }

    @Test func `a list without end does not exhaust the stack`() {
        let loaded = settings("own: " + String(repeating: "- ", count: 200_000))
        #expect(loaded.configuration == nil)
        let nested = settings("own:\n" + (0..<5000).map { String(repeating: " ", count: $0 + 1) + "-\n" }.joined())
        #expect(nested.configuration == nil)
    }

    @Test func `a file of 10 MB is refused without being read`() throws {
        let folder = try Scratch()
        let path = try folder.write("earshot.yaml", [UInt8](repeating: 0x23, count: 10 << 20))
        #expect(throws: BoundedFile.Failure.tooLarge(path, limit: SettingsDocument.sizeLimit)) {
            try ConfigurationLoader.load(path, secrets: SecretKeeper(.unread))
        }
    }

    @Test func `a file that is not UTF-8 is refused where it stops being so`() {
        let bytes = Array("brand: Quillfone\nrules: R".utf8) + [0xFC] + Array("les\n".utf8)
        let loaded = ConfigurationLoader.read(
            bytes, file: "earshot.yaml", folder: "/", secrets: SecretKeeper(.unread, environment: [:]))
        #expect(loaded.complaints.map { "\($0.line):\($0.column) \($0.message)" } == ["2:9 this is not UTF-8 text"])
    }
}
