/// Tables of bytes, made once and never freed.
enum ByteTable {
    /// Lower case for an ASCII letter, itself for a digit, 0 for everything else.
    // Written once, before anybody can read it, by the initialiser of a global.
    nonisolated(unsafe) static let lower: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        table.initialize(repeating: 0, count: 256)
        for byte in 0x30...0x39 { table[byte] = UInt8(byte) }
        for byte in 0x61...0x7A {
            table[byte] = UInt8(byte)
            table[byte - 32] = UInt8(byte)
        }
        return UnsafePointer(table)
    }()

    /// What a byte right behind ASCII letters and digits means for the word.
    enum Behind: UInt8 {
        /// It is over.
        case end
        /// It is over unless a link or an address begins: `:`, `.`, `/`, `@`.
        case link
        /// It may go on: a letter, a part of a wider character, an apostrophe, a character reference.
        case more
    }

    // Written once, before anybody can read it, by the initialiser of a global.
    nonisolated(unsafe) static let behindWord: UnsafePointer<Behind> = {
        let table = UnsafeMutablePointer<Behind>.allocate(capacity: 256)
        for byte in 0..<256 { (table + byte).initialize(to: byte < 0x80 && lower[byte] == 0 ? .end : .more) }
        for byte in ":./@".utf8 { table[Int(byte)] = .link }
        for byte in "'&".utf8 { table[Int(byte)] = .more }
        return UnsafePointer(table)
    }()

    /// What must follow one of `:./@` where that makes a link or an address.
    // Written once, before anybody can read it, by the initialiser of a global.
    nonisolated(unsafe) static let joinsLink: UnsafePointer<Bool> = {
        let table = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
        for byte in 0..<256 { (table + byte).initialize(to: lower[byte] != 0 || byte == Int(UInt8(ascii: "/"))) }
        return UnsafePointer(table)
    }()

    /// Words that another word becomes when it loses its apostrophe: "he'll" and "hell".
    static func isMistakable(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count >= 2, word.count <= 5 else { return false }
        return mistakable.contains(where: { $0.elementsEqual(word) })
    }

    private static let mistakable: [[UInt8]] = ["ill", "well", "hell", "shell", "were", "wed", "shed", "id"].map {
        Array($0.utf8)
    }

    /// Ends of host names that make `name.end/path` a link.
    static func isTopLevel(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        guard word.count >= 2, word.count <= 7 else { return false }
        return topLevels.contains(where: { $0.elementsEqual(word) })
    }

    private static let topLevels: [[UInt8]] = [
        "com", "org", "net", "co", "uk", "de", "fr", "es", "it", "nl", "eu", "us", "ca", "au", "io", "ly", "me", "gl",
        "gd", "be", "tv", "app", "dev", "info", "biz", "news", "social", "online", "example",
    ].map { Array($0.utf8) }
}
