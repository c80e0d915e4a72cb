import Glibc

/// An address of the internet, and whether it belongs to the public part of it.
///
/// What a feed's URL names is chosen by strangers, and so is where it redirects to. The question is
/// therefore asked of the address that is really connected, never of the name.
package enum Address: Sendable, Hashable {
    case v4(UInt32)
    /// The upper and the lower 64 bits.
    case v6(UInt64, UInt64)

    /// `192.0.2.7`, `2001:db8::1`; with a zone (`fe80::1%eth0`) the zone is ignored.
    package init?(_ text: some StringProtocol) {
        let bare = String(text.prefix { $0 != "%" })
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, bare, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, bare, &six) == 1 {
            self = withUnsafeBytes(of: &six) { Address(sixteen: $0) }
        } else {
            return nil
        }
    }

    /// A `sockaddr` as the socket calls use it.
    init?(socketAddress raw: UnsafeRawBufferPointer) {
        guard raw.count >= MemoryLayout<sa_family_t>.size else { return nil }
        switch Int32(raw.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET:
            guard raw.count >= 8 else { return nil }
            self = .v4(UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 4, as: UInt32.self)))
        case AF_INET6:
            guard raw.count >= 24 else { return nil }
            self = Address(sixteen: UnsafeRawBufferPointer(rebasing: raw[8..<24]))
        default:
            return nil
        }
    }

    private init(sixteen raw: UnsafeRawBufferPointer) {
        self = .v6(
            UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
            UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    /// What the address is for, when it is not one of the public internet: `a private address`.
    /// After IANA's special-purpose registries for IPv4 and IPv6.
    package var closed: String? {
        switch self {
        case .v4(let bits):
            return Address.closedFour.first { bits >> (32 - $0.length) == $0.prefix >> (32 - $0.length) }?.name
        case .v6(let upper, let lower):
            return Address.closedSix(upper, lower)
        }
    }

    private static let closedFour: [(prefix: UInt32, length: UInt32, name: String)] = [
        (0x0000_0000, 8, "an address of \"this network\""),
        (0x0A00_0000, 8, "a private address"),
        (0x6440_0000, 10, "an address behind a carrier's NAT"),
        (0x7F00_0000, 8, "a loopback address"),
        (0xA9FE_0000, 16, "a link-local address"),
        (0xAC10_0000, 12, "a private address"),
        (0xC000_0000, 24, "an address for protocols"),
        (0xC000_0200, 24, "an address for documentation"),
        (0xC058_6300, 24, "a 6to4 relay"),
        (0xC0A8_0000, 16, "a private address"),
        (0xC612_0000, 15, "an address for benchmarks"),
        (0xC633_6400, 24, "an address for documentation"),
        (0xCB00_7100, 24, "an address for documentation"),
        (0xE000_0000, 4, "a multicast address"),
        (0xF000_0000, 4, "a reserved address"),
    ]

    /// Only 2000::/3 is global unicast, so everything else is closed; the names are for the reader.
    /// Addresses that carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo) are closed whatever
    /// they carry: a public host has no need of them, and what they lead to depends on the network.
    private static func closedSix(_ upper: UInt64, _ lower: UInt64) -> String? {
        guard upper >> 61 == 0b001 else {
            switch true {
            case upper == 0 && lower == 0: return "the unspecified address"
            case upper == 0 && lower == 1: return "a loopback address"
            case upper == 0 && lower >> 32 == 0xFFFF: return "an IPv4 address in IPv6's clothes"
            case upper >> 32 == 0x0064_FF9B: return "an IPv4 address behind NAT64"
            case upper >> 57 == 0xFC >> 1: return "a private address"
            case upper >> 54 == 0xFE80 >> 6: return "a link-local address"
            case upper >> 54 == 0xFEC0 >> 6: return "a site-local address"
            case upper >> 56 == 0xFF: return "a multicast address"
            default: return "a reserved address"
            }
        }
        switch true {
        case upper >> 32 == 0x2001_0000: return "an IPv4 address in a Teredo tunnel"
        case upper >> 41 == 0x2001_0000 >> 9: return "an address for protocols"
        case upper >> 32 == 0x2001_0DB8: return "an address for documentation"
        case upper >> 48 == 0x2002: return "an IPv4 address in a 6to4 tunnel"
        case upper >> 44 == 0x3FFF0: return "an address for documentation"
        default: return nil
        }
    }
}

extension Address: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        switch self {
        case .v4(let bits):
            var four = in_addr(s_addr: bits.bigEndian)
            inet_ntop(AF_INET, &four, &text, socklen_t(text.count))
        case .v6(let upper, let lower):
            var sixteen = (upper.bigEndian, lower.bigEndian)
            inet_ntop(AF_INET6, &sixteen, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
