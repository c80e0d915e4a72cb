import Foundation
import Synchronization

/// The rules as compiled: immutable, swapped whole. Judging and concluding are pure; the same rule set,
/// message and context always give the same. Passing it around costs a reference.
package struct RuleSet: Sendable {
    /// Of every byte of every file and of the version of this program's judge; hex.
    package var hash: String { made.hash }
    /// How much there is, for people.
    package var facts: Facts { made.facts }
    var bench: Bench { made.bench }
    var consequences: Consequences { made.consequences }
    private let made: Made

    package struct Facts: Hashable, Sendable, Codable {
        package var rules = 0
        package var lists = 0
        /// Different ones, the lexicons' included.
        package var phrases = 0
        package var words = 0
        package var examples = 0
        package var spikes = 0
        /// Languages that have a lexicon.
        package var lexicons: [String] = []
        /// Tasks that have a trained model.
        package var models: [String] = []
    }

    private final class Made: Sendable {
        let hash: String
        let facts: Facts
        let bench: Bench
        let consequences: Consequences

        init(hash: String, _ compiled: consuming Compiled, _ facts: Facts) {
            self.hash = hash
            self.facts = facts
            consequences = Consequences(compiled.rules)
            bench = Bench(compiled)
        }
    }

    /// Rises whenever the same files and message may give another evidence.
    private static let version = 2

    /// A rule set with no rules: everything is stored, nothing is hot.
    package static let empty = RuleSet(hash: "", Compiled(), Facts())

    init(hash: String, _ compiled: consuming Compiled, _ facts: Facts) {
        made = Made(hash: hash, compiled, facts)
    }

    /// Parses, compiles and runs the examples. The rule set is nil where there is any error; the
    /// complaints are in the order of files and lines.
    ///
    /// `*.keywords` are lists, `*.rules` rules, `*.lexicon` words of feeling, `*.model` trained models; of
    /// other names it is warned that look as if they were meant. Who reads the same folder again and again
    /// keeps a `RuleBook`.
    /// - Parameters:
    ///   - now: against which `shadow until` is held; nil: no day has passed.
    ///   - hotHeat: heat from which a message is hot, for examples that say whether theirs is.
    package static func compile(
        _ files: [RuleFile], now: Moment? = nil, hotHeat: Int = Policy.usualHotHeat
    ) -> (rules: RuleSet?, complaints: [Complaint]) {
        let book = RuleBook(files, now: now, hotHeat: hotHeat)
        return (book.rules, book.complaints)
    }

    /// What `hash` of these files is, whether they compile or not.
    package static func hash(of files: [RuleFile]) -> String {
        let files = files.sorted { $0.path < $1.path }
        let digests = Mutex(Array(repeating: "", count: files.count))
        DispatchQueue.concurrentPerform(iterations: files.count) { place in
            let digest = RulePage.digest(files[place].bytes)
            digests.withLock { $0[place] = digest }
        }
        return hash(of: digests.withLock { zip(files, $0).map { ($0.path, $1) } })
    }

    /// In the order of paths; each with the digest of its bytes.
    static func hash(of files: [(path: String, digest: String)]) -> String {
        var digest = Digest()
        digest.add(Array("judge \(version)".utf8))
        for file in files { digest.add("\n\(file.path.utf8.count) \(file.path) \(file.digest)") }
        return digest.hex(16)
    }
}
