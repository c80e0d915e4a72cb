/// Whether a word may name a zone, before it becomes part of a path: `Europe/London`,
/// `America/Argentina/Buenos_Aires`, `Etc/GMT+5`.
package enum TimeZoneName {
    /// Letters, digits, `_ + -` in one to four parts, none of them beginning with `-` (the tz database's own
    /// rules for names): nothing that climbs, and no absolute path.
    package static func isSound(_ name: String) -> Bool {
        guard name.utf8.count <= 64 else { return false }
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return (1...4).contains(parts.count)
            && parts.allSatisfy { part in
                part.first.map { $0 != UInt8(ascii: "-") } ?? false
                    && part.allSatisfy { byte in
                        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                            || byte == 95 || byte == 43 || byte == 45
                    }
            }
    }
}
