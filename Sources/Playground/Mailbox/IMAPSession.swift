import Foundation

/// One conversation with an IMAP client.
struct IMAPSession {
    let server: MailboxServer
    private var loggedIn = false
    private var failures = 0
    private(set) var selected: Selected?

    /// What the client was told of the mailbox that it has open: sequence numbers are places in `uids`.
    struct Selected {
        var name: String
        var readOnly: Bool
        var validity: UInt32
        var uids: [UInt32]
    }

    /// How a command ends.
    enum Outcome {
        case ok(String)
        case no(String)
        case bad(String)
        case bye
    }

    init(server: MailboxServer) { self.server = server }

    private static let lineLimit = 8192
    private static let literalLimit = 65_536
    private static let flags = "\\Answered \\Flagged \\Deleted \\Seen \\Draft"

    mutating func run(_ connection: inout LineConnection) async throws {
        try await connection.send("* OK [CAPABILITY \(capability)] playground ready\r\n")
        while true {
            switch try await read(&connection) {
            case .end: return
            case .unreadable(let tag): try await connection.send("\(tag) BAD cannot be read\r\n")
            case .command(let command):
                server.count(command.name)
                let outcome = try await perform(command, &connection)
                switch outcome {
                case .ok(let text): try await connection.send("\(command.tag) OK \(text)\r\n")
                case .no(let text): try await connection.send("\(command.tag) NO \(text)\r\n")
                case .bad(let text): try await connection.send("\(command.tag) BAD \(text)\r\n")
                case .bye: return
                }
            }
        }
    }

    private enum Reading {
        case command(IMAPCommand)
        case unreadable(tag: String)
        case end
    }

    private func read(_ connection: inout LineConnection) async throws -> Reading {
        var pieces: [IMAPCommand.Piece] = []
        var tag = "*"
        var literals = 0
        while true {
            guard case .text(let line) = try await connection.line(limit: Self.lineLimit) else {
                // Too long or at an end: either way there is no telling what comes next.
                try await connection.send("* BYE the line is too long or broken off\r\n")
                return .end
            }
            if pieces.isEmpty, let first = line.split(separator: UInt8(ascii: " ")).first {
                tag = String(decoding: first.filter { $0 > 32 && $0 < 127 }.prefix(64), as: UTF8.self)
            }
            guard let literal = IMAPCommand.literal(announcedBy: line) else {
                pieces.append(.text(line))
                return IMAPCommand(pieces).map { .command($0) } ?? .unreadable(tag: tag)
            }
            literals += literal.length
            guard literals <= Self.literalLimit else {
                if literal.waits { return .unreadable(tag: tag) }
                try await connection.send("* BYE the literal is too long\r\n")
                return .end
            }
            let announcement = line.lastIndex(of: UInt8(ascii: "{")) ?? line.endIndex
            pieces.append(.text(Array(line[..<announcement])))
            if literal.waits { try await connection.send("+ go ahead\r\n") }
            guard let bytes = try await connection.bytes(literal.length) else { return .end }
            pieces.append(.literal(bytes))
        }
    }

    private var capability: String {
        "IMAP4rev1 LITERAL+ SASL-IR" + (server.state.withLock { $0.offersPlain } ? " AUTH=PLAIN" : "")
    }

    private mutating func perform(
        _ command: IMAPCommand, _ connection: inout LineConnection
    ) async throws -> Outcome {
        switch command.name {
        case "CAPABILITY":
            try await connection.send("* CAPABILITY \(capability)\r\n")
            return .ok("that is all")
        case "LOGOUT":
            try await connection.send("* BYE see you\r\n\(command.tag) OK logged out\r\n")
            return .bye
        case "NOOP", "CHECK":
            guard try await news(&connection, withExpunges: true) else { return .bye }
            return .ok("done")
        case "LOGIN":
            guard command.arguments.count == 2, let user = command.arguments[0].text,
                let password = command.arguments[1].text
            else { return .bad("LOGIN user password") }
            return try await logIn(user, password, connection)
        case "AUTHENTICATE": return try await authenticate(command, &connection)
        default: break
        }
        guard loggedIn else { return .bad("log in first") }
        switch command.name {
        case "LIST", "LSUB":
            let names = server.state.withLock { $0.boxes.keys.sorted() }
            for name in names { try await connection.send("* \(command.name) () \"/\" \(Self.quoted(name))\r\n") }
            return .ok("that is all")
        case "STATUS": return try await status(command, connection)
        case "SELECT", "EXAMINE": return try await select(command, connection)
        case "CLOSE":
            guard selected != nil else { return .bad("nothing is selected") }
            selected = nil
            return .ok("closed")
        // The rest of RFC 3501, which is understood and not done.
        case "CREATE", "DELETE", "RENAME", "SUBSCRIBE", "UNSUBSCRIBE", "APPEND", "EXPUNGE", "STORE", "UID STORE",
            "COPY", "UID COPY":
            return .no("this mailbox is changed by its owner alone")
        default: break
        }
        guard let selected else { return .bad("unknown command, or nothing is selected") }
        let outcome: Outcome
        switch command.name {
        case "SEARCH", "UID SEARCH": outcome = try await search(command, selected, connection)
        case "FETCH", "UID FETCH": outcome = try await fetch(command, selected, connection)
        default: return .bad("unknown command")
        }
        guard try await news(&connection, withExpunges: false) else { return .bye }
        return outcome
    }

