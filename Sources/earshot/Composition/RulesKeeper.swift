import Foundation
import Triage

/// Sees that the rules folder changed, waits until its writer is done, and says what stands in it now.
///
/// It is asked several times a second. A change is read once the folder has lain still for one asking (an
/// editor writes in pieces, a checkout file after file), and after a second in any case: what is saved
/// takes effect within two.
struct RulesKeeper {
    static let pause = Duration.milliseconds(200)
    private static let patience = Duration.seconds(1)

    let folder: Configuration.RulesFolder
    /// Heat from which a message is hot.
    let hotHeat: Int
    private let watch: FolderWatch
    private var seen: FolderGlance?
    /// When the change that was not read yet was first seen.
    private var changedAt: ContinuousClock.Instant?
    /// The same words are not judged twice: `RuleSet.hash` of the files, or why they could not be read.
    private var judged: String?
    /// What was read last, so that only what changed is read anew; nil until something changed.
    private var book: RuleBook?

    /// - Parameter judged: `RuleSet.hash` of what is in force.
    init(_ folder: Configuration.RulesFolder, judged: String, hotHeat: Int = Policy.usualHotHeat) {
        self.folder = folder
        self.hotHeat = hotHeat
        self.judged = judged
        watch = FolderWatch(path: folder.path)
        // What was written between the first reading and now is a change too.
        changedAt = .now
    }

    enum Found: Sendable {
        /// The folder holds these rules; `hash` may be that of what is in force.
        case rules(RuleSet, warnings: Int)
        /// It holds what is in force again, after something else.
        case unchanged
        case refused([Complaint])
    }

    /// Nil: nothing new.
    /// - Parameter rules: in force.
    mutating func ask(_ rules: RuleSet, now: ContinuousClock.Instant = .now) async -> Found? {
        guard changedAt != nil || watch.hasStirred(now: now) else { return nil }
        let glance = FolderGlance.look(at: folder.path)
        let isNewGround = watch.follow(glance)
        if glance != seen || isNewGround {
            seen = glance
            changedAt = changedAt ?? now
            if now - (changedAt ?? now) < Self.patience { return nil }
        }
        guard let since = changedAt else { return nil }
        let (folder, hash, judged, book, hotHeat) = (folder, rules.hash, judged, book, hotHeat)
        let reading = await Aside.run {
            Self.read(folder, inForce: hash, judged: judged, after: book, hotHeat: hotHeat)
        }
        // It was written while it was read: once more, as long as there is patience.
        if FolderGlance.look(at: folder.path) != seen, now - since < Self.patience { return nil }
        changedAt = nil
        guard let reading else { return nil }
        self.judged = reading.mark
        self.book = reading.book ?? self.book
        return reading.found
    }

    /// Somebody else read the folder, and these rules are in force now.
    mutating func settled(_ rules: RuleSet) { judged = rules.hash }

    struct Reading: Sendable {
        var mark: String
        var found: Found
        var book: RuleBook?
    }

    /// What stands in the folder now; nil where that was judged already.
    static func read(
        _ folder: Configuration.RulesFolder, inForce: String, judged: String?, after book: RuleBook?,
        hotHeat: Int = Policy.usualHotHeat
    ) -> Reading? {
        let files: RuleFolder.Reading
        do {
            files = try RuleFolder.read(folder)
        } catch {
            let mark = "unreadable: \(error.description)"
            return mark == judged ? nil : Reading(mark: mark, found: .refused([Complaint(error, folder)]))
        }
        let hash = book?.hash(of: files.files) ?? RuleSet.hash(of: files.files)
        if hash == judged { return nil }
        if hash == inForce { return Reading(mark: hash, found: .unchanged) }
        let now = Moment.wallClock
        let read =
            book?.revised(files.files, now: now, hotHeat: hotHeat) ?? RuleBook(files.files, now: now, hotHeat: hotHeat)
        let complaints = files.complaints + read.complaints
        guard let rules = read.rules else {
            return Reading(mark: hash, found: .refused(complaints.filter { $0.weight == .error }), book: read)
        }
        return Reading(
            mark: hash, found: .rules(rules, warnings: complaints.count { $0.weight == .warning }), book: read)
    }
}

extension Complaint {
    /// A folder that cannot be read at all.
    init(_ failure: RuleFolder.Failure, _ folder: Configuration.RulesFolder) {
        self.init(
            .error, file: folder.asWritten, line: 1, column: 1, source: "", message: failure.description + ".",
            remedy: failure.remedy)
    }

    /// No rule is left where there were some: a folder that is being replaced, or emptied by mistake.
    init(emptied folder: Configuration.RulesFolder) {
        self.init(
            .error, file: folder.asWritten, line: 1, column: 1, source: "", message: "No rule is left in this folder.",
            remedy: "put the rules back; to run without any, restart the worker")
    }

    /// On one line, for logs and `status`.
    var inShort: String {
        let place = source.isEmpty ? file : "\(file):\(line):\(column)"
        return remedy.isEmpty ? "\(place): \(message)" : "\(place): \(message) (\(remedy))"
    }
}

/// Slow thinking on a thread of its own, so that the loops' threads stay free for what is heard.
enum Aside {
    static func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.name = "rules"
            thread.stackSize = 16 << 20
            thread.start()
        }
    }
}
