import ArgumentParser
import Foundation
import Storage
import Triage

extension QueueCommand {
    struct Watch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Watch the queue: a live table on a terminal, elsewhere a line for each change.",
            discussion: """
                On a terminal: j next, k previous, c claim, a acknowledge, r resolve, n not hot, q quit. Changes are \
                seen within a second, whoever made them.
                """)

        @Option(
            help: ArgumentHelp("Begin behind the change of this number; 0 begins with the first.", valueName: "change"))
        var after: Int64?
        @Option(help: ArgumentHelp("End after so many changes.", valueName: "number"))
        var count: Int?
        @OptionGroup var person: PersonOption
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        /// Commits that come so close together are one look, where they are told of.
        private static let breath = Duration.milliseconds(30)
        private static let turn = Duration.milliseconds(250)

        func validate() throws {
            if let after, after < 0 { throw ValidationError("--after is the number of a change, 0 or more") }
            if let count, count < 1 { throw ValidationError("--count is a number from 1") }
        }

        func run() async throws {
            let configuration = try file.load()
            let store = try await openStore(configuration)
            let name = try await person.person(configuration, store)
            if Output.standard.isTerminal, isatty(STDIN_FILENO) == 1, !output.json, after == nil, count == nil {
                try await WatchTerminal(
                    store: store, name: name, patience: configuration.casePatience, out: .standard
                ).run()
            } else {
                try await lines(store)
            }
        }

        private func lines(_ store: Store) async throws {
            let start = if let after { after } else { try await store.changeMark() }
            var mark = start
            var seen: Set<Int64> = []
            var left = count ?? .max
            let (ears, bell) = (Ears(), Bell())
            ears.on(.queue) { bell.ring() }
            ears.open(store.engine)
            defer { ears.close() }
            while true {
                let from = max(start, mark - Store.changeOverlap)
                for change in try await store.changes(after: from, except: seen, limit: 1_000) {
                    print(change)
                    seen.insert(change.id)
                    mark = max(mark, change.id)
                    left -= 1
                    if left == 0 { break }
                }
                Output.standard.flush()
                if left == 0 { return }
                seen = seen.filter { $0 > mark - Store.changeOverlap }
                if ears.areOpen {
                    await bell.wait(until: .wallClock + Ears.net, by: SystemClock())
                    try await Task.sleep(for: Self.breath)
                } else {
                    try await Task.sleep(for: Self.turn)
                }
            }
        }

        private func print(_ change: QueueChange) {
            let (item, event, out) = (change.hotCase, change.event, Output.standard)
            if output.json {
                out.line(
                    JSON.object(
                        [
                            ("change", .integer(change.id)), ("at", event.at.json), ("by", .text(event.by)),
                            ("what", .text(event.what)), ("note", .text(event.note)),
                        ] + item.pairs))
                return
            }
            let note = event.note.isEmpty ? "" : " (\(Shown.line(event.note, columns: 160)))"
            let heat = item.severity.map { "\($0.rawValue) \(item.heat)" } ?? "\(item.heat)"
            let words =
                "\(event.at.rfc3339)  case \(item.id.rawValue), \(heat): \(Shown.line(event.what)) by "
                + "\(Shown.line(event.by))\(note): \(Shown.line(item.title, columns: 160))"
            out.line(item.state == .open && event.what == "opened" ? out.bold(words) : words)
        }
    }
}
