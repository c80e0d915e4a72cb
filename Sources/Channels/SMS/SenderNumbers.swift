import Triage

/// Who a text is from, by what the network gave for it: a number as it is dialled from anywhere, whichever way it came,
/// so that one person is one handle. Short codes and senders' names stay as they are.
///
/// The tables of the world's numbering plans lie elsewhere; this holds the way to ask them.
package struct SenderNumbers: Sendable {
    private let e164: @Sendable (String) -> String?
    /// Numbers that come without their country's code can be read.
    package let knowsCountry: Bool

    /// - Parameter e164: of a number that the country of the line knows, or that has its own code; nil: it is none,
    ///   or nobody can tell of which country.
    package init(knowsCountry: Bool, e164: @escaping @Sendable (String) -> String?) {
        self.knowsCountry = knowsCountry
        self.e164 = e164
    }

    /// What came is taken as it came.
    package static let asTheyCome = SenderNumbers(knowsCountry: false) { _ in nil }

    /// Nil where it cannot be anybody's.
    package func handle(_ sender: String) -> Handle? {
        guard let plain = Handle(.sms, sender) else { return nil }
        return e164(plain.address).flatMap { Handle(.sms, $0) } ?? plain
    }

    /// Shorter ones are short codes, which have no country's code.
    private static let shortest = 7

    /// It is long enough for a person's number, and it cannot be told of which country: the same person may write
    /// under another handle tomorrow.
    package func isHomeless(_ handle: Handle) -> Bool {
        handle.channel == .sms && handle.address.utf8.count >= Self.shortest
            && handle.address.utf8.allSatisfy { (48...57).contains($0) }
    }
}
