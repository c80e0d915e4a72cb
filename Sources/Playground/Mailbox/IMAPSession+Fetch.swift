extension IMAPSession {
    /// One thing asked of each mail.
    enum FetchItem: Equatable {
        case uid, flags, size, date
        /// `label` is what the answer calls it: `BODY[HEADER]`, `RFC822`.
        case part(Part, label: String, peek: Bool, window: Window?)

        enum Part: Equatable {
            case all, header, text
            case fields([String], wanted: Bool)
        }

        struct Window: Equatable {
            var start: Int
            var length: Int
        }
    }

    func fetch(_ command: IMAPCommand, _ selected: Selected, _ connection: LineConnection) async throws -> Outcome {
        let byUID = command.name == "UID FETCH"
        guard command.arguments.count == 2, let set = command.arguments[0].text.flatMap(NumberSet.init) else {
            return .bad("FETCH numbers items")
        }
        guard var items = Self.items(command.arguments[1]) else { return .bad("cannot fetch that") }
        if byUID && !items.contains(.uid) { items.insert(.uid, at: 0) }
        let marks = items.contains { if case .part(_, _, peek: false, _) = $0 { true } else { false } }
        let highest = byUID ? selected.uids.last ?? 0 : UInt32(selected.uids.count)
        for (place, uid) in selected.uids.enumerated() {
            guard set.contains(byUID ? uid : UInt32(place) + 1, highest: highest) else { continue }
            let found: (mail: MailboxServer.Mail, marked: Bool)? = server.state.withLock { state in
                guard let at = state.boxes[selected.name]?.place(of: uid),
                    state.boxes[selected.name]?.validity == selected.validity
                else { return nil }
                let marked =
                    marks && !selected.readOnly
                    && state.boxes[selected.name]?.mails[at].flags.insert("\\Seen").inserted == true
                return state.boxes[selected.name].map { ($0.mails[at], marked) }
            }
            // What another client removed meanwhile is left out.
            guard let (mail, marked) = found else { continue }
            let all = marked && !items.contains(.flags) ? items + [.flags] : items
            try await connection.send(Self.answer(number: place + 1, mail, all))
        }
        return .ok("fetched")
    }

    private static func answer(number: Int, _ mail: MailboxServer.Mail, _ items: [FetchItem]) -> [UInt8] {
        var out = Array("* \(number) FETCH (".utf8)
        for (index, item) in items.enumerated() {
            if index > 0 { out.append(UInt8(ascii: " ")) }
            switch item {
            case .uid: out += Array("UID \(mail.uid)".utf8)
            case .flags: out += Array("FLAGS (\(mail.flags.sorted().joined(separator: " ")))".utf8)
            case .size: out += Array("RFC822.SIZE \(mail.bytes.count)".utf8)
            case .date: out += Array("INTERNALDATE \"\(VendorDate(mail.arrivedAt).imap)\"".utf8)
            case .part(let part, let label, _, let window):
                var bytes = cut(part, of: mail.bytes)
                var name = label
                if let window {
                    bytes = bytes.dropFirst(window.start).prefix(window.length)
                    name += "<\(window.start)>"
                }
                out += Array("\(name) {\(bytes.count)}\r\n".utf8)
                out += bytes
            }
        }
        return out + Array(")\r\n".utf8)
    }

    private static func cut(_ part: FetchItem.Part, of bytes: [UInt8]) -> ArraySlice<UInt8> {
        switch part {
        case .all: return bytes[...]
        case .header: return MailParts(bytes).header
        case .text: return MailParts(bytes).body
        case .fields(let names, let wanted):
            let chosen = MailParts(bytes).raw.filter { field in
                let name = String(decoding: field.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
                return names.contains(name.uppercased()) == wanted
            }
            return ArraySlice(chosen.flatMap { $0 } + [13, 10])
        }
    }

    static func items(_ token: IMAPCommand.Token) -> [FetchItem]? {
        let names: [IMAPCommand.Token] = if case .list(let inside) = token { inside } else { [token] }
        var items: [FetchItem] = []
        for name in names {
            guard case .atom(let text) = name, let more = item(text), items.count < 64 else { return nil }
            items += more
        }
        return items.isEmpty ? nil : items
    }

    private static func item(_ text: String) -> [FetchItem]? {
        switch text.uppercased() {
        case "UID": [.uid]
        case "FLAGS": [.flags]
        case "RFC822.SIZE": [.size]
        case "INTERNALDATE": [.date]
        case "FAST": [.flags, .date, .size]
        case "RFC822": [.part(.all, label: "RFC822", peek: false, window: nil)]
        case "RFC822.HEADER": [.part(.header, label: "RFC822.HEADER", peek: true, window: nil)]
        case "RFC822.TEXT": [.part(.text, label: "RFC822.TEXT", peek: false, window: nil)]
        default: section(text).map { [$0] }
        }
    }

    /// `BODY[]`, `BODY.PEEK[HEADER.FIELDS (To)]<0.100>` and their like.
    private static func section(_ text: String) -> FetchItem? {
        guard let open = text.firstIndex(of: "["), let close = text.lastIndex(of: "]"), open < close else { return nil }
        let verb = text[..<open].uppercased()
        guard verb == "BODY" || verb == "BODY.PEEK" else { return nil }
        let inside = text[text.index(after: open)..<close].uppercased()
        let part: FetchItem.Part
        switch inside {
        case "": part = .all
        case "HEADER": part = .header
        case "TEXT": part = .text
        default:
            guard let list = inside.firstIndex(of: "("), inside.last == ")" else { return nil }
            let kind = inside[..<list].filter { $0 != " " }
            guard kind == "HEADER.FIELDS" || kind == "HEADER.FIELDS.NOT" else { return nil }
            let names = inside[list...].dropFirst().dropLast().split(separator: " ")
            part = .fields(names.map { $0.filter { $0 != "\"" } }, wanted: kind == "HEADER.FIELDS")
        }
        let after = text[text.index(after: close)...]
        var window: FetchItem.Window?
        if !after.isEmpty {
            let numbers = after.dropFirst().dropLast().split(separator: ".", omittingEmptySubsequences: false)
            guard after.first == "<", after.last == ">", numbers.count == 2, let start = Int(numbers[0]),
                let length = Int(numbers[1]), start >= 0, length > 0
            else { return nil }
            window = .init(start: start, length: length)
        }
        return .part(part, label: "BODY[\(inside)]", peek: verb == "BODY.PEEK", window: window)
    }
}
