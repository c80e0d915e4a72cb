import Letters
import Triage

/// Telephone numbers as those see them who may look and not ring: `+44 … 172`. It is done where pages and answers are
/// written, so that no title, name or note has to think of it.
enum MaskedNumbers {
    /// Every number in E.164 that stands in a text: a plus, and seven digits or more.
    static func masked(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "+")) else { return text }
        var bytes: [UInt8] = []
        let given = Array(text.utf8)
        var place = 0
        while place < given.count {
            var end = place + 1
            if given[place] == UInt8(ascii: "+") {
                while end < given.count, (48...57).contains(given[end]) { end += 1 }
            }
            if end - place > 7 {
                bytes += masked(number: String(decoding: given[place..<end], as: UTF8.self)).utf8
            } else {
                bytes += given[place..<end]
            }
            place = end
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func masked(number: String) -> String {
        guard number.utf8.count <= 16, let country = CallingCode.of(number) else { return "…" }
        return number.count - country.count < 7 ? "\(country) …" : "\(country) … \(number.suffix(3))"
    }

    static func masked(_ facts: Facts) -> Facts { facts.mapValues(masked) }

    private static func masked(_ fact: Fact) -> Fact {
        switch fact {
        case .text(let text): .text(masked(text))
        case .list(let list): .list(list.map(masked))
        case .group(let facts): .group(masked(facts))
        case .markup(let markup): .markup(Markup(trusted: masked(markup.text)))
        case .number, .flag: fact
        }
    }

    static func masked(_ json: JSON) -> JSON {
        switch json {
        case .text(let text): .text(masked(text))
        case .list(let list): .list(list.map(masked))
        case .object(let pairs): .object(pairs.map { ($0.0, masked($0.1)) })
        case .null, .bool, .integer, .number: json
        }
    }
}
