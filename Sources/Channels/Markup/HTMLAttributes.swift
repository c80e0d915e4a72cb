/// What of a tag's attributes matters to its text. The slices are valid while the document is read.
struct HTMLAttributes {
    var href: UnsafeBufferPointer<UInt8>?
    var alt: UnsafeBufferPointer<UInt8>?
    var isHidden = false
    /// Mastodon's classes: the part of a shortened address that is not shown …
    var isInvisible = false
    /// … the part that is shown with three dots after it …
    var isEllipsis = false
    /// … and links to people and hashtags.
    var isMention = false

    mutating func note(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ tag: HTMLTag) {
        switch name.count {
        case 3 where tag == .img && name.says("alt"): alt = value
        case 4 where tag == .a && name.says("href"): href = href ?? value
        case 5 where name.says("class"): noteClasses(value)
        case 5 where name.says("style"): isHidden = isHidden || Self.hides(value)
        case 6 where name.says("hidden"): isHidden = true
        default: break
        }
    }

    private mutating func noteClasses(_ value: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < value.count {
            while at < value.count, value[at].isHTMLSpace { at += 1 }
            let start = at
            while at < value.count, !value[at].isHTMLSpace { at += 1 }
            let word = UnsafeBufferPointer(rebasing: value[start..<at])
            switch word.count {
            case 7 where word.says("mention"): isMention = true
            case 8 where word.says("ellipsis"): isEllipsis = true
            case 9 where word.says("invisible"): isInvisible = true
            default: break
            }
        }
    }

    /// `display: none` and its like, white space anywhere.
    private static func hides(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
        var folded: [UInt8] = []
        for byte in style.prefix(4096) where !byte.isHTMLSpace { folded.append(byte.lowercased) }
        return folded.withUnsafeBufferPointer { folded in
            folded.holds("display:none") || folded.holds("visibility:hidden") || folded.holds("mso-hide:all")
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Equal to a lower-case ASCII word, letter case apart.
    func says(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for offset in 0..<count where self[offset].lowercased != word.utf8Start[offset] { return false }
        return true
    }

    func holds(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard count >= length else { return false }
        for start in 0...(count - length) where self[start] == word.utf8Start[0] {
            if UnsafeBufferPointer(rebasing: self[start..<(start + length)]).says(word) { return true }
        }
        return false
    }
}
