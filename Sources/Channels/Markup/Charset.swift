import CMarkup
import Glibc

/// Bytes in any encoding made UTF-8, also where the declaration is missing or wrong.
struct Charset {
    /// Valid UTF-8, without a byte order mark.
    var utf8: [UInt8]
    /// What it was read as.
    var name: String
    /// A sentence for a person where reading it was not straightforward.
    var remark: String?

    /// The order of trust:
    /// 1. a byte order mark, or the zeros of UTF-16 and UTF-32 without one;
    /// 2. a declared encoding whose bytes look like ASCII (ISO-2022-JP and its kin);
    /// 3. UTF-8, if the bytes are that: text in another encoding nearly never is by accident, while
    ///    declarations are often wrong. Nearly: a handful of Chinese or Korean characters can be both, so
    ///    for so few a declared multi-byte encoding is believed;
    /// 4. the charset of the HTTP header, the XML declaration, the `meta` element: the first that reads
    ///    without an error;
    /// 5. UTF-8 with replacement characters if most of it is valid, else windows-1252.
    ///
    /// - Parameter declared: the charset parameter of the Content-Type.
    static func decode(_ bytes: [UInt8], declared: String?) -> Charset {
        if let (name, skip) = mark(bytes) {
            if name == "UTF-8" { return utf8(Array(bytes[skip...]), remark: "invalid bytes after a UTF-8 mark") }
            return convert(bytes[skip...], from: name).charset
        }
        let names = [declared, inXMLDeclaration(bytes), inMeta(bytes)].compactMap { $0 }.compactMap(known)
        if let stateful = names.first(where: { $0.hasPrefix("ISO-2022") }) {
            let read = convert(bytes[...], from: stateful)
            if read.errors == 0 { return read.charset }
        }
        if isUTF8(bytes) {
            if let wide = names.first(where: isMultiByte), highSequences(bytes) <= 8 {
                let read = convert(bytes[...], from: wide)
                if read.errors == 0, highSequences(bytes) > 0 { return read.charset }
            }
            return Charset(utf8: bytes, name: "UTF-8", remark: nil)
        }
        for name in names where name != "UTF-8" && !name.hasPrefix("UTF-16") && !name.hasPrefix("UTF-32") {
            let read = convert(bytes[...], from: name)
            if read.errors == 0 || !isMultiByte(name) { return read.charset }
        }
        if mostlyUTF8(bytes) { return utf8(bytes, remark: "some bytes are not UTF-8") }
        if let wide = names.first(where: isMultiByte) {
            let read = convert(bytes[...], from: wide)
            if read.errors * 20 < bytes.count { return read.charset }
        }
        var read = convert(bytes[...], from: "CP1252").charset
        read.remark =
            names.isEmpty
            ? "no charset declared, read as windows-1252" : "not in the declared charset, read as windows-1252"
        return read
    }

    // MARK: What is declared

    private static func mark(_ bytes: [UInt8]) -> (name: String, skip: Int)? {
        let b = bytes.prefix(4) + [1, 1, 1, 1].prefix(max(0, 4 - bytes.count))
        switch (b[0], b[1], b[2], b[3]) {
        case (0xEF, 0xBB, 0xBF, _): return ("UTF-8", 3)
        case (0, 0, 0xFE, 0xFF): return ("UTF-32BE", 4)
        case (0xFF, 0xFE, 0, 0): return ("UTF-32LE", 4)
        case (0xFE, 0xFF, _, _): return ("UTF-16BE", 2)
        case (0xFF, 0xFE, _, _): return ("UTF-16LE", 2)
        case (0, 0, 0, 1...): return ("UTF-32BE", 0)
        case (1..., 0, 0, 0): return ("UTF-32LE", 0)
        case (0, 1..., 0, 1...): return ("UTF-16BE", 0)
        case (1..., 0, 1..., 0): return ("UTF-16LE", 0)
        // `<?xm` in EBCDIC; its code pages agree in all that markup needs.
        case (0x4C, 0x6F, 0xA7, 0x94): return ("IBM037", 0)
        default: return nil
        }
    }