    private mutating func logIn(
        _ user: String, _ password: String, _ connection: LineConnection
    ) async throws -> Outcome {
        guard !loggedIn else { return .bad("already logged in") }
        let right = server.state.withLock { $0.password }
        guard user == server.user, password == right else {
            failures += 1
            guard failures < 5 else {
                try await connection.send("* BYE too many failures\r\n")
                return .bye
            }
            return .no("[AUTHENTICATIONFAILED] user or password is wrong")
        }
        loggedIn = true
        return .ok("[CAPABILITY \(capability)] logged in")
    }

    private mutating func authenticate(
        _ command: IMAPCommand, _ connection: inout LineConnection
    ) async throws -> Outcome {
        guard command.arguments.first?.text?.uppercased() == "PLAIN", server.state.withLock({ $0.offersPlain }) else {
            return .no("no such mechanism")
        }
        var answer = command.arguments.dropFirst().first?.text
        if answer == nil {
            try await connection.send("+ \r\n")
            guard case .text(let line) = try await connection.line(limit: Self.lineLimit) else { return .bye }
            answer = String(decoding: line, as: UTF8.self)
        }
        // authorisation NUL user NUL password
        let parts = Data(base64Encoded: answer ?? "")?.split(separator: 0, omittingEmptySubsequences: false) ?? []
        guard parts.count == 3 else { return .bad("that is not PLAIN") }
        return try await logIn(
            String(decoding: parts[1], as: UTF8.self), String(decoding: parts[2], as: UTF8.self), connection)
    }

    private func status(_ command: IMAPCommand, _ connection: LineConnection) async throws -> Outcome {
        guard command.arguments.count == 2, let name = command.arguments[0].text,
            case .list(let items) = command.arguments[1]
        else { return .bad("STATUS mailbox (items)") }
        guard let box = server.state.withLock({ $0.boxes[MailboxServer.canonical(name)] }) else {
            return .no("[NONEXISTENT] no such mailbox")
        }
        var answers: [String] = []
        for item in items {
            let item = item.text?.uppercased() ?? ""
            switch item {
            case "MESSAGES": answers.append("\(item) \(box.mails.count)")
            case "RECENT": answers.append("\(item) 0")
            case "UIDNEXT": answers.append("\(item) \(box.nextUID)")
            case "UIDVALIDITY": answers.append("\(item) \(box.validity)")
            case "UNSEEN": answers.append("\(item) \(box.mails.count { !$0.flags.contains("\\Seen") })")
            default: return .bad("unknown status item")
            }
        }
        try await connection.send("* STATUS \(Self.quoted(name)) (\(answers.joined(separator: " ")))\r\n")
        return .ok("that is all")
    }

    private mutating func select(_ command: IMAPCommand, _ connection: LineConnection) async throws -> Outcome {
        selected = nil
        guard command.arguments.count == 1, let name = command.arguments[0].text else {
            return .bad("\(command.name) mailbox")
        }
        guard let box = server.state.withLock({ $0.boxes[MailboxServer.canonical(name)] }) else {
            return .no("[NONEXISTENT] no such mailbox")
        }
        let readOnly = command.name == "EXAMINE"
        selected = Selected(
            name: MailboxServer.canonical(name), readOnly: readOnly, validity: box.validity, uids: box.mails.map(\.uid))
        var answer = "* FLAGS (\(Self.flags))\r\n* OK [PERMANENTFLAGS (\(readOnly ? "" : Self.flags))] permanent\r\n"
        answer += "* \(box.mails.count) EXISTS\r\n* 0 RECENT\r\n"
        if let unseen = box.mails.firstIndex(where: { !$0.flags.contains("\\Seen") }) {
            answer += "* OK [UNSEEN \(unseen + 1)] first unseen\r\n"
        }
        answer += "* OK [UIDVALIDITY \(box.validity)] valid\r\n* OK [UIDNEXT \(box.nextUID)] next\r\n"
        try await connection.send(answer)
        return .ok("[\(readOnly ? "READ-ONLY" : "READ-WRITE")] \(command.name) done")
    }

    /// Tells the client what came and, where sequence numbers may shift, what went.
    /// - Returns: false where the mailbox was rebuilt and the session is over.
    private mutating func news(_ connection: inout LineConnection, withExpunges: Bool) async throws -> Bool {
        guard var open = selected else { return true }
        let box = server.state.withLock { $0.boxes[open.name] }
        guard let box, box.validity == open.validity else {
            try await connection.send("* BYE the mailbox was rebuilt\r\n")
            return false
        }
        var answer = ""
        if withExpunges {
            for place in open.uids.indices.reversed() where box.place(of: open.uids[place]) == nil {
                open.uids.remove(at: place)
                answer += "* \(place + 1) EXPUNGE\r\n"
            }
        }
        let fresh = box.mails.map(\.uid).drop { $0 <= open.uids.last ?? 0 }
        if !fresh.isEmpty {
            open.uids += fresh
            answer += "* \(open.uids.count) EXISTS\r\n"
        }
        selected = open
        if !answer.isEmpty { try await connection.send(answer) }
        return true
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
