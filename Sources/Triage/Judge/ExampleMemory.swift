import Foundation
import Synchronization

/// What the examples of each rule came to, kept while nothing changes that they depend on: the rule's own
/// lines, the lists and rules that it names, whatever those name, and the words of feeling.
struct ExampleMemory: Sendable {
    /// By rule.
    private var entries: [String: Entry] = [:]
    /// By list: the bytes of its file.
    private var lists: [String: List] = [:]
    /// Lexicons and models: every rule may depend on them.
    private var others: [String: String] = [:]

    /// Heat from which a message is hot.
    private let hotHeat: Int

    private struct Entry {
        /// The rule's own lines.
        var text: ArraySlice<UInt8>
        /// An example says how hot its message is, and so depends on all rules.
        var asksHeat: Bool
        var lists: [String]
        var rules: [String]
        /// By example; nil: not run yet.
        var outcomes: [Examples.Outcome?]?
    }

    private struct List {
        var digest: String
        var lists: [String]
    }

    /// Takes over what still holds.
    init(_ pages: [RulePage], hotHeat: Int, after earlier: ExampleMemory?) {
        self.hotHeat = hotHeat
        var all: [RuleDraft] = []
        var files: [KeywordFile] = []
        for page in pages {
            switch page.content {
            case .list(let list):
                files.append(list)
                if lists[list.name] == nil {
                    lists[list.name] = List(digest: page.digest, lists: list.parts.map(\.name))
                }
            case .rules(let drafts, _):
                all += drafts
                for draft in drafts where entries[draft.name] == nil {
                    entries[draft.name] = Entry(
                        text: page.file.bytes[draft.lines],
                        asksHeat: draft.examples.contains { $0.shallBeHot != nil }, lists: draft.names.lists,
                        rules: draft.names.rules.map(\.name))
                }
            case .lexicon, .model: others[page.file.path] = page.digest
            case .endless, .nothing: continue
            }
        }
        // Of such a list addresses are words, which a rule that looks in the text may meet.
        for name in Compiler.listsOfLinks(files, all) { lists[name]?.digest += " links" }
        guard let earlier, earlier.others == others else { return }
        takeOver(from: earlier)
    }

    private mutating func takeOver(from earlier: ExampleMemory) {
        var changedLists: Set<String> = []
        for name in Set(lists.keys).union(earlier.lists.keys) where lists[name]?.digest != earlier.lists[name]?.digest {
            changedLists.insert(name)
        }
        Self.spread(&changedLists, lists.mapValues(\.lists))
        var changed: Set<String> = []
        for (name, entry) in entries {
            let isSame =
                earlier.entries[name]?.text == entry.text && !entry.lists.contains { changedLists.contains($0) }
            if !isSame { changed.insert(name) }
        }
        for name in earlier.entries.keys where entries[name] == nil { changed.insert(name) }
        Self.spread(&changed, entries.mapValues(\.rules))
        let isHeatTheSame = changed.isEmpty && hotHeat == earlier.hotHeat
        for (name, entry) in entries where !changed.contains(name) && (isHeatTheSame || !entry.asksHeat) {
            entries[name]?.outcomes = earlier.entries[name]?.outcomes
        }
    }

    /// Adds whoever names one that changed, and whoever names those.
    private static func spread(_ changed: inout Set<String>, _ named: [String: [String]]) {
        guard !changed.isEmpty else { return }
        var namedBy: [String: [String]] = [:]
        for (name, others) in named { for other in others { namedBy[other, default: []].append(name) } }
        var open = Array(changed)
        while let name = open.popLast() {
            for other in namedBy[name] ?? [] where changed.insert(other).inserted { open.append(other) }
        }
    }

    /// Runs what is not known, and complains of what it shows, in the order of the rules.
    mutating func run(_ set: RuleSet, _ drafts: [RuleDraft], _ complaints: Complaints) {
        let numbers = Dictionary(
            set.bench.compiled.rules.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        var open: [(draft: Int, rule: Int)] = []
        for (place, draft) in drafts.enumerated() {
            guard let rule = numbers[draft.name], !draft.examples.isEmpty else { continue }
            if entries[draft.name]?.outcomes == nil { open.append((place, rule)) }
        }
        for (place, outcomes) in Self.outcomes(of: open, drafts, Examples(set, hotHeat: hotHeat)) {
            entries[drafts[place].name]?.outcomes = outcomes
        }
        for draft in drafts {
            guard let outcomes = entries[draft.name]?.outcomes else { continue }
            for (example, outcome) in zip(draft.examples, outcomes) {
                guard let outcome else { continue }
                complaints.add(outcome.weight, outcome.message, at: example.place, remedy: outcome.remedy)
            }
        }
    }

    /// On all cores; few at a time, as rules differ in how many examples they have.
    private static func outcomes(
        of open: [(draft: Int, rule: Int)], _ drafts: [RuleDraft], _ examples: Examples
    ) -> [(draft: Int, outcomes: [Examples.Outcome?])] {
        let pile = 64
        let found = Mutex<[(draft: Int, outcomes: [Examples.Outcome?])]>([])
        DispatchQueue.concurrentPerform(iterations: (open.count + pile - 1) / pile) { number in
            let part = open[number * pile..<min(open.count, (number + 1) * pile)]
            let mine = part.map { place, rule in
                (draft: place, outcomes: drafts[place].examples.map { examples.outcome($0, of: rule) })
            }
            found.withLock { $0 += mine }
        }
        return found.withLock(\.self)
    }
}
