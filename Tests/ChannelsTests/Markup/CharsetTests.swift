import Testing

@testable import Channels

struct CharsetTests {
    private func text(_ bytes: [UInt8], declared: String? = nil) -> String {
        String(decoding: Charset.decode(bytes, declared: declared).utf8, as: UTF8.self)
    }
    private func xml(_ encoding: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("<?xml version='1.0' encoding='\(encoding)'?><a>".utf8) + bytes + Array("</a>".utf8)
    }

    @Test(arguments: [
        ("windows-1251", [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2], "Привет"), ("koi8-r", [0xF0, 0xD2, 0xC9], "При"),
        ("iso-8859-1", [0x93, 0xE9, 0x94], "“é”"), ("iso-8859-2", [0xB3, 0xF3, 0x64, 0xBC], "łódź"),
        ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B, 0x8C, 0xEA], "日本語"), ("euc-jp", [0xC6, 0xFC, 0xCB, 0xDC], "日本"),
        ("EUC-KR", [0xC7, 0xD1, 0xB1, 0xB9], "한국"), ("gb2312", [0xD6, 0xD0, 0xCE, 0xC4], "中文"),
        ("big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文"),
        ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
    ])
    func `declared encodings are read`(_ name: String, _ bytes: [UInt8], _ expected: String) {
        #expect(text(xml(name, bytes)).contains("<a>\(expected)</a>"))
        #expect(text(bytes, declared: name) == expected)
    }

    @Test func `byte order marks and the zeros of wide encodings win over any declaration`() {
        #expect(text([0xEF, 0xBB, 0xBF] + Array("é".utf8), declared: "koi8-r") == "é")
        let wide = Array("<?xml?>é".utf16)
        let little = wide.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(text([0xFF, 0xFE] + little) == "<?xml?>é" && text([0xFE, 0xFF] + big) == "<?xml?>é")
        #expect(text(little) == "<?xml?>é" && text(big, declared: "utf-8") == "<?xml?>é")
        #expect(text(wide.flatMap { [0, 0, UInt8($0 >> 8), UInt8($0 & 255)] }) == "<?xml?>é")
    }

    @Test func `a wrong declaration is seen through`() {
        #expect(text(xml("iso-8859-1", Array("Grüße 📶".utf8))).contains("Grüße 📶"))
        #expect(text(xml("utf-16", Array("Grüße".utf8))).contains("Grüße"))
        #expect(text(xml("utf-8", [0x47, 0x72, 0xFC, 0xDF, 0x65])).contains("Grüße"))
        #expect(text(xml("no-such-charset", [0xE9])).contains("é"))
        #expect(text(xml("../../etc/passwd//TRANSLIT", [0xE9])).contains("é"))
        #expect(text([0xD6, 0xD0, 0xCE, 0xC4], declared: "euc-jp").isEmpty == false)
    }

    @Test func `one bad byte does not spoil a text`() {
        #expect(text(Array("grün und blau ".utf8) + [0xFF] + Array(" größer".utf8)) == "grün und blau \u{FFFD} größer")
        #expect(text(Array("a".utf8) + [0x81, 0xE9], declared: "windows-1252") == "a\u{FFFD}é")
        #expect(Charset.decode([0x61, 0x81, 0xE9], declared: "windows-1252").remark == "1 bytes are not CP1252")
    }

    @Test func `every few bytes are read as something`() {
        for first in UInt8.min...UInt8.max {
            for name in [nil, "utf-16", "gb18030", "iso-2022-kr", "euc-jp", "utf-32"] {
                _ = Charset.decode([first, 0xFE, first], declared: name)
                _ = Charset.decode([first], declared: name)
            }
        }
    }
}
