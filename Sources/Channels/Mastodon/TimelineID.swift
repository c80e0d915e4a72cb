/// A place in a timeline: an opaque id of which is known only that later ones are longer, or as long
/// and greater in the order of their bytes. This holds for Mastodon's numbers (also those before
/// snowflakes, and notifications'), Pleroma's flakes and GoToSocial's ULIDs.
package struct TimelineID: Hashable, Comparable, Sendable {
    package let text: String

    /// Nil for what cannot be an id: empty, longer than 64 bytes, or with other characters than letters,
    /// digits, `-` and `_`, which an address would have to quote.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 64, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    package static func < (a: TimelineID, b: TimelineID) -> Bool {
        let (left, right) = (a.text.utf8, b.text.utf8)
        return left.count != right.count ? left.count < right.count : left.lexicographicallyPrecedes(right)
    }
}
