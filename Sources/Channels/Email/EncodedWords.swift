/// RFC 2047 in headers, read leniently: words may hold spaces, stand within other words, or be broken.
///
/// GMime's own reader joins neighbouring words before it decodes them and stops at the first word's padding,
/// so that a subject in six padded words comes out as one; there is much such mail.
package enum EncodedWords {
    /// The text of an unstructured header: unfolded, words decoded, other 8-bit bytes as UTF-8 or Windows-1252.
    package static func decode(_ raw: [UInt8]) -> String {
        var text = ""
        /// Bytes of words that follow each other in one charset: a character may be split between two.
        var pending: [UInt8] = []
        var charset = ""
        var literal: [UInt8] = []
        func flushWord() {
            guard !pending.isEmpty else { return }
            text += MailText.decode(pending, charset: charset).text
            pending = []
        }
        func flushLiteral() {
            guard !literal.isEmpty else { return }
            text += MailText.decode(literal, charset: "").text
            literal = []
        }
        var at = 0
        var afterWord = false
        while at < raw.count {
            if raw[at] == UInt8(ascii: "="), let word = Word(raw, at) {
                // White space between two words is not meant (§6.2).
                if afterWord, literal.allSatisfy({ $0 <= 0x20 }) { literal = [] }
                if !literal.isEmpty { flushWord() }
                flushLiteral()
                if word.charset != charset { flushWord() }
                charset = word.charset
                pending += word.bytes
                at = word.end
                afterWord = true
                continue
            }
            if raw[at] != 0x0D, raw[at] != 0x0A {
                if raw[at] > 0x20, afterWord {
                    flushWord()
                    afterWord = false
                }
                literal.append(raw[at])
            }
            at += 1
        }
        flushWord()
        flushLiteral()
        return text
    }

    private struct Word {
        var charset: String
        var bytes: [UInt8]
        var end: Int

        /// `=?charset*language?B?text?=` at `start`, within 1,000 bytes (§2 allows 75, and many write more).
        init?(_ raw: [UInt8], _ start: Int) {
            let limit = min(raw.count, start + 1000)
            guard start + 1 < limit, raw[start + 1] == UInt8(ascii: "?") else { return nil }
            var at = start + 2
            while at < limit, raw[at] != UInt8(ascii: "?") {
                guard raw[at] > 0x20, raw[at] < 0x7F, at - start < 60 else { return nil }
                at += 1
            }
            guard at + 2 < limit, raw[at + 2] == UInt8(ascii: "?") else { return nil }
            let name = raw[(start + 2)..<at].prefix { $0 != UInt8(ascii: "*") }
            charset = String(decoding: name, as: UTF8.self).lowercased()
            let kind = raw[at + 1] | 0x20
            let first = at + 3
            at = first
            while at + 1 < limit, raw[at] != UInt8(ascii: "?") || raw[at + 1] != UInt8(ascii: "=") {
                guard raw[at] != UInt8(ascii: "?") || kind == UInt8(ascii: "q") else { return nil }
                at += 1
            }
            guard at + 1 < limit else { return nil }
            end = at + 2
            switch kind {
            case UInt8(ascii: "b"): bytes = Self.base64(raw[first..<at])
            case UInt8(ascii: "q"): bytes = Self.q(raw[first..<at])
            default: return nil
            }
        }

        private static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
            var bytes: [UInt8] = []
            var bits: UInt32 = 0
            var count = 0
            for byte in text {
                let value: UInt8
                switch byte {
                case 0x41...0x5A: value = byte - 0x41
                case 0x61...0x7A: value = byte - 0x61 + 26
                case 0x30...0x39: value = byte - 0x30 + 52
                case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
                case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
                case UInt8(ascii: "="):
                    bits = 0
                    count = 0
                    continue
                default: continue
                }
                bits = bits << 6 | UInt32(value)
                count += 6
                if count >= 8 {
                    count -= 8
                    bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                }
            }
            return bytes
        }

        private static func q(_ text: ArraySlice<UInt8>) -> [UInt8] {
            var bytes: [UInt8] = []
            var at = text.startIndex
            while at < text.endIndex {
                if text[at] == UInt8(ascii: "="), at + 2 < text.endIndex, let high = hex(text[at + 1]),
                    let low = hex(text[at + 2])
                {
                    bytes.append(high << 4 | low)
                    at += 3
                } else {
                    if text[at] != 0x0D, text[at] != 0x0A {
                        bytes.append(text[at] == UInt8(ascii: "_") ? 0x20 : text[at])
                    }
                    at += 1
                }
            }
            return bytes
        }

        private static func hex(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x41 + 10
            case 0x61...0x66: byte - 0x61 + 10
            default: nil
            }
        }
    }
}
