import Triage

/// The files of one text, read: what smsd wrote in any of its formats (`inboxformat` detail, unicode and
/// standard; 8-bit messages are raw).
struct GammuText {
    enum Content: Hashable {
        case words(String, notes: [String], time: Moment?)
        /// Word of what became of a text that we sent.
        case deliveryReport
        case unreadable(String)
    }

    /// - Parameter files: the parts in their order, with their names.
    static func read(_ files: [(name: GammuName, bytes: [UInt8])]) -> Content {
        var units: [UInt16] = []
        var notes: [String] = []
        var time: Moment?
        for (name, bytes) in files {
            // A sender could write a text that looks like the detailed format: it must at least agree with
            // the name, which is smsd's own.
            if let backup = GammuBackup(bytes), backup.parts.allSatisfy({ $0.number == name.sender }) {
                let parts = backup.ordered
                if parts.allSatisfy({ $0.pdu == "status_report" }) { return .deliveryReport }
                if parts.allSatisfy({ $0.coding == "8bit" }) { return .unreadable("it is a binary message, not text") }
                units += parts.flatMap(\.units)
                time = time ?? parts.compactMap(\.time).first
                if !backup.missing.isEmpty {
                    notes.append(
                        "parts of this text are missing: \(backup.missing.map(String.init).joined(separator: ", "))")
                }
            } else if name.kind == "bin" {
                return .unreadable("it is a binary message, not text")
            } else {
                units += plain(bytes, &notes)
            }
        }
        // Joined before they are decoded, since a part may end within a character.
        return .words(String(decoding: units, as: UTF16.self), notes: notes, time: time)
    }

    private static func plain(_ bytes: [UInt8], _ notes: inout [String]) -> [UInt16] {
        if bytes.starts(with: [0xFE, 0xFF]) { return units(bytes) { UInt16($0) << 8 | UInt16($1) } }
        if bytes.starts(with: [0xFF, 0xFE]) { return units(bytes) { UInt16($1) << 8 | UInt16($0) } }
        let text = bytes.prefix { $0 != 0 }
        if let valid = String(validating: text, as: UTF8.self) { return Array(valid.utf16) }
        notes.append("the characters are in no encoding that the file names; read as Latin-1")
        return text.map(UInt16.init)
    }

    /// smsd writes more than the text has where it has characters beyond ASCII; a zero ends the text.
    private static func units(_ bytes: [UInt8], _ join: (UInt8, UInt8) -> UInt16) -> [UInt16] {
        var units: [UInt16] = []
        var at = 2
        while at + 1 < bytes.count {
            let unit = join(bytes[at], bytes[at + 1])
            if unit == 0 { break }
            units.append(unit)
            at += 2
        }
        return units
    }
}
