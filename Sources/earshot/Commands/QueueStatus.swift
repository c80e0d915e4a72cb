import ArgumentParser
import Storage
import Triage

extension QueueCommand {
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how an incident goes: authors of the cases linked to it are told once, in these words.")
        @OptionGroup var subject: Subject
        @Argument(help: "How it goes, at most 300 characters.") var words: String

        func validate() throws { _ = try Self.read(words) }

        func run() async throws {
            let status = try Self.read(words)
            let configuration = try subject.file.load()
            let store = try await openStore(configuration)
            let name = try await subject.person.person(configuration, store)
            let answer = try await store.say(
                status, of: CaseID(rawValue: subject.number), by: name, now: .wallClock)
            try subject.report(answer, by: name) { _ in "told of" }
        }

        private static func read(_ words: String) throws -> StatusWords {
            do {
                return try StatusWords(words)
            } catch {
                throw ValidationError("\(error)")
            }
        }
    }
}
