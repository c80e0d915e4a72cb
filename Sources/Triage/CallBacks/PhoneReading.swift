/// What is known of a telephone number from its digits alone. It was read by `Facts`' `PhoneReader`; here it is a
/// plain value.
///
/// The data behind it is a library's of some years' standing: a number of the wrong length is none, while a range
/// that the data does not know may have been opened since, and is only doubted.
package struct PhoneReading: Hashable, Sendable {
    package enum Standing: Hashable, Sendable {
        case valid
        /// Of a length that its country has, in a range that this data does not know.
        case doubtful
        case impossible(Reason)
    }

    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// Digits are missing, or the code of the area is.
        case tooShort
        case tooLong
        case notANumber
        /// No country has this code.
        case unknownCountry
    }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case mobile, fixedLine, fixedOrMobile, tollFree, premium, sharedCost, voip, personal, pager, uan
        /// Police, fire, ambulance.
        case emergency
        /// Reaches somebody only within its country or its network.
        case shortCode
        case unknown
    }

    /// `+442079460958`. Empty for what is impossible, for emergency numbers and for short codes, which have none.
    package var e164: String
    /// As a person writes it, `+44 20 7946 0958 ext. 5`; of emergency numbers and short codes the digits. Empty for
    /// what is impossible.
    package var international: String
    /// Digits that are dialled once somebody, or a machine, has answered; no part of `e164`.
    package var extensionDigits: String?
    /// ISO 3166, `GB`; `001` for what belongs to no country; empty where it is not known. Of a doubtful number the
    /// main country of its calling code.
    package var region: String
    package var kind: Kind
    package var standing: Standing

    package init(
        e164: String, international: String, extensionDigits: String? = nil, region: String, kind: Kind,
        standing: Standing
    ) {
        self.e164 = e164
        self.international = international
        self.extensionDigits = extensionDigits
        self.region = region
        self.kind = kind
        self.standing = standing
    }

    package static func impossible(_ reason: Reason, region: String = "") -> PhoneReading {
        PhoneReading(e164: "", international: "", region: region, kind: .unknown, standing: .impossible(reason))
    }

    /// Why nobody may be rung there on the house's account.
    package enum Obstacle: Hashable, Sendable {
        case impossible(Reason)
        case emergency
        case shortCode
        /// Whoever rings pays more than for an ordinary call, and somebody earns by it: premium lines, shared cost,
        /// and personal numbers, which are charged like them.
        case costly
        /// A pager; nobody can be spoken to.
        case voiceless
    }

    /// Nil where a call-back may be agreed. A number that is only doubtful is not refused but asked for again.
    package var obstacle: Obstacle? {
        if case .impossible(let reason) = standing { return .impossible(reason) }
        switch kind {
        case .emergency: return .emergency
        case .shortCode: return .shortCode
        case .premium, .sharedCost, .personal: return .costly
        case .pager: return .voiceless
        case .mobile, .fixedLine, .fixedOrMobile, .tollFree, .voip, .uan, .unknown: return nil
        }
    }
}
