import Glibc

/// An address of IPv4 or IPv6. IPv4 addresses that come in IPv6's clothes are IPv4.
package struct NetAddress: Hashable, Sendable, CustomStringConvertible {
    /// As IPv6, an IPv4 address mapped (RFC 4291 §2.5.5.2).
    let bytes: [UInt8]

    /// Numeric only; a zone (`%eth0`) is left aside.
    package init?(_ text: some StringProtocol) {
        let text = String(text.prefix { $0 != "%" })
        guard text.utf8.count <= 45, !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = Self.mapped + withUnsafeBytes(of: &four) { Array($0) }
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        bytes = withUnsafeBytes(of: &six) { Array($0) }
    }

    private static let mapped: [UInt8] = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]

    var isFour: Bool { bytes.starts(with: Self.mapped) }

    package var isLoopback: Bool { isFour ? bytes[12] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1] }

    /// What one person can be taken to hold: an IPv4 address, or a /64 of IPv6.
    package var household: [UInt8] { isFour ? bytes : Array(bytes.prefix(8)) }

    package var description: String {
        var text = [CChar](repeating: 0, count: 46)
        let family = isFour ? AF_INET : AF_INET6
        let shown = isFour ? Array(bytes.suffix(4)) : bytes
        guard inet_ntop(family, shown, &text, 46) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// A range of addresses: `10.0.0.0/8`, `fd00::/8`, or one address.
package struct Network: Hashable, Sendable {
    private let base: NetAddress
    private let bits: Int

    /// Nil for what is none. Bits behind the prefix count for nothing: `10.1.2.3/8` is `10.0.0.0/8`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].contains("%"), let base = NetAddress(parts[0]) else {
            return nil
        }
        let width = base.isFour && !parts[0].contains(":") ? 32 : 128
        var bits = width
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let given = Int(parts[1]), given <= width
            else { return nil }
            bits = given
        }
        self.base = base
        self.bits = bits + (128 - width)
    }

    package func contains(_ address: NetAddress) -> Bool {
        let whole = bits / 8
        guard base.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
        guard bits % 8 != 0 else { return true }
        let mask = ~UInt8(truncatingIfNeeded: 0xFF >> (bits % 8))
        return base.bytes[whole] & mask == address.bytes[whole] & mask
    }
}
