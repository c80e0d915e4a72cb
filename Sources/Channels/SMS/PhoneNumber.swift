import Triage

/// The number of a person who is paged.
enum PhoneNumber {
    /// As it is dialled: `+12025550111`, or the digits alone where there is no `+` (a number of the modem's own
    /// country).
    ///
    /// - Throws: `PageFailure.refused` for what no telephone has.
    static func dialled(_ address: String, means: String) throws(PageFailure) -> String {
        guard let number = Handle(.sms, address)?.address, number.utf8.count <= 16,
            number.drop(while: { $0 == "+" }).utf8.allSatisfy({ $0 >= 48 && $0 <= 57 })
        else {
            throw PageFailure(
                .refused, "\(means): “\(HeaderText.plain(address, limit: 40))” is no number like +12025550111")
        }
        return number
    }
}
