import CCrypto

/// Bytes that nobody can guess.
package enum Chance {
    /// From the operating system, by way of libcrypto.
    /// - Throws: `NoChance` where the machine has no randomness to give, which is no time to go on.
    package static func bytes(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard count > 0, RAND_bytes(&bytes, Int32(count)) == 1 else { throw NoChance() }
        return bytes
    }
}

package struct NoChance: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "the machine has no randomness to give" }
}
