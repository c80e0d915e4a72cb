import Foundation

/// One SMS as the playground's Twilio keeps it.
package struct TwilioMessage: Sendable, Equatable {
    package enum Direction: String, Sendable { case inbound, outboundAPI = "outbound-api" }

    /// `SM` and 32 hexadecimal digits.
    package let sid: String
    package let from: String
    package let to: String
    package let body: String
    package let direction: Direction
    package let createdAt: Date
    package var sentAt: Date?
    package var updatedAt: Date
    package var status: String
    package var error: Int?

    /// One status further on the way of a text that was sent. One that has ended, or was settled by hand, stays.
    mutating func advance(to fate: TwilioServer.Fate, at moment: Date) {
        guard direction == .outboundAPI, let place = ["queued", "sending", "sent"].firstIndex(of: status) else {
            return
        }
        let next: (status: String, error: Int?) =
            switch (place, fate) {
            case (_, .stuck(at: status)): (status, nil)
            case (0, _): ("sending", nil)
            case (1, _): ("sent", nil)
            case (_, .delivered): ("delivered", nil)
            case (_, .undelivered(let code)): ("undelivered", code)
            case (_, .stuck): ("sent", nil)
            }
        if next.status == "sent", sentAt == nil { sentAt = moment }
        if next.status != status { updatedAt = moment }
        (status, error) = next
    }

    /// The resource of Twilio's API, version 2010-04-01.
    func resource(account: String) -> JSON {
        let base = "/2010-04-01/Accounts/\(account)/Messages/\(sid)"
        return [
            "account_sid": .string(account), "api_version": "2010-04-01", "body": .string(body),
            "date_created": .string(VendorDate(createdAt).rfc2822),
            "date_sent": .optional(sentAt.map { VendorDate($0).rfc2822 }),
            "date_updated": .string(VendorDate(updatedAt).rfc2822), "direction": .string(direction.rawValue),
            "error_code": .optional(error), "error_message": .optional(error.map { "Error \($0)" }),
            "from": .string(from), "messaging_service_sid": nil, "num_media": "0",
            "num_segments": .string(String(segments)), "price": nil, "price_unit": "USD", "sid": .string(sid),
            "status": .string(status),
            "subresource_uris": ["media": .string("\(base)/Media.json"), "feedback": .string("\(base)/Feedback.json")],
            "to": .string(to), "uri": .string("\(base).json"),
        ]
    }

    /// 160 septets of GSM 03.38 or 70 UTF-16 units in one part, 153 or 67 in each of several.
    var segments: Int {
        var septets = 0
        for scalar in body.unicodeScalars {
            if Self.basic.contains(scalar) {
                septets += 1
            } else if Self.extended.contains(scalar) {
                septets += 2
            } else {
                let units = body.utf16.count
                return units <= 70 ? 1 : (units + 66) / 67
            }
        }
        return septets <= 160 ? 1 : (septets + 152) / 153
    }

    private static let basic: Set<Unicode.Scalar> = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    private static let extended: Set<Unicode.Scalar> = Set("^{}\\[~]|€".unicodeScalars)
}

extension TwilioServer {
    /// How a text ends.
    package enum Fate: Sendable, Equatable {
        case delivered
        /// With Twilio's code: 30003, the phone cannot be reached.
        case undelivered(Int)
        /// Stays `queued`, `sending` or `sent` for ever.
        case stuck(at: String)
    }
}
