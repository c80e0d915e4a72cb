/// SHA-256 (FIPS 180-4), for identities that must be the same on every host, in every process and for
/// ever: Message-IDs, identities of items without one, the hash of a rule set. Not for secrets.
///
/// It stands here because thinking imports no cryptography, and because a shorter hash would let a
/// stranger write a post that collides with another's and takes its place.
package struct Digest {
    private var state = SIMD8<UInt32>(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    /// What was added since the last whole block: its first `length % 64` bytes.
    private var block = SIMD64<UInt8>(repeating: 0)
    private var length: UInt64 = 0

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]

    package init() {}

    /// Half of the digest of some texts, as 32 hex digits: enough for whatever names things.
    package static func name(of texts: String...) -> String {
        var digest = Digest()
        for text in texts { digest.add(text) }
        return digest.hex(16)
    }

    package static func name(of bytes: [UInt8]) -> String {
        var digest = Digest()
        digest.add(bytes)
        return digest.hex(16)
    }

    package mutating func add(_ bytes: some Sequence<UInt8>) { add(Array(bytes)) }

    /// Adds a text and its end, so that ("ab", "c") and ("a", "bc") differ.
    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
        add(0)
    }

    package mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let filled = Int(length % 64)
            let taken = rest.prefix(64 - filled)
            rest = rest.dropFirst(taken.count)
            length += UInt64(taken.count)
            if taken.count == 64 {
                mix(UnsafeRawBufferPointer(rebasing: taken))
                continue
            }
            withUnsafeMutableBytes(of: &block) {
                UnsafeMutableRawBufferPointer(rebasing: $0[filled...]).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: taken))
            }
            if filled + taken.count == 64 { mixBlock() }
        }
    }

    private mutating func add(_ byte: UInt8) { withUnsafeBytes(of: byte) { add($0) } }

    private mutating func mixBlock() {
        let whole = block
        withUnsafeBytes(of: whole) { mix($0) }
    }

    /// The first `count` bytes of the digest, at most 32, as lower-case hex.
    package func hex(_ count: Int = 32) -> String {
        var copy = self
        copy.finish()
        return String(unsafeUninitializedCapacity: count * 2) { out in
            for place in 0..<count * 2 {
                let digit = copy.state[place / 8] >> UInt32(28 - place % 8 * 4) & 15
                out.initializeElement(at: place, to: UInt8(digit < 10 ? digit + 0x30 : digit + 0x57))
            }
            return count * 2
        }
    }

    /// Adds what ends it: a one, zeros, and the length in bits in the last eight bytes of a block.
    private mutating func finish() {
        let bits = length &* 8
        let filled = Int(length % 64)
        func pad(_ from: Int, _ to: Int) {
            for place in from..<to { block[place] = 0 }
        }
        block[filled] = 0x80
        if filled < 56 {
            pad(filled + 1, 56)
        } else {
            pad(filled + 1, 64)
            mixBlock()
            pad(0, 56)
        }
        for place in 0..<8 { block[56 + place] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - place * 8)) }
        mixBlock()
    }

    /// One block of 64 bytes.
    private mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        func turn(_ value: UInt32, _ by: UInt32) -> UInt32 { value >> by | value << (32 - by) }
        let before = state
        state = Self.constants.withUnsafeBufferPointer { constants in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
                for i in 0..<16 {
                    w[i] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: i * 4, as: UInt32.self))
                }
                for i in 16..<64 {
                    let a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3
                    let b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10
                    w[i] = w[i - 16] &+ a &+ w[i - 7] &+ b
                }
                var (a, b, c, d) = (before[0], before[1], before[2], before[3])
                var (e, f, g, h) = (before[4], before[5], before[6], before[7])
                for i in 0..<64 {
                    let s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
                    let first = h &+ s1 &+ (e & f ^ ~e & g) &+ constants[i] &+ w[i]
                    let s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
                    let second = s0 &+ (a & b ^ a & c ^ b & c)
                    (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
                }
                return before &+ SIMD8(a, b, c, d, e, f, g, h)
            }
        }
    }
}
