/// One conversation with a mail client: RFC 5321 with SIZE (1870), 8BITMIME (6152) and PIPELINING (2920).
struct SMTPSession {
    let sink: MailSink
    private var greeting: String?
    private var sender: String?
    private var recipients: [String] = []
    /// A client that only makes mistakes is sent away.
    private var mistakes = 0

    init(sink: MailSink) { self.sink = sink }

    private enum Next { case goOn, hangUp }

    mutating func run(_ connection: inout LineConnection) async throws {
        try await connection.send("220 playground.example ESMTP sink\r\n")
        while true {
            let limits = sink.state.withLock { $0.limits }
            switch try await connection.line(limit: limits.command) {
            case .end: return
            case .tooLong: try await say(500, "line too long", on: connection)
            case .text(let line):
                guard try await handle(line, limits, &connection) == .goOn else { return }
            }
            if mistakes > 50 {
                return try await connection.send("421 too many errors\r\n")
            }
        }
    }

    private mutating func handle(
        _ line: [UInt8], _ limits: MailSink.Limits, _ connection: inout LineConnection
    ) async throws -> Next {
        // A lone CR or LF within a command is how commands are smuggled.
        guard !line.contains(where: { $0 == 13 || $0 == 10 || $0 == 0 }) else {
            try await say(500, "control character in a command", on: connection)
            return .goOn
        }
        let text = String(decoding: line, as: UTF8.self)
        let verb = text.prefix { $0 != " " }.uppercased()
        let rest = text.dropFirst(verb.count).drop { $0 == " " }
        switch verb {
        case "EHLO", "HELO": try await greet(verb, String(rest), limits, connection)
        case "MAIL": try await mail(String(rest), limits, connection)
        case "RCPT": try await recipient(String(rest), limits, connection)
        case "DATA": return try await data(String(rest), limits, &connection)
        case "RSET":
            forget()
            try await say(250, "forgotten", on: connection)
        case "NOOP": try await say(250, "still here", on: connection)
        case "VRFY": try await say(252, "send it and see", on: connection)
        case "QUIT":
            try await say(221, "bye", on: connection)
            return .hangUp
        default: try await say(500, "unknown command", on: connection)
        }
        return .goOn
    }

    private mutating func greet(
        _ verb: String, _ name: String, _ limits: MailSink.Limits, _ connection: LineConnection
    ) async throws {
        guard !name.isEmpty else { return try await say(501, "say who you are", on: connection) }
        greeting = name
        forget()
        guard verb == "EHLO" else { return try await say(250, "playground.example", on: connection) }
        try await pause()
        try await connection.send(
            "250-playground.example\r\n250-PIPELINING\r\n250-SIZE \(limits.mail)\r\n250 8BITMIME\r\n")
    }

    private mutating func mail(_ rest: String, _ limits: MailSink.Limits, _ connection: LineConnection) async throws {
        guard greeting != nil else { return try await say(503, "EHLO first", on: connection) }
        guard sender == nil else { return try await say(503, "one sender at a time", on: connection) }
        guard let (address, parameters) = Self.path(rest, after: "FROM:") else {
            return try await say(501, "MAIL FROM:<address>", on: connection)
        }
        for parameter in parameters {
            let pair = parameter.uppercased().split(separator: "=", maxSplits: 1)
            switch (pair.first.map(String.init) ?? "", pair.dropFirst().first.map(String.init) ?? "") {
            case ("SIZE", let value):
                guard let size = Int(value), size >= 0 else {
                    return try await say(501, "SIZE is a number", on: connection)
                }
                guard size <= limits.mail else { return try await say(552, "mail too large", on: connection) }
            case ("BODY", "7BIT"), ("BODY", "8BITMIME"): break
            default: return try await say(555, "unknown parameter", on: connection)
            }
        }
        guard Self.isPlain(address) else { return try await say(553, "SMTPUTF8 is not offered", on: connection) }
        sender = address
        try await say(250, "sender ok", on: connection)
    }

