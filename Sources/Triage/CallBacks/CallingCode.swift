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

    private static let two: Set<Int> = [
        20, 27, 28, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60,
        61, 62, 63, 64, 65, 66, 81, 82, 83, 84, 86, 89, 90, 91, 92, 93, 94, 95, 98,
    ]
}
