import Seal
import Testing

@Suite struct SignTests {
    /// RFC 4231 §4: keys, data and HMAC-SHA256.
    static let cases: [(key: [UInt8], data: [UInt8], code: String)] = [
        (
            [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ]

    @Test(arguments: cases.indices)
    func `codes are those of RFC 4231`(_ place: Int) {
        let example = Self.cases[place]
        #expect(hex(Sign.hmac(example.data, key: example.key)) == example.code)
    }

    @Test func `hashes are those of FIPS 180-4`() {
        #expect(Digest256.hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest256.hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func `equal is equal, and a difference anywhere is one`() {
        let code = Sign.hmac([1], key: [2])
        #expect(Sign.isEqual(code, code))
        #expect(Sign.isEqual([], []))
        for place in code.indices {
            var other = code
            other[place] ^= 1
            #expect(!Sign.isEqual(code, other))
        }
        #expect(!Sign.isEqual(code, Array(code.dropLast())))
    }

    /// RFC 4648 §10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"), ("\u{3FF}\u{3FF}", "z7_Pvw"),
    ])
    func `base64url is that of RFC 4648, both ways`(_ plain: String, _ text: String) {
        #expect(Base64URL.text(Array(plain.utf8)) == text)
        #expect(Base64URL.bytes(text) == Array(plain.utf8))
    }

    @Test func `one value has one spelling`() {
        for text in ["Zg==", "Zh", "Z", "Zm9v\n", "Zm+v", "Zm/v", "Zm 9v", "Zé"] {
            #expect(Base64URL.bytes(text) == nil, "\(text)")
        }
    }

    func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
