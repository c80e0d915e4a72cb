import Triage

/// Cursors as one column: a line a lane, fields apart by tabs, `%`, tab and line break as `%25`, `%09` and
/// `%0A`. Thousands are read at each renewal of the leases, which is why it is not JSON.
///
/// ```
/// ids⇥#quillfone⇥113⇥140⇥120        high, and the walk's top and below where one is under way
/// uids⇥INBOX⇥1700000000⇥812
/// ```
package enum StoredCursors {
    package static func text(_ cursors: Cursors) -> String {
        var lines: [String] = []
        for (lane, cursor) in cursors.sorted(by: { $0.key < $1.key }) {
            let fields: [String] =
                switch cursor {
                case .none: ["none", lane]
                case .ids(let high, nil): ["ids", lane, high]
                case .ids(let high, let walk?): ["ids", lane, high, walk.top, walk.below]
                case .token(let token): ["token", lane, token]
                case .time(let time, let overlap): ["time", lane, "\(time.microseconds)", "\(overlap)"]
                case .uids(let validity, let last): ["uids", lane, "\(validity)", "\(last)"]
                case .names(let names): ["names", lane] + names
                }
            lines.append(fields.map(escaped).joined(separator: "\t"))
        }
        return lines.joined(separator: "\n")
    }

    /// - Throws: a fault for what this program cannot have written: to start a source anew in silence would
    ///   lose what came since.
    package static func cursors(_ text: String) throws -> Cursors {
        var cursors: Cursors = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(plain)
            guard fields.count >= 2, let cursor = cursor(fields) else {
                throw StorageError.fault("a stored cursor cannot be read: \(String(describing: Substring(line)))")
            }
            cursors[fields[1]] = cursor
        }
        return cursors
    }

    private static func cursor(_ fields: [String]) -> Cursor? {
        switch (fields[0], fields.count) {
        case ("none", 2): return Cursor.none
        case ("ids", 3): return .ids(high: fields[2], walk: nil)
        case ("ids", 5): return .ids(high: fields[2], walk: .init(top: fields[3], below: fields[4]))
        case ("token", 3): return .token(fields[2])
        case ("time", 4):
            guard let time = Int64(fields[2]), let overlap = Int(fields[3]) else { return nil }
            return .time(Moment(microseconds: time), overlap: overlap)
        case ("uids", 4):
            guard let validity = UInt32(fields[2]), let last = UInt32(fields[3]) else { return nil }
            return .uids(validity: validity, last: last)
        case ("names", _): return .names(Array(fields[2...]))
        default: return nil
        }
    }

    private static func escaped(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 0x25 || $0 == 9 || $0 == 10 }) else { return field }
        var bytes: [UInt8] = []
        for byte in field.utf8 {
            switch byte {
            case 0x25: bytes += "%25".utf8
            case 9: bytes += "%09".utf8
            case 10: bytes += "%0A".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func plain(_ field: Substring.UTF8View) -> String {
        guard field.contains(0x25) else { return String(Substring(field)) }
        var bytes: [UInt8] = []
        var rest = field[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            let code = (rest.popFirst(), rest.popFirst())
            switch code {
            case (UInt8(ascii: "0"), UInt8(ascii: "9")): bytes.append(9)
            case (UInt8(ascii: "0"), UInt8(ascii: "A")): bytes.append(10)
            default: bytes.append(0x25)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
