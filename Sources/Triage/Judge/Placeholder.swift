/// A mask for what people would write a regular expression for: `{money}` stands for any sum, alone or
/// inside a phrase. In the vocabulary it is a word of manner `placeholder` whose bytes are `{money}`.
enum Placeholder: UInt8, CaseIterable, Sendable {
    case money, number, date, time, email, phone, order, url

    var name: String {
        switch self {
        case .money: "money"
        case .number: "number"
        case .date: "date"
        case .time: "time"
        case .email: "email"
        case .phone: "phone"
        case .order: "order"
        case .url: "url"
        }
    }

    /// `{money}`
    var written: String { "{\(name)}" }

    init?(name: some StringProtocol) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// All of them, for a complaint.
    static let writtenAll = allCases.map(\.written).joined(separator: " ")
}
