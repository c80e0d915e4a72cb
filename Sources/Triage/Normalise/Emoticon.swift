/// Faces typed with punctuation, folded to a handful: `:-)`, `=)`, `:]` are all `:)`.
enum Emoticon {
    /// The face at `place` (which holds `:`, `;`, `=` or `<`), its folded spelling and its length in bytes.
    static func read(
        _ text: UnsafeBufferPointer<UInt8>, at place: Int
    ) -> (folded: StaticString, length: Int)? {
        func byte(_ offset: Int) -> UInt8 { place + offset < text.count ? text[place + offset] : 0x20 }
        func isFree(_ offset: Int) -> Bool {
            switch byte(offset) {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"):
                false
            default: true
            }
        }
        if byte(0) == UInt8(ascii: "<") {
            if byte(1) == UInt8(ascii: "3"), isFree(2) { return ("<3", 2) }
            if byte(1) == UInt8(ascii: "/"), byte(2) == UInt8(ascii: "3"), isFree(3) { return ("</3", 3) }
            return nil
        }
        var at = 1
        var hasTear = false
        switch byte(1) {
        case UInt8(ascii: "-"), UInt8(ascii: "^"): at = 2
        case UInt8(ascii: "'"):
            at = 2
            hasTear = true
        default: break
        }
        let winks = byte(0) == UInt8(ascii: ";")
        switch byte(at) {
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return (winks ? ";)" : ":)", at + 1)
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return (hasTear ? ":'(" : ":(", at + 1)
        case UInt8(ascii: "D") where isFree(at + 1): return (":d", at + 1)
        case UInt8(ascii: "P"), UInt8(ascii: "p"):
            return isFree(at + 1) ? (":p", at + 1) : nil
        case UInt8(ascii: "O"), UInt8(ascii: "o"):
            return isFree(at + 1) ? (":o", at + 1) : nil
        case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "|"):
            return isFree(at + 1) ? (":/", at + 1) : nil
        case UInt8(ascii: "*") where isFree(at + 1): return (":*", at + 1)
        case UInt8(ascii: "@") where isFree(at + 1): return (":@", at + 1)
        default: return nil
        }
    }
}
