import ArgumentParser
import Letters
import Storage
import Triage

struct TicketsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tickets", abstract: "Look at the mails that stand for messages in the ACD.",
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List tickets, newest first.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var limit: LimitOption

        func run() async throws {
            let settings = try file.load()
            let lines = try await openStore(settings).tickets(limit: limit.limit)
            let subjects = try TicketSubject(brand: settings.brand)
            if output.json {
                for line in lines { Output.standard.line(line.json(subject: subjects.of(line))) }
                return
            }
            guard !lines.isEmpty else {
                let why = settings.acd == nil ? " The configuration has no `acd`, so none is written." : ""
                Output.standard.line("There is no ticket.\(why)")
                return
            }
            var table = Table([
                ("TICKET", .right), ("STATE", .left), ("QUEUE", .left), ("TRIES", .right), ("SOURCE", .left),
                ("SUBJECT", .left),
            ])
            for line in lines {
                table.add([
                    "\(line.id.rawValue)", line.state.rawValue, line.draft.queue.rawValue, "\(line.attempts)",
                    line.source.rawValue, subjects.of(line),
                ])
            }
            table.print(to: .standard) { lines[$0].state == .givenUp ? .alarm : .none }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a ticket as the agent reads it.")

        @Argument(help: "The number of the ticket.") var number: Int64
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let settings = try file.load()
            let found = try await openStore(settings).ticket(ErrandID(rawValue: number))
            guard let (line, material) = found else {
                throw CommandFailure(.badData, "there is no ticket \(number)", remedy: "`earshot tickets list`")
            }
            let letter = try TicketWriter().write(
                material, draft: line.draft, brand: settings.brand, desk: settings.console?.agentsAddress)
            if output.json {
                Output.standard.line(
                    .object(
                        line.pairs(subject: letter.subject) + [
                            ("attempts", .integer(line.attempts)), ("lastError", .text(line.lastError)),
                            ("answer", .text(line.answer)), ("inReplyTo", .text(line.draft.inReplyTo)),
                            ("references", .list(line.draft.references.map { .text($0) })),
                            ("headers", .object(letter.headers.map { ($0.name, .text($0.value)) })),
                            ("text", .text(letter.plain)),
                        ]))
                return
            }
            let out = Output.standard
            out.line(out.bold(Shown.line(letter.subject)))
            out.line("  \(line.state.rawValue), \(line.attempts) tries, queue \(line.draft.queue.rawValue)")
            out.line("  Message-ID <\(Shown.line(line.draft.messageID))>")
            if let id = line.draft.inReplyTo { out.line("  In-Reply-To <\(Shown.line(id))>") }
            if !line.answer.isEmpty { out.line("  the server said: \(Shown.line(line.answer))") }
            if !line.lastError.isEmpty { out.line(out.red("  \(Shown.line(line.lastError))")) }
            for header in letter.headers { out.line(out.dim("  \(header.name): \(Shown.line(header.value))")) }
            out.line("")
            out.line(Shown.paragraph(letter.plain))
        }
    }
}

/// The subject that a ticket's mail bears.
struct TicketSubject {
    private let writer: TicketWriter
    private let brand: String

    init(brand: String) throws {
        self.brand = brand
        writer = try TicketWriter()
    }

    func of(_ line: TicketLine) -> String {
        if let call = line.callBack { return "[Earshot call-back \(call)] Ring a customer as agreed" }
        guard let stored = line.message else { return "Could not be read: an item of \(line.source)" }
        let facts = TicketFacts(
            brand: brand, draft: line.draft, message: stored.message, heardAt: stored.heardAt, verdict: stored.verdict,
            customer: stored.customer, conversation: line.conversation, caseID: nil, earlier: [], earlierCount: 0)
        return writer.write(facts).subject
    }
}

extension TicketWriter {
    func write(
        _ material: TicketMaterial, draft: TicketDraft, brand: String, desk: String? = nil
    ) -> TicketLetter {
        switch material {
        case .message(let stored, let earlier, let count, let caseID):
            write(
                TicketFacts(
                    brand: brand, draft: draft, message: stored.message, heardAt: stored.heardAt,
                    verdict: stored.verdict, customer: stored.customer, conversation: stored.conversation,
                    caseID: caseID,
                    earlier: earlier.map {
                        .init(
                            author: TicketWriter.who($0.message.author), time: $0.message.time, text: $0.message.text)
                    },
                    earlierCount: count))
        case .unreadable(let item, let heardAt, let id): write(item, number: id, heardAt: heardAt, brand: brand)
        case .callBack(let call, let story, let message, let earlier, let count, let said):
            write(
                CallBackBrief(
                    call, story, message, earlier: earlier, earlierCount: count, said: said, brand: brand, desk: desk))
        }
    }
}
