import Act
import Channels
import Console
import Letters
import ServiceLifecycle
import Storage
import Triage
import Wire

/// What answers customers by itself, as `House` starts and reloads it. It always stands, so that what was written
/// under an earlier configuration is called off, and never waits for one that no longer answers.
struct AnswerRoom: Sendable {
    let loop: AnswerLoop
    /// Writes some of what `loop` sends: news of incidents.
    let telling: TellingLoop
    /// What was wrong with templates as it began: what they would have said is not said.
    let faults: [Complaint]
    private let inForce: Box<Configuration>
    private let store: Store
    private let exchange: Exchange
    private let clock: SystemClock

    /// - Parameters:
    ///   - configuration: with its secrets.
    ///   - decider: as it stands now.
    /// - Throws: `PageFailure`, which tells a person what cannot work.
    init(
        _ configuration: Configuration, store: Store, exchange: Exchange, worker: Worker, clock: SystemClock,
        decider: @escaping @Sendable () -> Decider, ears: Ears? = nil,
        tell: @escaping @Sendable (AnswerEvent) -> Void = { _ in }
    ) throws {
        self.store = store
        self.exchange = exchange
        self.clock = clock
        // A fault in what is said keeps nobody from hearing and paging.
        let (desk, faults) = try Self.desk(configuration, store, exchange, clock)
        self.faults = faults
        loop = AnswerLoop(store: store, worker: worker, clock: clock, desk: desk, tell: tell)
        telling = TellingLoop(
            store: store, clock: clock, decider: decider, answersWritten: loop.bell, ears: ears)
        inForce = Box(configuration)
    }

    /// What is due now, for a run that ends.
    /// - Returns: true if something waits for a later try.
    func runOnce() async throws -> Bool {
        try await telling.runOnce()
        return try await loop.runOnce()
    }

    /// - Parameters:
    ///   - spoken: told of the languages that there are words for, whenever templates changed.
    ///   - refused: told what is wrong with templates that changed and are not used.
    func services(
        spoken: @escaping @Sendable ([String]) async -> Void, refused: @escaping @Sendable ([Complaint]) async -> Void
    ) -> [any Service] {
        let loop = loop
        let words = RepliesService(inForce, refused: refused) { book, languages in
            loop.replace {
                $0.book = book
                $0.manners.languages = languages
            }
            await spoken(languages)
        }
        return [loop, telling, words]
    }

    /// Looks whether a reloaded configuration can be taken over, and changes nothing yet.
    /// - Throws: `PageFailure` and `RefusedReplies`.
    /// - Returns: takes it over.
    func prepare(_ configuration: Configuration) throws -> () -> Void {
        let (desk, faults) = try Self.desk(configuration, store, exchange, clock)
        if let complaint = faults.first { throw RefusedReplies(complaint: complaint) }
        return {
            loop.replace { $0 = desk }
            inForce.value = configuration
        }
    }

    private static func desk(
        _ configuration: Configuration, _ store: Store, _ exchange: Exchange, _ clock: SystemClock
    ) throws -> (AnswerDesk, faults: [Complaint]) {
        let tables = Decider.Tables.ofThisHost()
        var manners = configuration.manners ?? Manners(mode: .off, sources: [])
        var book = ReplyBook.empty
        var faults: [Complaint] = []
        if manners.mode != .off {
            let reading = ReplyFolder.read(configuration.rules)
            faults = reading.complaints.filter { $0.weight == .error }
            book = reading.book
            manners.languages = configuration.spoken(book)
        }
        let links = configuration.console.map { BookingLinks(url: $0.url, seal: $0.seal) }
        let invitations = Invitations(configuration, store: store, zone: tables.zone)
        // In a preview nothing is agreed that a link could lead to; the words show where one would stand.
        let shownLink = manners.mode == .preview ? configuration.linkToShow : nil
        let desk = AnswerDesk(
            brand: configuration.brand, manners: manners, book: book,
            senders: try AnswerSenders.all(
                of: configuration, zone: configuration.hours?.standard.zone, exchange: exchange, now: { clock.now() }),
            zone: tables.zone,
            link: {
                let address = try await links?.address(for: $0, in: store, now: $1)
                return address ?? ($0.slots.isEmpty ? nil : shownLink)
            },
            invitation: { try await invitations.invitation(for: $0, $1) })
        return (desk, faults)
    }
}

/// Customers shall be answered, and there is a fault in what they would be told.
struct RefusedReplies: Error, CustomStringConvertible {
    var complaint: Complaint
    var description: String { "what is said to customers cannot be used: \(complaint.inShort)" }
}
