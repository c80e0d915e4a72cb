import Testing
import Triage

@Suite struct DigestTests {
    /// The examples of FIPS 180-4's companion (NIST CSRC), and the lengths around a block's end against a
    /// digest made in pieces.
    @Test(
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]) func `it is SHA-256`(text: String, hex: String)
    {
        var digest = Digest()
        digest.add(text.utf8)
        #expect(digest.hex() == hex)
    }

    private static let known = [
        55: "463eb28e72f82e0a", 56: "da2ae4d6b36748f2", 57: "2fe741af801cc238",
        63: "29af2686fd53374a", 64: "fdeab9acf3710362", 65: "4bfd2c8b6f1eec7a",
        119: "da18797ed7c3a777", 120: "f52b23db1fbb6ded", 128: "471fb943aa23c511",
    ]

    @Test func `pieces add up to the whole at every length around a block`() {
        for length in 50...130 {
            let bytes = (0..<length).map { UInt8($0) }
            var whole = Digest()
            whole.add(bytes)
            var pieces = Digest()
            pieces.add(bytes.prefix(37))
            pieces.add(bytes.dropFirst(37))
            #expect(whole.hex() == pieces.hex())
            // Lengths around the end of a block, against another's digests: of n bytes 0, 1, 2 …
            if let known = Self.known[length] { #expect(whole.hex(8) == known) }
        }
    }

    @Test func `two texts do not run together`() {
        var one = Digest()
        one.add("ab")
        one.add("c")
        var other = Digest()
        other.add("a")
        other.add("bc")
        #expect(one.hex() != other.hex())
    }
}
