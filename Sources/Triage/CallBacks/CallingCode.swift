/// The country's part of a number in E.164, as ITU-T E.164.D assigns them: one digit for two zones, two for those of
/// the list, three for all others. No code begins another, so that the digits alone tell where it ends.
package enum CallingCode {
    /// `+351` of `+351961234678`; nil: it is no number in E.164.
    package static func of(_ e164: String) -> Substring? {
        guard e164.first == "+" else { return nil }
        let digits = e164.utf8.dropFirst()
        guard digits.count >= 3, digits.allSatisfy({ (48...57).contains($0) }), let first = digits.first else {
            return nil
        }
        let second = digits.dropFirst().first ?? 48
        let count = first == 49 || first == 55 ? 1 : two.contains(Int(first - 48) * 10 + Int(second - 48)) ? 2 : 3
        return e164.prefix(1 + count)
    }

    /// ISO 3166, of the main country of a number's code; nil: it is none of those that customers are likeliest to text
    /// from.
    static func region(of e164: String) -> String? { of(e164).flatMap { regions[String($0)] } }

    /// Where a language that we read is spoken by most: the country whose numbers are written without its code.
    static func region(speaking language: String) -> String? {
        switch language.lowercased().prefix(while: { $0 != "-" && $0 != "_" }) {
        case "de": "DE"
        case "es": "ES"
        case "fr": "FR"
        case "pt": "PT"
        case "it": "IT"
        default: nil
        }
    }

    private static let regions = [
        "+1": "US", "+7": "RU", "+27": "ZA", "+30": "GR", "+31": "NL", "+32": "BE", "+33": "FR", "+34": "ES",
        "+36": "HU", "+39": "IT", "+40": "RO", "+41": "CH", "+43": "AT", "+44": "GB", "+45": "DK", "+46": "SE",
        "+47": "NO", "+48": "PL", "+49": "DE", "+51": "PE", "+52": "MX", "+54": "AR", "+55": "BR", "+56": "CL",
        "+57": "CO", "+58": "VE", "+61": "AU", "+64": "NZ", "+90": "TR", "+91": "IN", "+351": "PT", "+352": "LU",
        "+353": "IE", "+354": "IS", "+356": "MT", "+357": "CY", "+358": "FI", "+359": "BG", "+370": "LT",
        "+371": "LV", "+372": "EE", "+380": "UA", "+381": "RS", "+385": "HR", "+386": "SI", "+420": "CZ",
        "+421": "SK", "+593": "EC", "+598": "UY",
    ]

    private static let two: Set<Int> = [
        20, 27, 28, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60,
        61, 62, 63, 64, 65, 66, 81, 82, 83, 84, 86, 89, 90, 91, 92, 93, 94, 95, 98,
    ]
}
