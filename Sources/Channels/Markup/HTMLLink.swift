/// Which addresses of a document count as links.
enum HTMLLink {
    private static let limit = 2048

    /// The address with its references resolved and without white space around and control characters
    /// within, as browsers read it; nil for what a person could not open or ring.
    static func read(_ raw: UnsafeBufferPointer<UInt8>) -> String? {
        var start = 0
        var end = raw.count
        while start < end, raw[start] <= 0x20 { start += 1 }
        while end > start, raw[end - 1] <= 0x20 { end -= 1 }
        let trimmed = UnsafeBufferPointer(rebasing: raw[start..<end])
        guard !trimmed.isEmpty, trimmed[0] != UInt8(ascii: "#") else { return nil }
        var link = CharacterReference.resolve(trimmed)
        if link.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            link = String(decoding: link.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
        }
        guard !link.isEmpty, link.utf8.count <= limit, isOpenable(link) else { return nil }
        return link
    }

    /// http, https, mailto, tel, sms, or without a scheme (relative).
    private static func isOpenable(_ link: String) -> Bool {
        var scheme = ""
        for byte in link.utf8.prefix(12) {
            if byte == UInt8(ascii: ":") { return ["http", "https", "mailto", "tel", "sms"].contains(scheme) }
            guard byte.isLetterOrDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") else { return true }
            scheme.unicodeScalars.append(Unicode.Scalar(byte.lowercased))
        }
        return !link.utf8.prefix(while: { $0 != UInt8(ascii: "/") }).contains(UInt8(ascii: ":"))
    }
}
