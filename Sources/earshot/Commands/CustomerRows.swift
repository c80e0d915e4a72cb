import Foundation
import Triage

/// The rows of a customer file as they come, gathered into customers and flaws.
extension CustomerFile {
    struct Rows {
        var reading: Reading
        /// The line in which the next row begins.
        private(set) var line = 1
        private var columns: [Column]?
        private var headerCount = 0
        private var lineOfID: [String: Int] = [:]
        private var ownerOfHandle: [Handle: (id: String, line: Int)] = [:]
        private var last: (fields: [String], line: Int)?
        private var rowCount = 0

        private let numbers: NumberReader

        init(reading: Reading, numbers: NumberReader) {
            self.reading = reading
            self.numbers = numbers
        }

        mutating func take(_ fields: [String]) {
            flush(isLast: false)
            last = (fields, line)
            // A line break ends a row or stands within a quoted field.
            line += 1 + fields.reduce(0) { $0 + $1.count(where: \.isNewline) }
        }

        /// The row that begins at `line` cannot be taken apart, nor what follows.
        mutating func `break`(_ message: String) {
            flush(isLast: false)
            reading.add(Flaw(line: line, column: "", message: message))
        }

        /// - Parameter quotesAreOdd: somewhere one was opened and never closed.
        mutating func finish(quotesAreOdd: Bool) {
            if quotesAreOdd {
                reading.add(Flaw(line: last?.line ?? 1, column: "", message: "a quote is opened and never closed"))
                last = nil
                return
            }
            flush(isLast: true)
            if columns == nil, reading.flawCount == 0 {
                reading.add(Flaw(line: 1, column: "", message: "the file is empty; its first line names the columns"))
            }
        }

        private mutating func flush(isLast: Bool) {
            guard let (fields, line) = last else { return }
            last = nil
            if fields.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { return }
            guard let columns else {
                self.columns = header(fields, line)
                return
            }
            rowCount += 1
            guard rowCount <= CustomerFile.rowLimit else {
                if rowCount == CustomerFile.rowLimit + 1 {
                    reading.add(
                        Flaw(line: line, column: "", message: "more than \(CustomerFile.rowLimit) customers"))
                }
                return
            }
            // The library drops an empty last field where the file ends without a line break.
            let missing = headerCount - fields.count
            guard missing == 0 || missing == 1 && isLast else {
                reading.add(
                    Flaw(
                        line: line, column: "", message: "\(fields.count) fields, and the header has \(headerCount)"))
                return
            }
            row(fields, columns, line)
        }

        private mutating func header(_ fields: [String], _ line: Int) -> [Column] {
            headerCount = fields.count
            var seen: Set<String> = []
            var columns: [Column] = []
            for field in fields {
                let name = field.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: "_")
                if !name.isEmpty, !seen.insert(name).inserted {
                    reading.add(Flaw(line: line, column: field, message: "this column is there twice"))
                }
                if let column = Column(name: name) {
                    columns.append(column)
                    continue
                }
                columns.append(.unread)
                if let near = NearestName.of(name, among: Column.names), !seen.contains(near),
                    !fields.contains(where: { $0.lowercased() == near })
                {
                    reading.add(Flaw(line: line, column: field, message: "no such column; did you mean `\(near)`?"))
                } else {
                    reading.unread.append(field)
                }
            }
            if !columns.contains(.id) {
                reading.add(Flaw(line: line, column: "", message: "the column `id` is missing"))
            }
            return columns
        }

