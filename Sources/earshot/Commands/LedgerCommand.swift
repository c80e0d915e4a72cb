import ArgumentParser
import Foundation
import Storage
import Triage

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Account for every message: heard = stored + duplicate + filtered + quarantined.",
        discussion: """
            `unaccounted` is what is missing from that sum, and always 0. With --json one line a source; with \
            --quarantined as well, one line for each item that could not be read instead, with --filtered one for \
            each rule that filtered something.
            """)

    @OptionGroup var file: ConfigurationOption
    @OptionGroup var output: JSONFlag
    @Flag(name: .long, help: "Only what could not be read, with its beginning.")
    var quarantined = false
    @Flag(name: .long, help: "Only what was filtered, by which rule.")
    var filtered = false
    @OptionGroup var limit: LimitOption

    func validate() throws {
        if quarantined, filtered { throw ValidationError("--quarantined and --filtered exclude each other") }
    }

    func run() async throws {
        let store = try await openStore(file.load())
        if filtered {
            show(try await store.filtered(), alone: true)
            return
        }
        if !quarantined {
            let lines = try await store.ledger()
            if output.json {
                for line in lines { Output.standard.line(line.json) }
                return
            }
            show(lines)
            show(try await store.filtered(), alone: false)
        }
        let items = try await store.quarantined(limit: quarantined ? limit.limit : 20)
        if output.json {
            for (id, item, heardAt) in items { Output.standard.line(Self.json(id, item, heardAt)) }
            return
        }
        if items.isEmpty {
            if quarantined { Output.standard.line("Everything could be read.") }
            return
        }
        if !quarantined { Output.standard.line("\nCould not be read, newest first:") }
        for (id, item, heardAt) in items {
            let out = Output.standard
            out.line(
                "  \(out.bold("Q\(id)"))  \(item.source)  \(heardAt.rfc3339)  \(bytesInWords(item.wholeBytes))"
                    + (item.contentType.isEmpty ? "" : "  \(Shown.line(item.contentType, columns: 60))"))
            out.line("      \(Shown.line(item.reason))")
            if quarantined {
                let begin = String(decoding: item.raw.prefix(400), as: UTF8.self)
                out.line("      \(out.dim(Shown.line(begin, columns: 240)))")
            }
        }
    }

    private func show(_ lines: [LedgerLine]) {
        guard !lines.isEmpty else {
            Output.standard.line("Nothing was heard yet.")
            return
        }
        var table = Table([
            ("SOURCE", .left), ("HEARD", .right), ("STORED", .right), ("DUPLICATE", .right), ("FILTERED", .right),
            ("QUARANTINED", .right), ("UNACCOUNTED", .right),
        ])
        for line in lines {
            table.add(
                [line.source.rawValue]
                    + [line.heard, line.stored, line.duplicate, line.filtered, line.quarantined, line.unaccounted]
                    .map(String.init))
        }
        table.print(to: .standard) { lines[$0].unaccounted == 0 ? .none : .alarm }
    }

    /// - Parameter alone: nothing else is asked for, so that nothing is said too.
    private func show(_ lines: [FilteredLine], alone: Bool) {
        if output.json {
            for line in lines {
                Output.standard.line(
                    .object([
                        ("source", .text(line.source.rawValue)), ("rule", .text(line.rule)),
                        ("filtered", .integer(line.count)),
                    ]))
            }
            return
        }
        guard !lines.isEmpty else {
            if alone { Output.standard.line("Nothing was filtered.") }
            return
        }
        if !alone { Output.standard.line("") }
        var table = Table([("FILTERED", .right), ("SOURCE", .left), ("BY", .left)])
        for line in lines { table.add(["\(line.count)", line.source.rawValue, line.rule]) }
        table.print(to: .standard)
    }

    private static func json(_ id: Int64, _ item: Unreadable, _ heardAt: Moment) -> JSON {
        .object([
            ("quarantined", .integer(id)), ("source", .text(item.source.rawValue)),
            ("channel", .text(item.channel.rawValue)), ("heardAt", heardAt.json), ("reason", .text(item.reason)),
            ("contentType", .text(item.contentType)), ("bytes", .integer(item.wholeBytes)),
            ("identity", .text(item.identity)), ("raw", .text(Data(item.raw).base64EncodedString())),
        ])
    }
}
