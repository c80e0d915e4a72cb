/// Speaks IMAP4rev1 to one mailbox, reading only: it knows EXAMINE, FETCH with PEEK, and LOGOUT, and so
/// cannot change a flag.
///
/// It is our own because libcurl loses literals and lets a mail's body speak for the server.
actor IMAPClient {
    /// What EXAMINE says of a mailbox.
    struct Mailbox: Equatable {
        var exists: UInt64 = 0
        var validity: UInt32 = 0
        /// Missing on old servers.
        var next: UInt32?
    }

    /// What is known of a mail before it is fetched.
    struct Entry: Equatable, Sendable {
        var uid: UInt32
        var size: Int?
        /// As the server writes it: `22-Nov-2026 04:41:07 +0100`.
        var received: String
    }

    /// What a fetch brought of a mail.
    enum Body: Equatable, Sendable {
        case bytes([UInt8])
        /// Longer than what may be held; it was read and dropped.
        case tooLong(Int)
        /// The server has the mail and gives no body.
        case none
    }

    private let wire: any IMAPWire
    private let reader: IMAPReader
    private var count = 0
    /// Eight letters that no mail can know, so that none can even look like an answer to a command.
    private let prefix: String
    /// What the server asks to be shown to a person.
    private(set) var alert = ""
    /// For the next byte to come, and for a whole command.
    private let patience: Duration
    private let commandLimit: Duration

    init(_ wire: any IMAPWire, patience: Duration = .seconds(60), commandLimit: Duration = .seconds(600)) {
        self.wire = wire
        self.reader = IMAPReader(wire)
        self.prefix = String((0..<8).map { _ in "ABCDEFGHIJKLMNOPQRSTUVWXYZ".randomElement()! })
        self.patience = patience
        self.commandLimit = commandLimit
    }

    func close() async {
        count += 1
        try? await wire.write(Array("\(prefix)\(count) LOGOUT\r\n".utf8), within: .seconds(2))
        await wire.close()
    }

    func drop() async { await wire.close() }

    // MARK: Commands

    /// - Parameter name: in modified UTF-7.
    func examine(_ name: String) async throws -> Mailbox {
        var mailbox = Mailbox()
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        try await run("EXAMINE \"\(quoted)\"", holding: 0) { values, code in
            if values.count >= 2, values[1].word?.uppercased() == "EXISTS" { mailbox.exists = values[0].number ?? 0 }
            guard code.count == 2, let number = UInt32(code[1]) else { return }
            if code[0] == "UIDVALIDITY" { mailbox.validity = number }
            if code[0] == "UIDNEXT" { mailbox.next = number }
        }
        return mailbox
    }

    /// The highest UID there is; nil for an empty mailbox.
    func highest() async throws -> UInt32? {
        var highest: UInt32?
        try await fetch("*", "(UID)", holding: 0) { uid, _ in highest = max(highest ?? 0, uid) }
        return highest
    }

    /// What stands between two UIDs, ascending, at most `limit`: the lowest ones.
    func entries(_ range: ClosedRange<UInt32>, limit: Int) async throws -> [Entry] {
        var entries: [UInt32: Entry] = [:]
        let set =
            range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
        try await fetch(set, "(UID RFC822.SIZE INTERNALDATE)", holding: 0) { uid, items in
            guard range.contains(uid) else { return }
            let size = items["RFC822.SIZE"]?.number.flatMap { Int(exactly: $0) }
            entries[uid] = Entry(uid: uid, size: size, received: items["INTERNALDATE"]?.text ?? "")
            if entries.count > 2 * limit {
                for extra in entries.keys.sorted().dropFirst(limit) { entries[extra] = nil }
            }
        }
        return Array(entries.values.sorted { $0.uid < $1.uid }.prefix(limit))
    }

    /// Gives each mail to `take` as soon as it is there, so that one is held at a time. UIDs that are gone
    /// by now are passed over.
    ///
    /// - Parameter first: only so many bytes from its beginning; nil for the whole.
    func bodies(
        _ uids: [UInt32], first: Int?, holding limit: Int, take: @Sendable (UInt32, Body) -> Void
    ) async throws {
        let wanted = Set(uids)
        let section = first.map { "BODY.PEEK[]<0.\($0)>" } ?? "BODY.PEEK[]"
        try await fetch(uids.map(String.init).joined(separator: ","), "(UID \(section))", holding: limit) {
            uid, items in
            guard wanted.contains(uid), let body = items["BODY[]"] ?? items["BODY[]<0>"] else { return }
            switch body {
            case .bytes(let bytes): take(uid, .bytes(bytes))
            case .skipped(let count): take(uid, .tooLong(count))
            case .atom, .list: take(uid, .none)
            }
        }
    }

    private func fetch(
        _ set: String, _ items: String, holding limit: Int, take: (UInt32, [String: IMAPValue]) -> Void
    ) async throws {
        try await run("UID FETCH \(set) \(items)", holding: limit) { values, _ in
            guard values.count >= 3, values[1].word?.uppercased() == "FETCH", case .list(let list) = values[2] else {
                return
            }
            var items: [String: IMAPValue] = [:]
            var at = 0
            while at + 1 < list.count {
                if let name = list[at].word?.uppercased() { items[name] = list[at + 1] }
                at += 2
            }
            guard let number = items["UID"]?.number, let uid = UInt32(exactly: number), uid > 0 else { return }
            take(uid, items)
        }
    }

    /// Sends a command and reads until its own answer. Everything untagged before it goes to `heard`: the
    /// values after `*`, or the words of a status code in brackets.
    private func run(
        _ command: String, holding limit: Int, heard: ([IMAPValue], _ code: [String]) -> Void
    ) async throws {
        count += 1
        let tag = "\(prefix)\(count)"
        let deadline = ContinuousClock.now + commandLimit
        try await wire.write(Array("\(tag) \(command)\r\n".utf8), within: patience)
        while true {
            let pieces = try await reader.response(holding: limit, patience: patience, deadline: deadline)
            guard case .text(let line) = pieces[0] else { throw IMAPProblem.nonsense("a response without a line") }
            if line.starts(with: "* ".utf8) {
                if let status = Status(line.dropFirst(2)) {
                    if status.kind == "BYE" { throw IMAPProblem.bye(status.text) }
                    if status.code.first == "ALERT" { alert = status.text }
                    heard([], status.code)
                } else if let values = IMAPValue.read(pieces) {
                    heard(Array(values.dropFirst()), [])
                } else {
                    throw IMAPProblem.nonsense("an answer that is not IMAP: \(Self.shown(line))")
                }
            } else if line.starts(with: "\(tag) ".utf8), let status = Status(line.dropFirst(tag.utf8.count + 1)) {
                switch status.kind {
                case "OK": return
                case "NO": throw IMAPProblem.no(code: status.code.first ?? "", status.text)
                default: throw IMAPProblem.bad(status.text)
                }
            } else {
                throw IMAPProblem.nonsense("an answer to something that was not asked: \(Self.shown(line))")
            }
        }
    }

    private static func shown(_ line: [UInt8]) -> String {
        HeaderText.plain(String(decoding: line.prefix(200), as: UTF8.self), limit: 80)
    }

    /// `OK [CODE word] text` and its kin.
    private struct Status {
        var kind: String
        /// Upper case.
        var code: [String] = []
        var text: String

        init?(_ line: ArraySlice<UInt8>) {
            let whole = String(decoding: line, as: UTF8.self)
            let space = whole.firstIndex(of: " ") ?? whole.endIndex
            kind = whole[..<space].uppercased()
            guard ["OK", "NO", "BAD", "BYE", "PREAUTH"].contains(kind) else { return nil }
            var rest = whole[space...].drop { $0 == " " }
            if rest.first == "[", let end = rest.firstIndex(of: "]") {
                code = rest[..<end].dropFirst().split(separator: " ").prefix(4).map { $0.uppercased() }
                rest = rest[end...].dropFirst().drop { $0 == " " }
            }
            text = HeaderText.plain(rest.prefix(1000), limit: 200)
        }
    }
}
