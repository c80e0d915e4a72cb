/// One phrase as an author wrote it, taken apart into the words that are compared.
struct Phrase {
    struct Word {
        var bytes: [UInt8]
        var manner: Vocabulary.Manner
        /// For an exact word: its folded spelling.
        var folded: [UInt8] = []
    }

    enum Flaw: Error, Equatable {
        case nothingLeft
        case link
        case starLeads
        case starInside
        case starTooShort
        case maskTooLong
        case wordTooLong
        case tooManyWords
        case placeholder(String)
        case doubleSign
    }

    var words: [Word]
    private let zone: Zone

    static let longestPhrase = 24

    /// As it may be written again.
    var written: String {
        let isExact = words.contains { $0.manner == .exact }
        let parts = words.map { word in
            String(decoding: word.bytes, as: UTF8.self) + (word.manner == .prefix ? "*" : "")
        }
        return (isExact ? "=" : "") + parts.joined(separator: " ")
    }

    /// - Parameters:
    ///   - foldingAccents: a list may say `accents fold`.
    ///   - zone: where it is looked for; in addresses, signs join words.
    init(
        _ written: String, foldingAccents: Bool = false, zone: Zone = .text, reading: inout Reading
    ) throws(Flaw) {
        self.zone = zone
        var text = Substring(written)
        var isExact = false
        if text.first == "=", text.count > 1 {
            isExact = true
            text = text.dropFirst()
            if text.first == "=" { throw .doubleSign }
        }
        words = []
        while let open = text.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = text.utf8[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            let name = text[text.utf8.index(after: open)..<close]
            guard !name.isEmpty, name.utf8.allSatisfy({ ByteTable.lower[Int($0)] > 0x39 }) else { break }
            guard let placeholder = Placeholder(name: name) else { throw .placeholder(String(name)) }
            try append(text[..<open], isExact, foldingAccents, &reading)
            words.append(Word(bytes: Array(placeholder.written.utf8), manner: .placeholder))
            text = text[text.utf8.index(after: close)...]
        }
        try append(text, isExact, foldingAccents, &reading)
        if words.isEmpty { throw .nothingLeft }
        if words.count > Self.longestPhrase { throw .tooManyWords }
    }

    /// Read in a text it would be one link.
    static func isLink(_ text: String, _ reading: inout Reading) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "/")) || text.utf8.contains(UInt8(ascii: ".")) else { return false }
        do {
            _ = try Phrase(text, reading: &reading)
            return false
        } catch {
            return error == .link
        }
    }

    /// Words without a placeholder among them.
    private mutating func append(
        _ text: Substring, _ isExact: Bool, _ foldingAccents: Bool, _ reading: inout Reading
    ) throws(Flaw) {
        guard !text.isEmpty else { return }
        if !text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) {
            try append(String(text), isExact, foldingAccents, &reading)
            return
        }
        for chunk in text.split(whereSeparator: \.isWhitespace) {
            try append(chunk: chunk, isExact, foldingAccents, &reading)
        }
    }

    private mutating func append(
        chunk: Substring, _ isExact: Bool, _ foldingAccents: Bool, _ reading: inout Reading
    ) throws(Flaw) {
        let stars = chunk.filter { $0 == "*" }.count
        if stars > 0, chunk.contains(where: { $0.isLetter || $0.isNumber }) {
            guard stars == 1, chunk.last == "*" else { throw chunk.first == "*" ? .starLeads : .starInside }
            let stem = chunk.dropLast()
            let before = words.count
            try append(String(stem), isExact, foldingAccents, &reading)
            guard words.count > before, let last = words.last else { throw .starTooShort }
            let letters = String(decoding: last.bytes, as: UTF8.self).unicodeScalars.count
            guard letters >= 4, last.bytes.count < 256, last.manner == .folded else { throw .starTooShort }
            words[words.count - 1].manner = .prefix
            return
        }
        let hasDigit = chunk.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
        if hasDigit, chunk.contains("?") {
            var bytes: [UInt8] = []
            for byte in chunk.utf8 {
                let letter = ByteTable.lower[Int(byte)]
                if letter != 0 { bytes.append(letter) } else if byte == UInt8(ascii: "?") { bytes.append(byte) }
            }
            guard bytes.count <= 64 else { throw .maskTooLong }
            words.append(Word(bytes: bytes, manner: .mask))
            return
        }
        try append(String(chunk), isExact, foldingAccents, &reading)
    }

    private mutating func append(
        _ text: String, _ isExact: Bool, _ foldingAccents: Bool, _ reading: inout Reading
    ) throws(Flaw) {
        var original = Array(text.utf8)
        zone.readable(&original)
        original.withUnsafeBufferPointer { reading.read($0) }
        var next = 0
        var compound = 0
        while next < reading.tokens.count {
            let token = reading.tokens[next]
            if token.traits.contains(.link) { throw .link }
            if token.traits.contains(.endless) { throw .wordTooLong }
            if token.traits.contains(.compound), compound < reading.compounds.count {
                let whole = reading.compounds[compound]
                compound += 1
                if whole.length > WordFolding.longestWord { throw .wordTooLong }
                words.append(Word(bytes: reading.bytes(whole.fold, whole.length), manner: .folded))
                next += Int(whole.count)
                continue
            }
            var bytes = reading.bytes(token.fold, token.length)
            if token.traits.contains(.elongated), !isExact { bytes = Elongation.settled(bytes) }
            if isExact, !token.traits.contains(.handle), !token.traits.contains(.face) {
                let spelled = original.withUnsafeBufferPointer {
                    ExactSpelling.of($0, Int(token.start), Int(token.end))
                }
                words.append(Word(bytes: spelled, manner: .exact, folded: bytes))
            } else if foldingAccents {
                let bare = bytes.withUnsafeBufferPointer { WordFolding.withoutAccents($0) }
                words.append(Word(bytes: bare, manner: .bare))
            } else {
                words.append(Word(bytes: bytes, manner: .folded))
            }
            next += 1
        }
    }
}

extension Reading {
    func bytes(_ fold: UInt32, _ length: UInt32) -> [UInt8] {
        Array(UnsafeBufferPointer(start: folded.base + Int(fold), count: Int(length)))
    }
}
