import Triage

/// What gammu-smsd writes with `inboxformat = detail`: an INI file with a section `[SMSBackupNNN]` for each
/// part of a text, the words in hexadecimal UTF-16 under `Text00`, `Text01` ….
/// <https://docs.gammu.org/formats/smsbackup.html>
struct GammuBackup: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        var number = ""
        var pdu = ""
        var coding = ""
        /// UTF-16 code units, or for 8-bit coding nothing.
        var units: [UInt16] = []
        /// Of a text in several parts: which text, how many parts, which of them (from 1).
        var place: (reference: Int, count: Int, number: Int)?
        /// Only where the file says that it is in UTC.
        var time: Moment?
        fileprivate var lines: [Int: [UInt8]] = [:]

        static func == (a: Part, b: Part) -> Bool { a.units == b.units && a.number == b.number }
        func hash(into hasher: inout Hasher) { hasher.combine(units) }
    }

    private(set) var parts: [Part] = []

    /// More sections than a text can have parts.
    private static let partLimit = 255

    /// Nil for a file that has no such section. Lines that make no sense are passed over.
    init?(_ bytes: [UInt8]) {
        // Comments hold the sender's words, so lines end at a line feed and nowhere else.
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let first = line.first(where: { $0 > 0x20 }) else { continue }
            if first == UInt8(ascii: ";") || first == UInt8(ascii: "#") { continue }
            let text = String(decoding: line, as: UTF8.self).trimmed
            if first == UInt8(ascii: "[") {
                guard text.lowercased().hasPrefix("[smsbackup"), parts.count < Self.partLimit else { return nil }
                parts.append(Part())
                continue
            }
            guard !parts.isEmpty, let equals = text.firstIndex(of: "=") else { continue }
            parts[parts.count - 1].take(
                text[..<equals].trimmed.lowercased(), text[text.index(after: equals)...].trimmed)
        }
        guard !parts.isEmpty else { return nil }
        for index in parts.indices { parts[index].finish() }
    }

    /// In the order of the text, each part once; as they stand where they do not say.
    var ordered: [Part] {
        let places = parts.compactMap(\.place)
        guard places.count == parts.count, Set(places.map(\.reference)).count == 1 else { return parts }
        var seen: Set<Int> = []
        return parts.sorted { $0.place?.number ?? 0 < $1.place?.number ?? 0 }
            .filter { seen.insert($0.place?.number ?? 0).inserted }
    }

    /// Numbers of the parts that the file does not hold.
    var missing: [Int] {
        guard let count = parts.compactMap(\.place).map(\.count).max(), count > 1 else { return [] }
        let held = Set(parts.compactMap { $0.place?.number })
        return (1...count).filter { !held.contains($0) }
    }
}

extension GammuBackup.Part {
    fileprivate mutating func take(_ key: String, _ value: String) {
        switch key {
        case "numberunicode": number = String(decoding: Self.units(Self.hex(value)), as: UTF16.self)
        case "number" where number.isEmpty: number = value.filter { $0 != "\"" }
        case "pdu": pdu = value.lowercased()
        case "coding": coding = value.lowercased()
        case "udh": place = Self.place(Self.hex(value))
        case "datetime":
            guard value.hasSuffix("Z"), value.utf8.count == 16 else { return }
            let digits = value.dropLast().split(separator: "T")
            if digits.count == 2 { time = Moment(compactDate: String(digits[0]), time: String(digits[1])) }
        default:
            guard key.hasPrefix("text"), let line = Int(key.dropFirst(4)), (0..<100).contains(line) else { return }
            lines[line] = Self.hex(value)
        }
    }

    fileprivate mutating func finish() {
        let bytes = lines.sorted { $0.key < $1.key }.flatMap(\.value)
        lines = [:]
        if coding != "8bit" { units = Self.units(bytes) }
    }

    /// Up to the first character that is no digit.
    private static func hex(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var high: UInt8?
        for byte in text.utf8 {
            guard let digit = Hex.digit(byte) else { break }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }

    private static func units(_ bytes: [UInt8]) -> [UInt16] {
        stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    }

    /// From a user data header (3GPP TS 23.040 §9.2.3.24): the elements 00 and 08 say which part this is.
    private static func place(_ header: [UInt8]) -> (reference: Int, count: Int, number: Int)? {
        var at = 1
        while at + 1 < header.count {
            let (element, length) = (header[at], Int(header[at + 1]))
            let data = header[min(at + 2, header.count)..<min(at + 2 + length, header.count)]
            if element == 0, data.count == 3 {
                return (Int(data[data.startIndex]), Int(data[data.startIndex + 1]), Int(data[data.startIndex + 2]))
            }
            if element == 8, data.count == 4 {
                let reference = Int(data[data.startIndex]) << 8 | Int(data[data.startIndex + 1])
                return (reference, Int(data[data.startIndex + 2]), Int(data[data.startIndex + 3]))
            }
            at += 2 + length
        }
        return nil
    }
}
