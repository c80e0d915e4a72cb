import Triage
import Yams

/// A group of keys of the configuration, and typed ways to ask for each. What is wrong is complained of
/// where it stands, and the asker gets nil; a key that nobody may ask for is complained of at once.
struct SettingsSection {
    let reading: SettingsReading
    /// As it is spoken of: `acd`, `this source`; empty for the file as a whole.
    let name: String
    let spot: SettingsText.Spot
    private var values: [String: Node] = [:]

    /// - Parameters:
    ///   - keys: those that there are, in the order in which they are suggested.
    ///   - stranger: says what to complain of a key that is not among them; nil: the usual words.
    init?(
        _ node: Node, name: String, keys: [String], reading: SettingsReading,
        stranger: (_ key: String) -> (message: String, remedy: String)? = { _ in nil }
    ) {
        self.reading = reading
        self.name = name
        self.spot = reading.spot(of: node)
        guard case .mapping(let mapping) = node else {
            reading.complain(
                at: node, "\(name.isEmpty ? "the file" : name) is a group of keys, and this is \(node.kindInWords)",
                remedy: "write \(keys.prefix(3).map { "`\($0): …`" }.joined(separator: ", "))")
            return nil
        }
        for (keyNode, value) in mapping {
            guard case .scalar(let scalar) = keyNode else {
                reading.complain(at: keyNode, "a key is one word, and this is \(keyNode.kindInWords)")
                continue
            }
            let key = scalar.string
            if key.unicodeScalars.first == SettingsDocument.blot { continue }
            if keys.contains(key) {
                values[key] = value
            } else if let words = stranger(key) {
                reading.complain(at: keyNode, words.message, remedy: words.remedy)
            } else {
                let remedy =
                    NearestName.of(key, among: keys).map { "did you mean `\($0)`?" }
                    ?? "the keys here are \(keys.joined(separator: ", "))"
                reading.complain(
                    at: keyNode, "there is no key `\(key.prefix(60))`\(name.isEmpty ? "" : " in \(name)")",
                    remedy: remedy)
            }
        }
    }

    /// The value of a key, where it has one.
    func node(_ key: String) -> Node? {
        guard let node = values[key], !node.saysNothing else { return nil }
        return node
    }

    /// The same, complained of where it is missing.
    func required(_ key: String, example: String) -> Node? {
        if let node = node(key) { return node }
        let remedy = "add `\(key): \(example)`"
        if let empty = values[key] {
            reading.complain(at: empty, "`\(key)` has no value", remedy: "write `\(key): \(example)`")
        } else {
            reading.complain(at: spot, "\(name.isEmpty ? "the file" : name) lacks `\(key)`", remedy: remedy)
        }
        return nil
    }

    /// Text of one line, trimmed by YAML; never empty, without control characters.
    func text(_ node: Node?, _ key: String, limit: Int = 1000) -> String? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node else {
            reading.complain(at: node, "`\(key)` is text, and this is \(node.kindInWords)")
            return nil
        }
        let text = scalar.string
        guard !text.isEmpty, text.count <= limit else {
            reading.complain(
                at: node, text.isEmpty ? "`\(key)` is empty" : "`\(key)` is longer than \(limit) characters")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            reading.complain(at: node, "`\(key)` contains a control character", remedy: "write it on one line")
            return nil
        }
        guard !text.contains("${") else {
            reading.complain(
                at: node, "`\(key)` cannot be a reference; only passwords, tokens and secrets can",
                remedy: "write the value itself")
            return nil
        }
        return text
    }

    /// A whole number without quotes.
    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let scalar) = node, !scalar.isQuoted, let number = Int(scalar.string),
            scalar.string.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 == 45 })
        else {
            reading.complain(
                at: node, "`\(key)` is a whole number, and this is \(node.kindInWords)",
                remedy: "write a number from \(range.lowerBound) to \(range.upperBound), without quotes")
            return nil
        }
        guard range.contains(number) else {
            reading.complain(
                at: node, "`\(key)` cannot be \(number)",
                remedy: "write a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// One of a few words.
    func choice<T>(_ key: String, _ choices: [(String, T)]) -> T? {
        guard let node = node(key) else { return nil }
        guard let word = text(node, key) else { return nil }
        if let choice = choices.first(where: { $0.0 == word }) { return choice.1 }
        let words = choices.map { $0.0 }
        let list = words.joined(separator: ", ")
        reading.complain(
            at: node, "`\(key)` is \(words.count == 1 ? list : "one of \(list)"), and this is `\(word.prefix(60))`",
            remedy: NearestName.of(word, among: words).map { "did you mean `\($0)`?" } ?? "write one of them")
        return nil
    }

    /// `30s`, `2m`, `1h`, `1d`, `500ms`.
    func duration(_ key: String, in range: ClosedRange<Duration>) -> Duration? {
        guard let node = node(key), let word = text(node, key) else { return nil }
        guard let duration = Duration(words: word) else {
            let digits = word.allSatisfy { $0.isASCII && $0.isNumber }
            // The smallest unit in which it could be meant here.
            let unit = ["s", "m", "h", "d"].first { Duration(words: word + $0).map(range.contains) ?? false }
            reading.complain(
                at: node, "`\(key)` is a time span, and this is `\(word.prefix(60))`",
                remedy: digits
                    ? "add the unit: `\(word)\(unit ?? "m")`" : "write a number and its unit: 30s, 2m, 1h, 1d")
            return nil
        }
        guard range.contains(duration) else {
            reading.complain(
                at: node, "`\(key)` cannot be \(word)",
                remedy: "write a span from \(range.lowerBound.inWords) to \(range.upperBound.inWords)")
            return nil
        }
        return duration
    }

    /// A reference to a secret, followed.
    func secret(_ node: Node?, _ key: String) -> Secret? {
        guard let node else { return nil }
        guard case .scalar(let scalar) = node else {
            reading.complain(
                at: node, "`\(key)` is a reference to a secret, and this is \(node.kindInWords)",
                remedy: "put quotes around it: `\(key): \"${env:NAME}\"`")
            return nil
        }
        switch reading.keeper.find(scalar.string, folder: reading.folder) {
        case .secret(let secret): return secret
        case .absent(let secret, let note):
            reading.complain(.note, at: node, note)
            return secret
        case .refused(let message, let remedy):
            reading.complain(at: node, "`\(key)`: \(message)", remedy: remedy)
            return nil
        }
    }
}