    private mutating func recipient(
        _ rest: String, _ limits: MailSink.Limits, _ connection: LineConnection
    ) async throws {
        guard sender != nil else { return try await say(503, "MAIL first", on: connection) }
        guard let (address, parameters) = Self.path(rest, after: "TO:"), !address.isEmpty else {
            return try await say(501, "RCPT TO:<address>", on: connection)
        }
        guard parameters.isEmpty else { return try await say(555, "unknown parameter", on: connection) }
        guard recipients.count < limits.recipients else {
            return try await say(452, "too many recipients", on: connection)
        }
        guard Self.isPlain(address) else { return try await say(553, "SMTPUTF8 is not offered", on: connection) }
        if let refusal = sink.state.withLock({ $0.troubles.refusal(of: address) }) {
            return try await say(refusal.code, refusal.text, on: connection)
        }
        recipients.append(address)
        try await say(250, "recipient ok", on: connection)
    }

    private mutating func data(
        _ rest: String, _ limits: MailSink.Limits, _ connection: inout LineConnection
    ) async throws -> Next {
        guard rest.isEmpty else {
            try await say(501, "DATA takes nothing", on: connection)
            return .goOn
        }
        guard let sender, !recipients.isEmpty else {
            try await say(503, "MAIL and RCPT first", on: connection)
            return .goOn
        }
        try await say(354, "end with a dot", on: connection)
        var body: [UInt8] = []
        var refusal: Troubles.Refusal?
        reading: while true {
            switch try await connection.line(limit: limits.textLine) {
            case .end: return .hangUp
            case .tooLong:
                refusal = refusal ?? .init(code: 554, text: "a line is longer than \(limits.textLine) bytes")
            case .text(let line) where line == [UInt8(ascii: ".")]:
                break reading
            case .text(let line):
                guard refusal == nil else { continue }
                body += line.first == UInt8(ascii: ".") ? line[1...] : line[...]
                body += [13, 10]
                if body.count > limits.mail {
                    refusal = .init(code: 552, text: "mail too large")
                    body = []
                }
            }
        }
        let to = recipients
        forget()
        let (trouble, delay) = sink.state.withLock { state in
            let left = !state.troubles.afterDot.isEmpty
            return (left ? state.troubles.afterDot.removeFirst() : nil, state.troubles.delayAfterDot)
        }
        if delay > .zero { try await Task.sleep(for: delay) }
        if let refusal {
            try await say(refusal.code, refusal.text, on: connection)
            return .goOn
        }
        switch trouble {
        case .drop(kept: false): return .hangUp
        case .refuse(let refusal): try await say(refusal.code, refusal.text, on: connection)
        case .drop(kept: true), nil:
            let number = sink.keep(sender: sender, recipients: to, bytes: body, greeting: greeting ?? "")
            guard trouble == nil else { return .hangUp }
            try await say(250, "kept as \(number)", on: connection)
        }
        return .goOn
    }

    private mutating func forget() {
        sender = nil
        recipients = []
    }

    private mutating func say(_ code: Int, _ text: String, on connection: LineConnection) async throws {
        if code >= 500 { mistakes += 1 }
        try await pause()
        try await connection.send("\(code) \(text)\r\n")
    }

    private func pause() async throws {
        let delay = sink.state.withLock { $0.troubles.delay }
        if delay > .zero { try await Task.sleep(for: delay) }
    }

    private static func isPlain(_ address: String) -> Bool { address.utf8.allSatisfy { (33...126).contains($0) } }

    /// `FROM:<address> SIZE=12` taken apart; nil where it is not so.
    private static func path(_ text: String, after word: String) -> (address: String, parameters: [String])? {
        guard text.uppercased().hasPrefix(word) else { return nil }
        let rest = text.dropFirst(word.count).drop { $0 == " " }
        guard rest.first == "<", let end = rest.firstIndex(of: ">") else { return nil }
        let address = rest[rest.index(after: rest.startIndex)..<end]
        guard address.utf8.count <= 320, !address.contains(where: { $0 == " " || $0 == "<" }) else { return nil }
        let after = rest[rest.index(after: end)...]
        guard after.isEmpty || after.first == " " else { return nil }
        return (String(address), after.split(separator: " ").map(String.init))
    }
}