    private static func inXMLDeclaration(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(512), as: UTF8.self)
        guard let start = head.firstRange(of: "<?xml"), let end = head[start.upperBound...].firstRange(of: "?>"),
            let label = head[start.upperBound..<end.lowerBound].firstRange(of: "encoding")
        else { return nil }
        let value = head[label.upperBound..<end.lowerBound].drop { " \t\r\n=".contains($0) }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return String(value.dropFirst().prefix { $0 != quote })
    }

    private static func inMeta(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(2048), as: UTF8.self).lowercased()
        guard let meta = head.firstRange(of: "<meta"), let label = head[meta.upperBound...].firstRange(of: "charset=")
        else { return nil }
        return String(head[label.upperBound...].drop { "\"' ".contains($0) }.prefix { !"\"'/> ;".contains($0) })
    }

    /// iconv's name for a declared one, in the sense of the WHATWG Encoding Standard (`iso-8859-1` means
    /// windows-1252 …). Nil for what is not in this list, so that nothing outside ever names a converter.
    private static func known(_ label: String) -> String? {
        let label = String(label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }.prefix(40))
        let plain = label.hasPrefix("x-") ? String(label.dropFirst(2)) : label
        switch plain {
        case "utf-8", "utf8", "unicode-1-1-utf-8": return "UTF-8"
        case "us-ascii", "ascii", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "cp819":
            return "CP1252"
        case "iso-8859-9", "latin5": return "CP1254"
        case "iso-8859-11", "tis-620": return "CP874"
        case "gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "euc-cn": return "GB18030"
        case "shift_jis", "shift-jis", "sjis", "ms_kanji", "windows-31j", "cp932": return "CP932"
        case "euc-kr", "ks_c_5601-1987", "ksc5601", "ksc_5601", "windows-949", "cp949", "uhc": return "CP949"
        case "euc-jp": return "EUC-JP"
        case "big5", "big5-hkscs", "cn-big5": return "BIG5-HKSCS"
        case "cp950": return "CP950"
        case "euc-tw": return "EUC-TW"
        case "iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-kr": return plain.uppercased()
        case "koi8-r", "koi8-u", "koi8-t": return plain.uppercased()
        case "koi8", "koi": return "KOI8-R"
        case "macintosh", "mac", "macroman", "mac-roman": return "MACINTOSH"
        case "mac-cyrillic": return "MAC-CYRILLIC"
        case "tcvn", "viscii", "georgian-ps", "armscii-8", "ptcp154": return plain.uppercased()
        case "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be", "ucs-2", "iso-10646-ucs-2":
            return plain.hasPrefix("utf") ? plain.uppercased() : "UTF-16"
        default:
            for (prefix, name) in [
                ("windows-", "CP"), ("cp", "CP"), ("ibm", "IBM"), ("iso-8859-", "ISO-8859-"), ("iso8859-", "ISO-8859-"),
                ("iso_8859-", "ISO-8859-"), ("latin", "LATIN"),
            ] where plain.hasPrefix(prefix) {
                let number = plain.dropFirst(prefix.count)
                guard (1...4).contains(number.count), number.utf8.allSatisfy(\.isDigit) else { return nil }
                return name + number
            }
            return nil
        }
    }

    private static func isMultiByte(_ name: String) -> Bool {
        ["GB18030", "CP932", "CP949", "CP950", "EUC-JP", "EUC-TW", "BIG5-HKSCS"].contains(name)
    }

    // MARK: UTF-8

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) != nil }
    }

    private static func utf8(_ bytes: [UInt8], remark: String) -> Charset {
        if isUTF8(bytes) { return Charset(utf8: bytes, name: "UTF-8", remark: nil) }
        return Charset(utf8: Array(String(decoding: bytes, as: UTF8.self).utf8), name: "UTF-8", remark: remark)
    }

    private static func highSequences(_ bytes: [UInt8]) -> Int {
        bytes.reduce(0) { $1 >= 0xC0 ? $0 + 1 : $0 }
    }

    /// Whether more of the bytes above ASCII stand in whole UTF-8 sequences than not.
    private static func mostlyUTF8(_ bytes: [UInt8]) -> Bool {
        let repaired = String(decoding: bytes, as: UTF8.self)
        var good = 0
        var bad = 0
        for scalar in repaired.unicodeScalars where scalar.value > 0x7F {
            if scalar == "\u{FFFD}" { bad += 1 } else { good += 1 }
        }
        return good > bad
    }

    // MARK: iconv

    private static func convert(_ bytes: ArraySlice<UInt8>, from name: String) -> (charset: Charset, errors: Int) {
        guard let converter = iconv_open("UTF-8", name), converter != iconv_t(bitPattern: -1) else {
            let text = String(decoding: bytes, as: UTF8.self)
            return (
                Charset(utf8: Array(text.utf8), name: "UTF-8", remark: "this machine cannot read \(name)"), bytes.count
            )
        }
        defer { iconv_close(converter) }
        var source = Array(bytes)
        var out: [UInt8] = []
        out.reserveCapacity(source.count + source.count / 2)
        var errors = 0
        var chunk = [CChar](repeating: 0, count: 16 << 10)
        source.withUnsafeMutableBytes { source in
            var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = source.count
            while left > 0 {
                let result = chunk.withUnsafeMutableBufferPointer { chunk in
                    var to = chunk.baseAddress
                    var room = chunk.count
                    let result = iconv(converter, &from, &left, &to, &room)
                    let code = result == -1 ? errno : 0
                    out.append(
                        contentsOf: UnsafeRawBufferPointer(
                            UnsafeMutableRawBufferPointer(
                                rebasing: UnsafeMutableRawBufferPointer(chunk)[..<(chunk.count - room)])))
                    return code
                }
                if result == 0 { break }
                if result == E2BIG { continue }
                // Invalid here, or cut off in the middle of a character.
                errors += 1
                out.append(contentsOf: [0xEF, 0xBF, 0xBD])
                if result == EINVAL { break }
                from = from?.advanced(by: 1)
                left -= 1
                _ = iconv(converter, nil, nil, nil, nil)
            }
        }
        let text = isUTF8(out) ? out : Array(String(decoding: out, as: UTF8.self).utf8)
        let remark = errors > 0 ? "\(errors) bytes are not \(name)" : nil
        return (Charset(utf8: text, name: name, remark: remark), errors)
    }
}
