import Foundation

extension Message {
    /// The part of the message in which a zone's words are looked for, and which the offsets of its matches
    /// count in.
    package func part(_ zone: Zone) -> String {
        switch zone {
        case .text: text
        case .url: addresses.joined(separator: "\n")
        case .name: author.handle.address + "\n" + author.displayName
        case .quoted: quoted
        }
    }

    /// The same in UTF-8, made for each message that is judged.
    func bytes(of zone: Zone) -> [UInt8] {
        switch zone {
        case .text: return Array(text.utf8)
        case .url: return links.isEmpty && !Self.mayHoldAddress(text) ? [] : Array(part(.url).utf8)
        case .name:
            var bytes: [UInt8] = []
            bytes.reserveCapacity(author.handle.address.utf8.count + 1 + author.displayName.utf8.count)
            bytes.append(contentsOf: author.handle.address.utf8)
            bytes.append(0x0A)
            bytes.append(contentsOf: author.displayName.utf8)
            return bytes
        case .quoted: return Array(quoted.utf8)
        }
    }

    /// Whether `://` or `www.` stands in it, which it does in few messages.
    private static func mayHoldAddress(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            func stands(_ sign: Character, _ isFound: (Int) -> Bool) -> Bool {
                guard let base = UnsafeRawPointer(bytes.baseAddress), let sign = sign.asciiValue else { return false }
                var place = 0
                while place < bytes.count, let next = memchr(base + place, Int32(sign), bytes.count - place) {
                    place = UnsafeRawPointer(next) - base
                    if isFound(place) { return true }
                    place += 1
                }
                return false
            }
            return stands(":") { bytes[$0...].starts(with: "://".utf8) }
                || stands(".") { $0 >= 3 && bytes[$0 - 3..<$0].allSatisfy { $0 | 0x20 == UInt8(ascii: "w") } }
        }
    }

    /// The addresses that the channel found, then those that stand in the text as they are; each once.
    private var addresses: [String] {
        var found = links
        for address in Self.addresses(in: text, most: Self.mostAddresses) where !found.contains(address) {
            found.append(address)
        }
        return found
    }

    private static let mostAddresses = 64

    /// Runs of bytes that no address is written without: `scheme://…` and `www.…`.
    private static func addresses(in text: String, most: Int) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            var found: [String] = []
            var place = 0
            var runStart = 0
            while place < bytes.count, found.count < most {
                let byte = bytes[place]
                if !isAddressByte(byte) {
                    place += 1
                    runStart = place
                    continue
                }
                let isScheme =
                    byte == UInt8(ascii: ":") && place > runStart && place + 3 < bytes.count
                    && bytes[place + 1] == UInt8(ascii: "/") && bytes[place + 2] == UInt8(ascii: "/")
                    && isAddressByte(bytes[place + 3])
                let isHost =
                    byte | 0x20 == UInt8(ascii: "w") && place == runStart && place + 4 < bytes.count
                    && bytes[place + 1] | 0x20 == UInt8(ascii: "w") && bytes[place + 2] | 0x20 == UInt8(ascii: "w")
                    && bytes[place + 3] == UInt8(ascii: ".") && ByteTable.lower[Int(bytes[place + 4])] != 0
                guard isScheme || isHost else {
                    place += 1
                    continue
                }
                var start = place
                while start > runStart, ByteTable.lower[Int(bytes[start - 1])] > 0x39 { start -= 1 }
                var end = place
                while end < bytes.count, isAddressByte(bytes[end]) { end += 1 }
                let next = end
                while end > place + 3, isClosing(bytes[end - 1]) { end -= 1 }
                found.append(String(decoding: bytes[start..<end], as: UTF8.self))
                place = next
                runStart = next
            }
            return found
        }
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
            && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")")
    }

    /// Ends the sentence around an address rather than the address.
    private static func isClosing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
            UInt8(ascii: "?"), UInt8(ascii: "'"):
            true
        default: false
        }
    }
}

extension Zone {
    /// The bytes of a part as its words are read: byte for byte as long as the part, so that offsets hold.
    ///
    /// An address is made of words and of signs that join them; read as it is it would be one link, in
    /// which nothing is looked for. In a name, `@`, points and underscores join words as well.
    func readable(_ part: inout [UInt8]) {
        switch self {
        case .text, .quoted: return
        case .url:
            for place in part.indices where part[place] < 0x80 && ByteTable.lower[Int(part[place])] == 0 {
                if part[place] != 0x0A { part[place] = 0x20 }
            }
        case .name:
            for place in part.indices {
                switch part[place] {
                case UInt8(ascii: "@"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"),
                    UInt8(ascii: ":"), UInt8(ascii: "#"):
                    part[place] = 0x20
                default: continue
                }
            }
        }
    }
}
