import Dispatch
import Foundation

/// Passwords as they are stored: `scrypt$32768$8$1$<salt>$<hash>`, the parameters beside the hash so that old
/// ones go on working when ours grow.
///
/// At most two are hashed at once in the whole process (64 MiB, both cores), off Swift's pool; at most 64 wait.
package struct PasswordHash: Sendable {
    package static let turnstile = Turnstile(width: 2, line: 64)

    /// What may be a password, in bytes of UTF-8.
    package static let longest = 1024

    private var scrypt: Scrypt
    private var salt: [UInt8]
    private var hash: [UInt8]

    /// - Parameter scrypt: for tests, which cannot wait.
    /// - Throws: `NoChance`, `NoMemory`, `TooMany`.
    package static func make(_ password: String, with scrypt: Scrypt = .ours) async throws -> String {
        let salt = try Chance.bytes(16)
        let hash = try await derive(password, scrypt, salt)
        return PasswordHash(scrypt: scrypt, salt: salt, hash: hash).text
    }

    /// Takes equally long whether it holds or not. What is not a hash of ours, such as the empty text for a name that
    /// nobody has, holds for no password and takes as long as one that is.
    /// - Throws: `NoMemory`, `TooMany`.
    package static func holds(_ password: String, against stored: String) async throws -> Bool {
        guard let known = PasswordHash(stored) else {
            _ = try await derive(password, .ours, [UInt8](repeating: 0, count: 16))
            return false
        }
        return Sign.isEqual(try await derive(password, known.scrypt, known.salt), known.hash)
    }

    private static func derive(_ password: String, _ scrypt: Scrypt, _ salt: [UInt8]) async throws -> [UInt8] {
        // The same letters typed on another machine may come composed or decomposed.
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        return try await turnstile.pass {
            try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global(qos: .userInitiated).async {
                    continuation.resume(with: Result { try scrypt.derive(bytes, salt: salt, count: 32) })
                }
            }
        }
    }

    private init(scrypt: Scrypt, salt: [UInt8], hash: [UInt8]) {
        self.scrypt = scrypt
        self.salt = salt
        self.hash = hash
    }

    private init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let cost = UInt64(parts[1]), let block = UInt64(parts[2]),
            let lanes = UInt64(parts[3]), let salt = Base64URL.bytes(parts[4]), let hash = Base64URL.bytes(parts[5]),
            (8...64).contains(salt.count), hash.count == 32
        else { return nil }
        self.init(scrypt: Scrypt(cost: cost, block: block, lanes: lanes), salt: salt, hash: hash)
        guard scrypt.isSensible else { return nil }
    }

    private var text: String {
        "scrypt$\(scrypt.cost)$\(scrypt.block)$\(scrypt.lanes)$\(Base64URL.text(salt))$\(Base64URL.text(hash))"
    }
}
