import Triage

/// Reads what a customer's calendar sent: METHOD:REPLY, METHOD:COUNTER or METHOD:CANCEL, and nothing else. Whatever the bytes are, the
/// answer is a value or nil.
package enum InvitationReader {
    /// In octets; an answer takes one or two thousand.
    package static let sizeLimit = 256 << 10
    private static let lineLimit = 5000
    private static let depthLimit = 6
    private static let longestIdentifier = 200

    /// - Returns: nil where it is no answer to an invitation, was cut off, contradicts itself, or speaks of several
    ///   appointments or for several people: then nobody can say what was answered.
    package static func reply(_ text: String) -> AppointmentReply? {
        guard text.utf8.count <= sizeLimit, let found = Lines(text), let method = found.method else { return nil }
        guard let uid = found.one("UID")?.text, !uid.isEmpty, uid.utf8.count <= longestIdentifier,
            let person = found.one("ATTENDEE"), let attendee = address(person)
        else { return nil }
        var sequence = 0
        if found.has("SEQUENCE") {
            guard let written = found.one("SEQUENCE")?.value, let number = Int32(written), number >= 0 else {
                return nil
            }
            sequence = Int(number)
        }
        let said = person.parameters["PARTSTAT"]?.uppercased()
        guard let participation = said.map(AppointmentReply.Participation.init(rawValue:)) ?? .needsAction else {
            return nil
        }
        return AppointmentReply(
            method: method, uid: uid, sequence: sequence, participation: participation, attendee: attendee,
            proposal: method == .counter ? found.one("DTSTART").flatMap(proposal) : nil)
    }

    /// The lines of the one event.
    private struct Lines {
        private(set) var method: AppointmentReply.Method?
        private var event: [ContentLine] = []

        init?(_ text: String) {
            var open: [String] = []
            var events = 0
            var methods = 0
            var isWhole = false
            let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
            let bytes = Array(text.utf8.starts(with: mark) ? text.utf8.dropFirst(3) : text.utf8[...])
            for (number, bytes) in ContentLine.unfolded(bytes, limit: lineLimit) {
                guard number <= lineLimit else { return nil }
                // A mail's programs leave a blank line at the end.
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
                guard !isWhole else { return nil }
                // What is no line, or one with a name that the standard does not allow, is some program's own.
                guard let line = ContentLine(String(decoding: bytes, as: UTF8.self), line: number, source: "") else {
                    continue
                }
                switch line.name {
                case "BEGIN":
                    let name = line.value.uppercased()
                    guard open.count < depthLimit, open.isEmpty == (name == "VCALENDAR") else { return nil }
                    open.append(name)
                    if open == ["VCALENDAR", "VEVENT"] { events += 1 }
                case "END":
                    guard open.popLast() == line.value.uppercased() else { return nil }
                    isWhole = open.isEmpty
                default:
                    if open == ["VCALENDAR"], line.name == "METHOD" {
                        method = .init(rawValue: line.value.uppercased())
                        methods += 1
                    } else if open == ["VCALENDAR", "VEVENT"] {
                        event.append(line)
                    }
                }
            }
            guard isWhole, events == 1, methods == 1 else { return nil }
        }

        func has(_ name: String) -> Bool { event.contains { $0.name == name } }

        /// Nil also where there are several.
        func one(_ name: String) -> ContentLine? {
            let found = event.filter { $0.name == name }
            return found.count == 1 ? found[0] : nil
        }
    }

    /// `mailto:Ana%2Btest@Quillfone.example`, in small letters.
    private static func address(_ line: ContentLine) -> String? {
        let scheme = "mailto:"
        var written = line.value
        if written.prefix(scheme.count).lowercased() == scheme {
            guard let plain = decoded(written.dropFirst(scheme.count)) else { return nil }
            written = plain
        } else if let email = line.parameters["EMAIL"] {
            // RFC 7986 §6.2: where the value is some directory's name.
            written = email
        } else {
            return nil
        }
        let halves = written.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }), written.utf8.count <= 254,
            written.unicodeScalars.allSatisfy({
                $0.value > 0x20 && !(0x7F...0xA0).contains($0.value) && !$0.properties.isWhitespace
                    && !"<>,;\"".unicodeScalars.contains($0)
            })
        else { return nil }
        return written.lowercased()
    }

    /// Nil where `%` is not followed by two digits, or what comes of it is not UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest.removeFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func proposal(_ line: ContentLine) -> AppointmentReply.Proposal? {
        guard let time = CivilDateOrTime(line.value), let second = time.second else { return nil }
        let reading = WallClock(time.date, second: second)
        if line.value.hasSuffix("Z") { return .instant(Moment(seconds: reading.seconds)) }
        guard let zone = line.parameters["TZID"], !zone.isEmpty, zone.utf8.count <= longestIdentifier else {
            return nil
        }
        return .reading(reading, zone: CalendarZoneName.iana(zone))
    }
}
