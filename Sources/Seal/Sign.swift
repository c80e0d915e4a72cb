import CCrypto

/// HMAC-SHA256 (RFC 2104), and how two codes are compared.
package enum Sign {
    /// 32 bytes.
    package static func hmac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        let isDone = cx_hmac_sha256(key, key.count, bytes, bytes.count, &code)
        precondition(isDone == 1, "libcrypto has no HMAC-SHA256")
        return code
    }

    /// In a time that tells nothing of where they differ; their lengths are no secret.
    package static func isEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count && (a.isEmpty || CRYPTO_memcmp(a, b, a.count) == 0)
    }
}

/// SHA-256 (FIPS 180-4) of what is secret. Names of things are `Triage.Digest`'s.
package enum Digest256 {
    package static func bytes(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let isDone = cx_sha256(bytes, bytes.count, &digest)
        precondition(isDone == 1, "libcrypto has no SHA-256")
        return digest
    }

    /// 64 lower-case hexadecimal digits.
    package static func hex(_ bytes: [UInt8]) -> String { Hex.text(self.bytes(bytes)) }
    package static func hex(_ text: String) -> String { hex(Array(text.utf8)) }
}

enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
