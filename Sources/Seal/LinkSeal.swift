/// What stands in a link or a hidden field and comes back from a stranger: a subject that only we can have
/// written, for one purpose, until a moment.
///
/// `v1.<key>.<subject>.<until>.<code>`: which secret, the subject in base64url, seconds since 1970, and
/// HMAC-SHA256 over all of it and the purpose. The subject can be read by whoever holds the link; it must be
/// a number of ours and nothing personal.
package struct LinkSeal: Sendable {
    private struct Key: Sendable {
        /// Names the secret without telling it.
        var name: String
        var bytes: [UInt8]

        /// What leaves the house is signed by a key that signs nothing else.
        init(_ secret: [UInt8]) {
            bytes = Sign.hmac(Array("earshot link".utf8), key: secret)
            name = Hex.text(Sign.hmac(Array("earshot link name".utf8), key: secret).prefix(4))
        }
    }

    private let key: Key
    private let previous: Key?

    /// Longer than any link of ours.
    static let limit = 4096

    /// - Parameter previous: the secret before this one, whose links still open until they run out.
    package init(secret: [UInt8], previous: [UInt8]? = nil) {
        key = Key(secret)
        self.previous = previous.map(Key.init)
    }

    /// - Parameter until: seconds since 1970, the first at which it no longer opens.
    package func seal(purpose: String, subject: String, until: Int64) -> String {
        let body = "v1.\(key.name).\(Base64URL.text(Array(subject.utf8))).\(until)"
        return "\(body).\(Base64URL.text(Self.code(body, purpose, key)))"
    }

    /// The subject; nil for what we did not seal, what was sealed for another purpose, and what has run out.
    package func open(_ token: String, purpose: String, now: Int64) -> String? {
        read(token, purpose: purpose, now: now)?.subject
    }

    /// The same with the second at which it runs out, by which is known when it was sealed where every link of the
    /// purpose lives as long.
    package func read(_ token: String, purpose: String, now: Int64) -> (subject: String, until: Int64)? {
        guard token.utf8.count <= Self.limit else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "v1", let until = Int64(parts[3]), String(until) == parts[3],
            let key = [key, previous].compactMap(\.self).first(where: { $0.name == parts[1] }),
            let code = Base64URL.bytes(parts[4])
        else { return nil }
        let body = parts[..<4].joined(separator: ".")
        guard Sign.isEqual(code, Self.code(body, purpose, key)), now < until,
            let subject = Base64URL.bytes(parts[2])
        else { return nil }
        return String(validating: subject, as: UTF8.self).map { (subject: $0, until: until) }
    }

    /// A code that the same words always give, for what is held against a session rather than a clock.
    package func code(purpose: String, subject: String) -> String {
        Base64URL.text(Self.code(subject, "code \(purpose)", key))
    }

    package func isCode(_ given: String, purpose: String, subject: String) -> Bool {
        guard given.utf8.count <= 64, let bytes = Base64URL.bytes(given) else { return false }
        return [key, previous].compactMap(\.self)
            .contains { Sign.isEqual(bytes, Self.code(subject, "code \(purpose)", $0)) }
    }

    /// The purpose's length stands before it, so that no end of a purpose can be taken for a body's beginning.
    private static func code(_ body: String, _ purpose: String, _ key: Key) -> [UInt8] {
        Sign.hmac(Array("\(purpose.utf8.count):\(purpose):\(body)".utf8), key: key.bytes)
    }
}
