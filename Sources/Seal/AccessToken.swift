/// A secret that we give to somebody once and keep only as its hash: whoever reads the database cannot use it.
/// It is 32 random bytes, so its hash needs no salt and no slowness.
package struct AccessToken: Sendable {
    package enum Use: String, Sendable, CaseIterable {
        /// Of the HTTP API.
        case api = "eshk_"
        /// A browser's session.
        case session = "eshs_"
        /// For making the first account.
        case first = "eshf_"
    }

    /// What its holder is given: `eshk_` and 43 letters.
    package let text: String
    /// What is stored.
    package var hash: String { Digest256.hex(text) }

    /// - Throws: `NoChance`.
    package static func make(_ use: Use) throws -> AccessToken {
        AccessToken(text: use.rawValue + Base64URL.text(try Chance.bytes(32)))
    }

    /// What somebody gave us; nil where it cannot be one of this use, which needs no look into the database.
    package init?(_ text: some StringProtocol, for use: Use) {
        guard text.utf8.count == use.rawValue.utf8.count + 43, text.hasPrefix(use.rawValue),
            Base64URL.bytes(text.dropFirst(use.rawValue.count)) != nil
        else { return nil }
        self.text = String(text)
    }

    private init(text: String) { self.text = text }
}
