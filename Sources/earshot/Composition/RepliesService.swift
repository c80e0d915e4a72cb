import Letters
import Logging
import ServiceLifecycle
import Triage

/// Takes templates over as they are saved, within two seconds; what does not check is refused, and the words that were
/// in force go on.
struct RepliesService: Service {
    private let configuration: Box<Configuration>
    private let take: @Sendable (ReplyBook, _ languages: [String]) async -> Void
    private let refused: @Sendable ([Complaint]) async -> Void
    private let logger = Logger(label: "earshot.answers")

    private static let pause = Duration.milliseconds(500)

    init(
        _ configuration: Box<Configuration>, refused: @escaping @Sendable ([Complaint]) async -> Void = { _ in },
        take: @escaping @Sendable (ReplyBook, _ languages: [String]) async -> Void
    ) {
        self.configuration = configuration
        self.refused = refused
        self.take = take
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var folder = configuration.value.rules
            var keeper = RepliesKeeper(folder)
            while !Task.isCancelled {
                let now = configuration.value
                // A reload has read the folder that it names.
                if now.rules != folder {
                    folder = now.rules
                    keeper = RepliesKeeper(folder)
                }
                if (now.manners?.mode ?? .off) != .off { await look(&keeper, now) }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    private func look(_ keeper: inout RepliesKeeper, _ configuration: Configuration) async {
        switch keeper.ask() {
        case nil: break
        case .book(let book):
            let languages = configuration.spoken(book)
            await take(book, languages)
            logger.notice(
                "new words for customers are in force", metadata: ["languages": "\(languages.joined(separator: ","))"])
        case .refused(let complaints):
            logger.error(
                "what would be said to customers is refused; the words in force go on",
                metadata: [
                    "errors": "\(complaints.count)",
                    "complaints": "\(complaints.prefix(3).map(\.inShort).joined(separator: "; "))",
                ])
            await refused(complaints)
        }
    }
}
