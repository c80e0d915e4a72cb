/// Storage writes `?1`, SQLite's form; PostgreSQL reads `$1`. Quoted text, quoted names and comments are
/// left as they are.
package enum Placeholders {
    package static func rewritten(_ sql: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(sql.utf8.count)
        var rest = Array(sql.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "?") where rest.first.map { (0x31...0x39).contains($0) } ?? false:
                out.append(UInt8(ascii: "$"))
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                // A doubled quote ends one quoted piece and begins the next, which comes to the same.
                out.append(byte)
                while let quoted = rest.popFirst() {
                    out.append(quoted)
                    if quoted == byte { break }
                }
            case UInt8(ascii: "-") where rest.first == UInt8(ascii: "-"):
                out.append(byte)
                while let comment = rest.popFirst() {
                    out.append(comment)
                    if comment == UInt8(ascii: "\n") { break }
                }
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