        private mutating func row(_ fields: [String], _ columns: [Column], _ line: Int) {
            var customer = Customer(id: CustomerID(rawValue: ""))
            let before = reading.flawCount
            for (column, field) in zip(columns, fields) {
                let text = field.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                guard !text.isEmpty else { continue }
                do {
                    try column.put(text, into: &customer, numbers)
                } catch {
                    reading.add(Flaw(line: line, column: column.name, message: error.message))
                }
            }
            let id = customer.id.rawValue
            if id.isEmpty {
                if reading.flawCount == before { reading.add(Flaw(line: line, column: "id", message: "is empty")) }
                return
            }
            if let first = lineOfID.updateValue(line, forKey: id) {
                reading.add(Flaw(line: line, column: "id", message: "`\(id)` stands in line \(first) too"))
            }
            for handle in customer.handles {
                if let other = ownerOfHandle[handle], other.id != id {
                    reading.add(
                        Flaw(
                            line: line, column: "handles",
                            message: "\(handle) belongs to customer `\(other.id)` in line \(other.line) too"))
                } else {
                    ownerOfHandle[handle] = (id, line)
                }
            }
            if reading.flawCount == 0 { reading.customers.append(customer) }
        }
    }

    /// What a column holds.
    enum Column: Hashable {
        case id, name, handles, tier, value, language, timeZone, number, preferredChannel, tags, unread
        case consent(channel: String)

        static let names = [
            "id", "name", "handles", "tier", "value", "language", "time_zone", "number", "preferred_channel",
            "tags",
        ]

        /// - Parameter name: in lower case. Nil: nothing of ours.
        init?(name: String) {
            switch name {
            case "id": self = .id
            case "name": self = .name
            case "handles": self = .handles
            case "tier": self = .tier
            case "value": self = .value
            case "language": self = .language
            case "time_zone": self = .timeZone
            case "number": self = .number
            case "preferred_channel": self = .preferredChannel
            case "tags": self = .tags
            case _ where name.hasPrefix("consent_") && name.count > 8 && name.count <= 40:
                self = .consent(channel: String(name.dropFirst(8)))
            default: return nil
            }
        }

        var name: String {
            switch self {
            case .id: "id"
            case .name: "name"
            case .handles: "handles"
            case .tier: "tier"
            case .value: "value"
            case .language: "language"
            case .timeZone: "time_zone"
            case .number: "number"
            case .preferredChannel: "preferred_channel"
            case .tags: "tags"
            case .consent(let channel): "consent_\(channel)"
            case .unread: ""
            }
        }

        struct Refused: Error { var message: String }

        /// - Parameter text: trimmed, on one line, not empty.
        func put(_ text: String, into customer: inout Customer, _ numbers: NumberReader) throws(Refused) {
            guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
                throw Refused(message: "contains a control character")
            }
            func short(_ limit: Int) throws(Refused) -> String {
                guard text.count <= limit else { throw Refused(message: "is longer than \(limit) characters") }
                return text
            }
            switch self {
            case .id: customer.id = CustomerID(rawValue: try short(200))
            case .name: customer.name = try short(300)
            case .tier: customer.tier = try short(60).lowercased()
            case .preferredChannel: customer.preferredChannel = try short(40).lowercased()
            case .unread: break
            case .value: customer.value = try value(text)
            case .language:
                let tag = text.lowercased().replacing("_", with: "-")
                let sound = tag.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 || $0 == 45 }
                guard sound, (2...35).contains(tag.count), tag.first?.isLetter == true else {
                    throw Refused(message: "`\(text.prefix(60))` is no language; write en, de or pt-br")
                }
                customer.language = tag
            case .timeZone: customer.timeZone = try timeZone(text)
            case .number:
                if let fault = numbers.fault(text) { throw Refused(message: "`\(text.prefix(60))` \(fault)") }
                guard let number = numbers.e164(text) else {
                    let country = numbers.region.map { " of \($0)" } ?? ""
                    throw Refused(
                        message: country.isEmpty
                            ? "`\(text.prefix(60))` is no number with its country; write +12025550100"
                            : "`\(text.prefix(60))` is no number\(country), nor of another country; write +12025550100")
                }
                customer.number = number
            case .consent(let channel):
                switch text.lowercased() {
                case "yes": customer.consent[channel] = .given
                case "no": customer.consent[channel] = .refused
                case "unknown": customer.consent[channel] = .unknown
                default: throw Refused(message: "is yes, no or unknown, and this is `\(text.prefix(60))`")
                }
            case .handles: customer.handles = try handles(text, numbers)
            case .tags: customer.tags = try tags(text)
            }
        }

        /// Whole units of the currency; cents are dropped.
        private func value(_ text: String) throws(Refused) -> Int64 {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            let sound = parts.allSatisfy { $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
            guard parts.count <= 2, sound, let whole = parts.first, let value = Int64(whole) else {
                throw Refused(message: "`\(text.prefix(60))` is no number; write 1200 or 1200.50")
            }
            return value
        }

        private static let zones = "/usr/share/zoneinfo/"

        private func timeZone(_ text: String) throws(Refused) -> String {
            let sound = text.utf8.allSatisfy {
                $0 >= 97 && $0 <= 122 || $0 >= 65 && $0 <= 90 || $0 >= 48 && $0 <= 57 || [43, 45, 47, 95].contains($0)
            }
            // Hosts without tzdata believe what looks right.
            let isKnown =
                access(Self.zones + "UTC", F_OK) != 0 || access(Self.zones + text, F_OK) == 0
            guard sound, text.count <= 64, !text.hasPrefix("/"), isKnown else {
                throw Refused(message: "there is no time zone `\(text.prefix(60))`; write Europe/London")
            }
            return text
        }

        /// Parted by semicolons or commas; a tag may be of several words, and rules know it by hyphens.
        private func tags(_ text: String) throws(Refused) -> [String] {
            var tags: [String] = []
            for part in text.lowercased().split(whereSeparator: { $0 == ";" || $0 == "," }) {
                let tag = part.split(separator: " ").joined(separator: "-")
                guard tag.count <= 60 else { throw Refused(message: "a tag is longer than 60 characters") }
                if !tag.isEmpty, !tags.contains(tag) { tags.append(tag) }
            }
            guard tags.count <= 50 else { throw Refused(message: "more than 50 tags") }
            return tags
        }

        private func handles(_ text: String, _ numbers: NumberReader) throws(Refused) -> [Handle] {
            var handles: [Handle] = []
            for word in text.split(whereSeparator: { $0 == " " || $0 == ";" }) {
                if word.lowercased().hasPrefix("sms:"), let fault = numbers.fault(String(word.dropFirst(4))) {
                    throw Refused(message: "`\(word.prefix(80))` \(fault)")
                }
                guard let handle = Handle(written: String(word), numbers: numbers) else {
                    throw Refused(
                        message: "`\(word.prefix(80))` is no handle; write channel:address, as in "
                            + "mastodon:@ana@mastodon.example or email:ana@mail.example")
                }
                if !handles.contains(handle) { handles.append(handle) }
            }
            guard handles.count <= 100 else { throw Refused(message: "more than 100 handles") }
            return handles
        }
    }
}
