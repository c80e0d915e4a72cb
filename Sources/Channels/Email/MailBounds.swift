/// Makes a mail safe to parse: whatever a stranger wrote, GMime is then given a bounded number of headers
/// and parts. What goes is noted.
///
/// GMime has no such bounds of its own but one (1,024 levels), and spends some 300 bytes on every header
/// and 3 kB on every part: 25 MB of `A:` lines or of empty parts would take gigabytes.
struct MailBounds {
    /// RFC 5322 sets none; Dovecot, Exim and Postfix refuse or cut between 100 kB and 1 MB.
    static let headerBytes = 256 << 10
    static let fieldBytes = 64 << 10
    static let contentFieldBytes = 8 << 10
    /// Fields of one header.
    static let headerFields = 2000
    /// Lines that begin with `--`, which may be boundaries.
    static let boundaryLines = 10_000

    /// The mail to parse.
    private(set) var bytes: [UInt8] = []
    /// Where its body begins.
    private(set) var bodyStart = 0
    /// Whether any line of the head was `Name: …`.
    private(set) var hasHeaders = false
    private(set) var notes: [String] = []

    init(_ raw: [UInt8]) {
        bytes.reserveCapacity(raw.count + 256)
        raw.withUnsafeBufferPointer { buffer in
            let start = head(buffer)
            bodyStart = bytes.count
            body(UnsafeBufferPointer(rebasing: buffer[start...]))
        }
    }

    /// Takes the header's fields one by one. A field beyond its bound is cut at a line's end, what is no
    /// field is left out, and fields beyond the whole bound are left out.
    private mutating func head(_ raw: UnsafeBufferPointer<UInt8>) -> Int {
        var at = 0
        // An mbox line, or empty lines, in front of the header.
        while at < raw.count {
            let line = raw.line(at)
            guard line.isBlank || (line.starts("From ") || line.starts(">From ")) else { break }
            at = line.next
        }
        var fieldStart = bytes.count
        var fieldLimit = Self.fieldBytes
        var keeping = false
        var fields = 0
        var nuls = false
        var dropped = false
        var cut = false
        while at < raw.count {
            let line = raw.line(at)
            if line.isBlank {
                at = line.next
                break
            }
            let continues = raw[at] == 0x20 || raw[at] == 0x09
            if !continues {
                guard line.hasFieldName else {
                    // A line that is neither a field nor a continuation: a body without its empty line, when
                    // it stands for more than one line and fields came before; else a line to leave out.
                    if hasHeaders, !raw.looksLikeHeader(line.next) { break }
                    dropped = true
                    keeping = false
                    at = line.next
                    continue
                }
                hasHeaders = true
                fieldStart = bytes.count
                fieldLimit = line.starts("content-") ? Self.contentFieldBytes : Self.fieldBytes
                keeping = bytes.count < Self.headerBytes && fields < Self.headerFields
                dropped = dropped || !keeping
            }
            if keeping {
                let room = min(fieldLimit - (bytes.count - fieldStart), Self.headerBytes - bytes.count)
                let length = line.end - at
                let isTooLong = length > room
                cut = cut || isTooLong
                // A field's first line is cut where it must be, a further one left out.
                if !(continues && isTooLong) {
                    if !continues { fields += 1 }
                    for byte in raw[at..<min(line.end, at + max(room, 0))] {
                        if byte == 0 {
                            nuls = true
                        } else {
                            bytes.append(byte)
                        }
                    }
                    bytes += [0x0D, 0x0A]
                }
            }
            at = line.next
        }
        bytes += [0x0D, 0x0A]
        if nuls { notes.append("NUL bytes in the header were left out") }
        if cut { notes.append("a header was longer than \(Self.fieldBytes / 1024) kB and was cut") }
        if dropped { notes.append("part of the header could not be used") }
        return at
    }

    private mutating func body(_ raw: UnsafeBufferPointer<UInt8>) {
        var at = 0
        var boundaries = 0
        var headers = 0
        var headerStart = 0
        var copied = 0
        while at < raw.count {
            let line = raw.line(at)
            if line.starts("--") {
                boundaries += 1
                if boundaries > Self.boundaryLines {
                    notes.append("cut after \(Self.boundaryLines) part boundaries")
                    break
                }
            }
            if line.hasFieldName || (headers > 0 && !line.isBlank && (raw[at] == 0x20 || raw[at] == 0x09)) {
                if headers == 0 { headerStart = at }
                headers += 1
                if headers > Self.headerFields || line.next - headerStart > Self.headerBytes {
                    bytes += raw[copied..<at]
                    bytes += [0x0D, 0x0A]
                    copied = at
                    headers = 0
                }
            } else {
                headers = 0
            }
            at = line.next
        }
        bytes += raw[copied..<at]
    }
}

/// A line of a mail, ended by LF, CRLF or the end of the bytes.
private struct Line {
    var bytes: UnsafeBufferPointer<UInt8>
    var start: Int
    /// Before its line end.
    var end: Int
    /// Where the next line starts.
    var next: Int

    var isBlank: Bool { start == end }

    /// Compares without regard to case; `prefix` is in the case that is written here, lower or as usual.
    func starts(_ prefix: StaticString) -> Bool {
        guard end - start >= prefix.utf8CodeUnitCount else { return false }
        for place in 0..<prefix.utf8CodeUnitCount {
            let a = bytes[start + place]
            let b = prefix.utf8Start[place]
            if a != b, a | 0x20 != b || !(0x41...0x5A).contains(a) { return false }
        }
        return true
    }

    /// `Name:`, with white space before the colon allowed (RFC 5322 §4.5).
    var hasFieldName: Bool {
        var at = start
        while at < end, bytes[at] > 0x20, bytes[at] < 0x7F, bytes[at] != UInt8(ascii: ":") { at += 1 }
        guard at > start, at - start <= 200 else { return false }
        while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
        return at < end && bytes[at] == UInt8(ascii: ":")
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func line(_ start: Int) -> Line {
        var end = start
        while end < count, self[end] != 0x0A { end += 1 }
        let next = end < count ? end + 1 : end
        if end > start, end < count, self[end - 1] == 0x0D { end -= 1 }
        return Line(bytes: self, start: start, end: end, next: next)
    }

    /// Whether the next line is a field, a continuation or the end of the header.
    fileprivate func looksLikeHeader(_ at: Int) -> Bool {
        guard at < count else { return true }
        let line = line(at)
        return line.isBlank || line.hasFieldName
    }
}
