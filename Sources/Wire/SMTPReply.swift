/// A server's answer (RFC 5321 §4.2): one code, one line or several.
struct SMTPReply: Sendable, Equatable {
    let code: Int
    /// The last line, the code in front, fit for showing.
    let line: String

    /// Takes one whole answer off the front of what came; nil while it is not complete.
    ///
    /// - Throws: `WireError.brokenOff` where it is none.
    static func take(from bytes: inout [UInt8], host: String) throws(WireError) -> SMTPReply? {
        var start = 0
        var lines = 0
        while let end = bytes[start...].firstIndex(of: 10) {
            let line = bytes[start..<end]
            start = end + 1
            lines += 1
            guard line.count >= 3, line.prefix(3).allSatisfy({ $0 >= 48 && $0 <= 57 }), lines <= 128 else {
                throw WireError(.brokenOff, "\(host) answered what is no SMTP.")
            }
            if line.count > 3, line[line.startIndex + 3] == UInt8(ascii: "-") { continue }
            let text = String(decoding: line.prefix { $0 != 13 }, as: UTF8.self)
            let code = line.prefix(3).reduce(0) { $0 * 10 + Int($1 - 48) }
            bytes.removeFirst(start)
            return SMTPReply(code: code, line: plain(text))
        }
        guard bytes.count <= 65_536 else { throw WireError(.brokenOff, "\(host) answered without end.") }
        return nil
    }
}
