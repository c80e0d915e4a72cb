import Channels
import Triage

extension JudgeLine {
    /// What a line says of a message.
    struct Given {
        var id: JSON?
        var text: String
        var channel: Channel?
        var handle = ""
        var name = ""
        var followers: Int?
        var isAutomatic = false
        var isVerified = false
        var time: Moment?
        var language = ""
        var customer: Customer?
        /// Somebody has said whether it should be hot.
        var isMeantHot: Bool?

        init(text: String) { self.text = text }

        /// A field in words, as a table has it; empty cells say nothing.
        mutating func put(_ words: String, as field: Field) throws(Flaw) {
            guard !words.isEmpty || field == .text else { return }
            switch field {
            case .id: id = .text(words)
            case .text: text = words
            case .channel: channel = try Self.channel(words)
            case .author: handle = words
            case .time: time = try Self.time(words)
            case .language: language = words.lowercased()
            case .customer: customer = Customer(id: .init(rawValue: words))
            case .hot: isMeantHot = try Self.flag(words)
            }
        }

        fileprivate static func channel(_ word: String) throws(Flaw) -> Channel {
            guard let known = Channel(rawValue: word) else {
                let list = Channel.allCases.map(\.rawValue).joined(separator: ", ")
                throw Flaw(description: "`channel` is none of \(list)")
            }
            return known
        }

        private static func flag(_ word: String) throws(Flaw) -> Bool {
            switch word.lowercased() {
            case "true", "1", "yes", "y", "hot", "ja", "oui", "sí", "si", "sim": return true
            case "false", "0", "no", "n", "not-hot", "nein", "non", "não": return false
            default: throw Flaw(description: "`hot` is neither true nor false: \(word)")
            }
        }

        fileprivate static func time(_ word: String) throws(Flaw) -> Moment {
            guard let moment = Moment(rfc3339: word) else {
                throw Flaw(description: "`time` is no RFC 3339 time, as 2026-11-22T06:30:00Z is")
            }
            return moment
        }
    }

    /// The keys of a line, and the columns of a table.
    enum Field: Int, CaseIterable { case id, text, channel, author, time, language, customer, hot }
    fileprivate enum AuthorField: Int, CaseIterable { case handle, name, followers, automatic, verified }
    fileprivate enum CustomerField: Int, CaseIterable { case id, name, tier, value, language, tags }
}

extension JudgeLine.Given {
    private static let shape = JSONShape<JudgeLine.Field>()
    private static let authorShape = JSONShape<JudgeLine.AuthorField>()
    private static let customerShape = JSONShape<JudgeLine.CustomerField>()

    /// - Throws: `JudgeLine.Flaw`.
    init(_ json: JSONValue) throws {
        let read = try Self.shape.pick(json) { line in
            guard let words = line[.text] else { throw JudgeLine.Flaw(description: "there is no `text`") }
            var given = Self(text: try Self.text(words, "text"))
            if let value = line[.id] { given.id = try Self.id(value) }
            if let value = line[.channel] { given.channel = try Self.channel(Self.text(value, "channel")) }
            if let value = line[.time] { given.time = try Self.time(Self.text(value, "time")) }
            if let value = line[.language] { given.language = try Self.text(value, "language").lowercased() }
            if let value = line[.author] { try given.takeAuthor(value) }
            if let value = line[.hot] {
                guard let flag = value.boolean else { throw Self.wrongType("hot") }
                given.isMeantHot = flag
            }
            if let value = line[.customer] { given.customer = try Self.customer(value) }
            return given
        }
        guard let read else { throw JudgeLine.Flaw(description: "not a JSON object") }
        self = read
    }

    private static func text(_ value: JSONValue, _ key: String) throws -> String {
        guard let text = value.string else { throw wrongType(key) }
        return text
    }

    private static func wrongType(_ key: String) -> JudgeLine.Flaw {
        JudgeLine.Flaw(description: "`\(key)` is of the wrong type")
    }

    private static func id(_ value: JSONValue) throws -> JSON {
        if let number = value.integer { return .integer(number) }
        return .text(try text(value, "id"))
    }

    private mutating func takeAuthor(_ value: JSONValue) throws {
        if let text = value.string {
            handle = text
            return
        }
        let isObject: Void? = try Self.authorShape.pick(value) { author in
            if let value = author[.handle] { handle = try Self.text(value, "author.handle") }
            if let value = author[.name] { name = try Self.text(value, "author.name") }
            if let value = author[.followers] {
                guard let number = value.integer else { throw Self.wrongType("author.followers") }
                followers = Int(number)
            }
            if let value = author[.automatic] {
                guard let flag = value.boolean else { throw Self.wrongType("author.automatic") }
                isAutomatic = flag
            }
            if let value = author[.verified] {
                guard let flag = value.boolean else { throw Self.wrongType("author.verified") }
                isVerified = flag
            }
        }
        if isObject == nil { throw Self.wrongType("author") }
    }

    private static func customer(_ value: JSONValue) throws -> Customer {
        if let text = value.string { return Customer(id: .init(rawValue: text)) }
        let customer = try customerShape.pick(value) { given in
            func text(_ field: JudgeLine.CustomerField) throws -> String {
                try given[field].map { try Self.text($0, "customer.\(field)") } ?? ""
            }
            var customer = Customer(
                id: .init(rawValue: try text(.id)), name: try text(.name), tier: try text(.tier).lowercased(),
                language: try text(.language).lowercased())
            if let value = given[.value] {
                guard let number = value.integer else { throw Self.wrongType("customer.value") }
                customer.value = number
            }
            if let value = given[.tags] {
                customer.tags = try value.items.map { try Self.text($0, "customer.tags").lowercased() }
            }
            return customer
        }
        guard let customer else { throw wrongType("customer") }
        return customer
    }
}
