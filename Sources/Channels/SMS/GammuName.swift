import Triage

/// The name that gammu-smsd gives to a received text: `IN20261122_034107_00_+12025550111_01.txt`, that is
/// date, time, a number for texts of one second, the sender and the part of a longer text.
///
/// Date and time are the message centre's, by its own clock and zone, which the name does not tell; parts
/// of one text have times of their own. <https://docs.gammu.org/smsd/files.html>
struct GammuName: Hashable, Sendable {
    let text: String
    /// As if in UTC.
    let stamp: Moment
    let serial: Int
    let sender: String
    let part: Int
    /// `txt`, `bin` or `smsbackup`; the detailed format comes as `txt` and `bin` too.
    let kind: String

    /// Nil for any other name.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 255, text.hasPrefix("IN"), let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else {
            return nil
        }
        let kind = String(decoding: bytes[(dot + 1)...], as: UTF8.self)
        let fields = bytes[2..<dot].split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
        guard ["txt", "bin", "smsbackup"].contains(kind), fields.count >= 5,
            let date = Self.digits(fields[0], 8), let time = Self.digits(fields[1], 6),
            let serial = Self.digits(fields[2], 2).flatMap({ Int($0) }),
            let part = Self.digits(fields[fields.count - 1], 2).flatMap({ Int($0) }),
            let stamp = Moment(compactDate: date, time: time)
        else { return nil }
        self.text = text
        self.stamp = stamp
        self.serial = serial
        self.part = part
        self.kind = kind
        // A sender's name may have the separator in it.
        self.sender = fields[3..<fields.count - 1].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "_")
    }

    private static func digits(_ field: ArraySlice<UInt8>, _ width: Int) -> String? {
        guard field.count == width, field.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return String(decoding: field, as: UTF8.self)
    }
}

extension Moment {
    /// From `20261122` and `034107`, as UTC.
    init?(compactDate date: String, time: String) {
        let d = Array(date), t = Array(time)
        guard d.count == 8, t.count == 6 else { return nil }
        self.init(
            rfc3339: "\(String(d[0..<4]))-\(String(d[4..<6]))-\(String(d[6..<8]))"
                + "T\(String(t[0..<2])):\(String(t[2..<4])):\(String(t[4..<6]))Z")
    }
}
