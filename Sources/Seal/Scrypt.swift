import CCrypto

/// scrypt (RFC 7914), which costs whoever guesses as much memory as us.
package struct Scrypt: Hashable, Sendable {
    /// N: a power of two.
    package var cost: UInt64
    /// r.
    package var block: UInt64
    /// p.
    package var lanes: UInt64

    package init(cost: UInt64, block: UInt64, lanes: UInt64) {
        self.cost = cost
        self.block = block
        self.lanes = lanes
    }

    /// 32 MiB and about a tenth of a second.
    package static let ours = Scrypt(cost: 1 << 15, block: 8, lanes: 1)

    /// Whether it is worth the name and fits into 128 MiB: a hash from a database that somebody has written to
    /// must not take the machine's memory.
    package var isSensible: Bool {
        cost >= 1 << 10 && cost <= 1 << 17 && cost & (cost - 1) == 0 && (1...16).contains(block)
            && (1...8).contains(lanes) && cost * block * 128 <= 128 << 20
    }

    /// Blocks for as long as it takes: not for a thread of Swift's pool.
    /// - Throws: `NoMemory` where the machine has not that much.
    package func derive(_ password: [UInt8], salt: [UInt8], count: Int) throws -> [UInt8] {
        var key = [UInt8](repeating: 0, count: count)
        let characters = password.map { CChar(bitPattern: $0) }
        let isDone = EVP_PBE_scrypt(
            characters, characters.count, salt, salt.count, cost, block, lanes, 160 << 20, &key, count)
        guard isDone == 1 else {
            ERR_clear_error()
            throw NoMemory()
        }
        return key
    }
}

package struct NoMemory: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "the machine has not the memory to check a password now" }
}
