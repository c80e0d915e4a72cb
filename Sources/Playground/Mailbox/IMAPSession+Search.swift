import Foundation

/// What a client looks for.
indirect enum SearchKey: Sendable {
    case all
    case numbers(NumberSet)
    case uids(NumberSet)
    case header(name: String, part: String)
    case flag(String, set: Bool)
    /// By the day of arrival, UTC.
    case arrived(from: Date?, before: Date?)
    case not(SearchKey)
    case or(SearchKey, SearchKey)
    case every([SearchKey])

    /// Nil where the client asked for something else.
    init?(_ tokens: [IMAPCommand.Token]) {
        var rest = tokens[...]
        var keys: [SearchKey] = []
        while !rest.isEmpty {
            guard let key = Self.take(&rest, depth: 0), keys.count < 100 else { return nil }
            keys.append(key)
        }
        guard !keys.isEmpty else { return nil }
        self = .every(keys)
    }

    private static func take(_ rest: inout ArraySlice<IMAPCommand.Token>, depth: Int) -> SearchKey? {
        guard depth < 20, let token = rest.popFirst() else { return nil }
        if case .list(let inside) = token { return SearchKey(inside) }
        guard case .atom(let word) = token else { return nil }
        switch word.uppercased() {
        case "ALL": return .all
        case "UID": return rest.popFirst()?.text.flatMap(NumberSet.init).map { .uids($0) }
        case "HEADER":
            guard let name = rest.popFirst()?.text, let part = rest.popFirst()?.text else { return nil }
            return .header(name: name, part: part)
        case "SUBJECT", "FROM", "TO":
            return rest.popFirst()?.text.map { .header(name: word, part: $0) }
        case "SEEN": return .flag("\\Seen", set: true)
        case "UNSEEN": return .flag("\\Seen", set: false)
        case "SINCE": return day(rest.popFirst()).map { .arrived(from: $0, before: nil) }
        case "BEFORE": return day(rest.popFirst()).map { .arrived(from: nil, before: $0) }
        case "ON":
            return day(rest.popFirst()).map { .arrived(from: $0, before: $0.addingTimeInterval(86_400)) }
        case "NOT": return take(&rest, depth: depth + 1).map { .not($0) }
        case "OR":
            guard let one = take(&rest, depth: depth + 1), let other = take(&rest, depth: depth + 1) else {
                return nil
            }
            return .or(one, other)
        default: return NumberSet(word).map { .numbers($0) }
        }
    }

    /// `22-Nov-2026`.
    private static func day(_ token: IMAPCommand.Token?) -> Date? {
        guard let parts = token?.text?.split(separator: "-"), parts.count == 3, let day = Int(parts[0]),
            let month = VendorDate.month(named: String(parts[1])), let year = Int(parts[2])
        else { return nil }
        return VendorDate.midnight(year: year, month: month, day: day)
    }

    func fits(_ mail: MailboxServer.Mail, number: UInt32, count: UInt32, highestUID: UInt32) -> Bool {
        let again = { (key: SearchKey) in key.fits(mail, number: number, count: count, highestUID: highestUID) }
        switch self {
        case .all: return true
        case .numbers(let set): return set.contains(number, highest: count)
        case .uids(let set): return set.contains(mail.uid, highest: highestUID)
        case .header(let name, let part):
            return MailParts(mail.bytes).fields.contains { field in
                field.name.lowercased() == name.lowercased()
                    && (part.isEmpty || field.value.lowercased().contains(part.lowercased()))
            }
        case .flag(let flag, let set): return mail.flags.contains(flag) == set
        case .arrived(let from, let before):
            return (from.map { mail.arrivedAt >= $0 } ?? true) && (before.map { mail.arrivedAt < $0 } ?? true)
        case .not(let key): return !again(key)
        case .or(let one, let other): return again(one) || again(other)
        case .every(let keys): return keys.allSatisfy(again)
        }
    }
}

extension IMAPSession {
    func search(_ command: IMAPCommand, _ selected: Selected, _ connection: LineConnection) async throws -> Outcome {
        var tokens = command.arguments
        if case .atom(let first)? = tokens.first, first.uppercased() == "CHARSET" {
            guard tokens.count > 2, ["UTF-8", "US-ASCII"].contains(tokens[1].text?.uppercased()) else {
                return .no("[BADCHARSET (UTF-8 US-ASCII)] unknown character set")
            }
            tokens.removeFirst(2)
        }
        guard let key = SearchKey(tokens) else { return .bad("cannot search for that") }
        guard let box = server.state.withLock({ $0.boxes[selected.name] }), box.validity == selected.validity else {
            return .no("the mailbox was rebuilt")
        }
        var found: [String] = []
        for (place, uid) in selected.uids.enumerated() {
            guard let at = box.place(of: uid) else { continue }
            let number = UInt32(place) + 1
            let fits = key.fits(
                box.mails[at], number: number, count: UInt32(selected.uids.count),
                highestUID: selected.uids.last ?? 0)
            if fits { found.append(command.name == "UID SEARCH" ? String(uid) : String(number)) }
        }
        try await connection.send("* SEARCH\(found.map { " " + $0 }.joined())\r\n")
        return .ok("searched")
    }
}
