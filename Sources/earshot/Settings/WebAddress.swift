import Foundation

/// The parts of an address that the configuration judges: `imaps://mail.example:993/INBOX`.
struct WebAddress: Equatable {
    /// Lower case.
    var scheme: String
    /// Lower case, without the brackets of an IPv6 address.
    var host: String
    var port: Int?
    /// With its slash; empty where there is none.
    var path: String

    enum Flaw: Error, Equatable {
        case noScheme
        case noHost
        case badHost(String)
        case badPort(String)
        /// `user:password@`: a person's or a secret's place is elsewhere.
        case user(String)
        case badCharacter
    }

    init(_ text: String) throws(Flaw) {
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && $0 != "\\" }) else {
            throw .badCharacter
        }
        guard let mark = text.firstRange(of: "://"), mark.lowerBound > text.startIndex else { throw .noScheme }
        let scheme = text[..<mark.lowerBound].lowercased()
        guard scheme.utf8.allSatisfy({ $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 || $0 == 43 }) else {
            throw .noScheme
        }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        self.scheme = scheme
        self.path = String(rest[authority.endIndex...])
        if let at = authority.lastIndex(of: "@") { throw .user(String(authority[..<at])) }
        var host = authority
        var portText: Substring?
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]") else { throw .badHost(String(host)) }
            let after = host[host.index(after: end)...]
            if !after.isEmpty {
                guard after.first == ":" else { throw .badHost(String(host)) }
                portText = after.dropFirst()
            }
            host = host[host.index(after: host.startIndex)..<end]
            var six = in6_addr()
            guard inet_pton(AF_INET6, String(host), &six) == 1 else { throw .badHost(String(host)) }
        } else {
            if let colon = host.lastIndex(of: ":") {
                portText = host[host.index(after: colon)...]
                host = host[..<colon]
            }
            guard !host.isEmpty else { throw .noHost }
            let sound = host.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || ($0.value >= 48 && $0.value <= 57) || $0 == "-" || $0 == "." || $0 == "_"
            }
            guard sound, host.utf8.count <= 253, !host.hasPrefix("."), !host.contains("..") else {
                throw .badHost(String(host))
            }
        }
        if let portText {
            guard let port = Int(portText), (1...65535).contains(port), portText.utf8.allSatisfy({ $0 >= 48 }) else {
                throw .badPort(String(portText))
            }
            self.port = port
        }
        self.host = host.lowercased()
    }

    /// The host says by itself that it is private, loopback or link-local. (A name that resolves to such an
    /// address is found out when it is asked.)
    var isPlainlyPrivate: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return Self.isPrivate(UInt32(bigEndian: four.s_addr)) }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        if bytes.dropLast().allSatisfy({ $0 == 0 }) { return bytes[15] <= 1 }
        if bytes[0] & 0xFE == 0xFC || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 { return true }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return Self.isPrivate(bytes[12...].reduce(0) { $0 << 8 | UInt32($1) })
        }
        return false
    }

    private static func isPrivate(_ address: UInt32) -> Bool {
        func within(_ a: UInt32, _ b: UInt32, _ bits: UInt32) -> Bool {
            (address ^ (a << 24 | b << 16)) >> (32 - bits) == 0
        }
        return within(10, 0, 8) || within(172, 16, 12) || within(192, 168, 16) || within(127, 0, 8)
            || within(169, 254, 16) || within(100, 64, 10) || within(0, 0, 8)
    }
}
