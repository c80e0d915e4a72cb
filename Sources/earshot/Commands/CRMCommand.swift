import ArgumentParser
import Storage
import Triage

struct CRMCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crm", abstract: "Keep the image of the CRM by which customers are known.",
        subcommands: [Import.self, Show.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import customers from a CSV file: all of them, or none.",
            discussion: """
                The first line names the columns, in any order: id, name, handles, tier, value, language, time_zone, \
                number, preferred_channel, tags, and consent_CHANNEL (yes, no, unknown) for each channel. handles holds \
                channel:address, several with spaces or semicolons between them; tags holds words with \
                commas or semicolons between them. A customer who is there already is \
                replaced; one whom the file does not name is kept. \
                Numbers without their country's code are those of `region`.
                """)

        @Argument(help: "The CSV file, UTF-8.") var path: String
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let settings = try file.load()
            let reading = CustomerFile.read(
                try BoundedFile.read(path, limit: CustomerFile.sizeLimit), numbers: settings.numbers)
            guard reading.flawCount == 0 else {
                for flaw in reading.flaws {
                    Output.complaints.line("\(Shown.line(path)): \(Shown.line(flaw.description))")
                }
                let rest = reading.flawCount - reading.flaws.count
                if rest > 0 { Output.complaints.line("\(Shown.line(path)): and \(rest) more") }
                throw CommandFailure(.badData, "nothing was imported", remedy: "mend the file and import it again")
            }
            let store = try await openStore(settings)
            let result = try await store.importCustomers(reading.customers, now: .wallClock)
            guard result.conflicts.isEmpty else {
                for conflict in result.conflicts.prefix(CustomerFile.flawLimit) {
                    Output.complaints.line("\(Shown.line(path)): \(Shown.line(conflict))")
                }
                throw CommandFailure(.badData, "nothing was imported", remedy: "a handle belongs to one customer")
            }
            if output.json {
                Output.standard.line(
                    .object([
                        ("added", .integer(result.added)), ("changed", .integer(result.changed)),
                        ("unchanged", .integer(result.unchanged)),
                        ("unread", .list(reading.unread.map { .text($0) })),
                    ]))
                return
            }
            Output.standard.line("\(result.added) added, \(result.changed) changed, \(result.unchanged) unchanged")
            if !reading.unread.isEmpty {
                Output.standard.line("Columns not read: \(Shown.line(reading.unread.joined(separator: ", ")))")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what is known of a customer.")

        @Argument(help: "The customer's id, or a handle: channel:address.") var who: String
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let settings = try file.load()
            let store = try await openStore(settings)
            var found = try await store.customer(CustomerID(rawValue: who))
            if found == nil, let handle = Handle(written: who, numbers: settings.numbers) {
                found = try await store.customer(with: handle)
            }
            guard let customer = found else {
                throw CommandFailure(.badData, "there is no customer `\(who)`")
            }
            if output.json {
                Output.standard.line(customer.json)
                return
            }
            let out = Output.standard
            out.line(out.bold("\(Shown.line(customer.name)) (\(Shown.line(customer.id.rawValue)))"))
            let consent = customer.consent.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rawValue)" }
            let facts: [(String, String)] = [
                ("Handles", customer.handles.map(\.description).joined(separator: "  ")), ("Tier", customer.tier),
                ("Value", customer.value.map(String.init) ?? ""), ("Language", customer.language),
                ("Time zone", customer.timeZone), ("Number", customer.number),
                ("Consent", consent.joined(separator: ", ")), ("Prefers", customer.preferredChannel),
                ("Tags", customer.tags.joined(separator: ", ")),
            ]
            for (title, text) in facts where !text.isEmpty {
                out.line("  \(title)\(String(repeating: " ", count: 11 - title.count))\(Shown.line(text))")
            }
        }
    }
}
