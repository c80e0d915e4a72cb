/// A 128-bit FNV-1a hash: the same in every process, on every machine and in every release, which is what
/// identities and revisions need (and what Swift's `Hasher` refuses to be). It is no secret and no seal:
/// who collides it on purpose only hides their own words.
package struct Fingerprint: Hashable, Sendable {
    private var high: UInt64 = 0x6C62_272E_07BB_0142
    private var low: UInt64 = 0x62B8_2175_6295_C58D

    package init() {}

    /// Of one run of bytes.
    package init(of bytes: some Sequence<UInt8>) {
        add(bytes)
    }

    /// Of several texts. Each is ended by a byte that UTF-8 never has, so that `ab`, `c` is not `a`, `bc`.
    package init(of texts: [String]) {
        for text in texts {
            add(text.utf8)
            mix(0xFF)
        }
    }

    package mutating func add(_ bytes: some Sequence<UInt8>) {
        let whole: Void? = bytes.withContiguousStorageIfAvailable { for byte in $0 { mix(byte) } }
        if whole == nil { for byte in bytes { mix(byte) } }
    }

    /// 32 lower-case hexadecimal digits.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 32) { text in
            for place in 0..<16 {
                let shift = UInt64(60 - 4 * place)
                text[place] = digits[Int(high >> shift & 15)]
                text[place + 16] = digits[Int(low >> shift & 15)]
            }
            return 32
        }
    }

    /// The prime is 2^88 + 0x13B: a multiplication by 0x13B and a shift by 88.
    @inline(__always)
    private mutating func mix(_ byte: UInt8) {
        low ^= UInt64(byte)
        let product = low.multipliedFullWidth(by: 0x13B)
        high = high &* 0x13B &+ product.high &+ (low << 24)
        low = product.low
    }
}
