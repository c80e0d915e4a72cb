import Synchronization
import Wire

@testable import Channels

/// An IMAP server in memory that holds one mailbox and can be told to misbehave.
final class ScriptedMailbox: Sendable {
    struct Mail: Sendable {
        var bytes: [UInt8]
        var received = "22-Nov-2026 04:41:07 +0100"
        /// What RFC822.SIZE says, where it lies.
        var announced: Int?
    }

    struct State: Sendable {
        var mails: [UInt32: Mail] = [:]
        var validity: UInt32 = 7
        var next: UInt32?
        var saysNext = true
        var commands: [String] = []
        var connections = 0
        /// Given a command without its tag, the bytes to answer with instead; `TAG` stands for the tag.
        /// An empty answer closes the connection.
        var instead: (@Sendable (String) -> [UInt8]?)?
        var bytesSent = 0
    }

    private let state: Mutex<State>

    init(_ mails: [UInt32: String] = [:]) {
        var state = State()
        for (uid, text) in mails { state.mails[uid] = Mail(bytes: Array(text.replacing("\n", with: "\r\n").utf8)) }
        self.state = Mutex(state)
    }

    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    var commands: [String] { state.withLock { $0.commands } }
    var connections: Int { state.withLock { $0.connections } }
    var bytesSent: Int { state.withLock { $0.bytesSent } }

    func connect() -> any IMAPWire {
        state.withLock { $0.connections += 1 }
        return Connection(self)
    }

    func listener(since: Since = .now, bounds: EmailListener.Bounds = .init()) throws -> EmailListener {
        try EmailListener(source: "mail", url: "imap://mail.example/INBOX", since: since, bounds: bounds) {
            self.connect()
        }
    }

    fileprivate func answer(_ line: String) -> [UInt8] {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        let tag = parts[0]
        let command = parts.count > 1 ? parts[1] : ""
        let (instead, now) = state.withLock { state in
            state.commands.append(command)
            return (state.instead, state)
        }
        if let answer = instead?(command) { return Self.replace("TAG", by: tag, in: answer) }
        if command.hasPrefix("EXAMINE ") {
            let next = now.next ?? (now.mails.keys.max() ?? 0) + 1
            return Array(
                ("* FLAGS (\\Seen)\r\n* \(now.mails.count) EXISTS\r\n* 0 RECENT\r\n"
                    + "* OK [UIDVALIDITY \(now.validity)] UIDs valid\r\n"
                    + (now.saysNext ? "* OK [UIDNEXT \(next)] Predicted next UID\r\n" : "")
                    + "\(tag) OK [READ-ONLY] Examine completed.\r\n").utf8)
        }
        if command.hasPrefix("UID FETCH ") {
            let words = command.split(separator: " ", maxSplits: 3).map(String.init)
            var answer: [UInt8] = []
            let uids = Self.uids(words[2], now.mails.keys.sorted())
            for uid in uids { answer += Self.fetch(uid, words[3], now.mails[uid]!) }
            return answer + Array("\(tag) OK Fetch completed.\r\n".utf8)
        }
        if command == "LOGOUT" { return Array("* BYE bye\r\n\(tag) OK done\r\n".utf8) }
        return Array("\(tag) BAD unknown\r\n".utf8)
    }

    private static func uids(_ set: String, _ present: [UInt32]) -> [UInt32] {
        guard let highest = present.last else { return [] }
        var uids: Set<UInt32> = []
        for part in set.split(separator: ",") {
            let ends = part.split(separator: ":").map { $0 == "*" ? highest : UInt32($0) ?? 0 }
            let low = min(ends[0], ends.last!)
            let high = max(ends[0], ends.last!)
            for uid in present where uid >= low && uid <= high { uids.insert(uid) }
        }
        return uids.sorted()
    }

    private static func fetch(_ uid: UInt32, _ items: String, _ mail: Mail) -> [UInt8] {
        if items.contains("BODY.PEEK[]<0.") {
            let count = Int(items.split(separator: "<0.")[1].prefix { $0.isNumber })!
            let part = mail.bytes.prefix(count)
            return Array("* 1 FETCH (UID \(uid) BODY[]<0> {\(part.count)}\r\n".utf8) + part + Array(")\r\n".utf8)
        }
        if items.contains("BODY.PEEK[]") {
            return Array("* 1 FETCH (UID \(uid) BODY[] {\(mail.bytes.count)}\r\n".utf8) + mail.bytes
                + Array(")\r\n".utf8)
        }
        let size = mail.announced ?? mail.bytes.count
        return Array("* 1 FETCH (UID \(uid) RFC822.SIZE \(size) INTERNALDATE \"\(mail.received)\")\r\n".utf8)
    }

    private static func replace(_ mark: String, by tag: String, in bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = bytes[...]
        while let found = rest.firstRange(of: Array(mark.utf8)) {
            out += rest[..<found.lowerBound] + Array(tag.utf8)
            rest = rest[found.upperBound...]
        }
        return out + rest
    }

    private final class Connection: IMAPWire {
        private let mailbox: ScriptedMailbox
        private let pending = Mutex<(input: [UInt8], output: [UInt8], isOpen: Bool)>(([], [], true))

        init(_ mailbox: ScriptedMailbox) { self.mailbox = mailbox }

        func write(_ bytes: [UInt8], within limit: Duration) async throws {
            let lines = pending.withLock { pending -> [String] in
                pending.input += bytes
                var lines: [String] = []
                while let end = pending.input.firstRange(of: [0x0D, 0x0A]) {
                    lines.append(String(decoding: pending.input[..<end.lowerBound], as: UTF8.self))
                    pending.input.removeSubrange(..<end.upperBound)
                }
                return lines
            }
            for line in lines {
                let answer = mailbox.answer(line)
                pending.withLock {
                    if answer.isEmpty { $0.isOpen = false }
                    $0.output += answer
                }
            }
        }

        func read(upTo most: Int, within limit: Duration) async throws -> [UInt8] {
            let bytes = pending.withLock { pending in
                let bytes = Array(pending.output.prefix(most))
                pending.output.removeFirst(bytes.count)
                return bytes
            }
            mailbox.change { $0.bytesSent += bytes.count }
            return bytes
        }

        func close() async { pending.withLock { $0.isOpen = false } }
    }
}

/// A small mail of our own.
func mail(_ number: Int, _ text: String = "My line is dead.", id: String? = nil, extra: String = "") -> String {
    """
    From: Ana Ferreira <ana@customer.example>
    To: support@quillfone.example
    Subject: No signal \(number)
    Date: Sat, 21 Nov 2026 10:00:00 +0000
    Message-ID: <\(id ?? "m\(number)@customer.example")>
    \(extra)Content-Type: text/plain; charset=utf-8

    \(text)

    """
}
