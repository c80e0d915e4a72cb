/// Conditions in their author's words, for whoever asks why.
extension Expression {
    /// As it may be written in a `when`; long alternatives cut.
    var written: String {
        switch self {
        case .phrase(_, let zone, _), .list(_, let zone, _), .atLeast(_, _, let zone, _), .near(_, _, let zone, _):
            guard zone != .text else { return writtenHere }
            if case .near = self { return "in \(zone.rawValue) (\(writtenHere))" }
            return "in \(zone.rawValue) \(writtenHere)"
        case .all, .any, .none, .rule, .test: return writtenHere
        }
    }

    /// Without the part of the message that it is looked for in.
    var writtenHere: String {
        switch self {
        case .all(let parts): Self.joined(parts, " AND ")
        case .any(let parts): Self.joined(parts, " OR ")
        case .none(let part): "NOT \(part.writtenHere)"
        case .phrase(let text, _, _): "\"\(text)\""
        case .list(let name, _, _): "list:\(name)"
        case .atLeast(let count, let name, _, _): "at least \(count) of list:\(name)"
        case .rule(let name, _): "rule:\(name)"
        case .test(let test, _): test.written
        case .near(let first, let rest, _, _):
            rest.reduce(first.writtenHere) { text, neighbour in
                "\(text) \(neighbour.isOrdered ? "BEFORE" : "NEAR")/\(neighbour.within) \(neighbour.expression.writtenHere)"
            }
        }
    }

    private static func joined(_ parts: [Expression], _ joint: String) -> String {
        let shown = parts.prefix(4).map(\.writtenHere).joined(separator: joint)
        return parts.count > 4 ? "(\(shown)\(joint)…)" : "(\(shown))"
    }
}

extension Zone {
    /// What is said of this part of a message begins so.
    var has: String {
        switch self {
        case .text: "it has"
        case .url: "its links have"
        case .name: "its author's name has"
        case .quoted: "its quotation has"
        }
    }
}
