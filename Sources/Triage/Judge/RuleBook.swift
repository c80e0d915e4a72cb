import Foundation
import Synchronization

/// A folder of rules as read: the rule set, what there is to complain of, and what the next reading need
/// not do again. A revised book is in every bit what a new one of the same files would be.
package struct RuleBook: Sendable {
    /// Nil where there is any error.
    package let rules: RuleSet?
    /// In the order of files and lines.
    package let complaints: [Complaint]
    /// What `RuleSet.hash` of these files is, whether they compile or not.
    package let hash: String
    private let pages: [RulePage]
    private let memory: ExampleMemory

    /// Reads everything.
    /// - Parameters:
    ///   - now: against which `shadow until` is held; nil: no day has passed.
    ///   - hotHeat: heat from which a message is hot, for examples that say whether theirs is.
    package init(_ files: [RuleFile], now: Moment? = nil, hotHeat: Int = Policy.usualHotHeat) {
        self.init(files, now: now, hotHeat: hotHeat, after: nil)
    }

    /// Reads the files that changed, and runs the examples of the rules that they touch.
    package func revised(
        _ files: [RuleFile], now: Moment? = nil, hotHeat: Int = Policy.usualHotHeat
    ) -> RuleBook {
        RuleBook(files, now: now, hotHeat: hotHeat, after: self)
    }

    /// What `RuleSet.hash` of these files is; reads only those that changed.
    package func hash(of files: [RuleFile]) -> String {
        let known = Dictionary(pages.map { ($0.file.path, $0) }, uniquingKeysWith: { first, _ in first })
        return RuleSet.hash(
            of: files.sorted { $0.path < $1.path }.map { file in
                guard let page = known[file.path], page.file.bytes == file.bytes else {
                    return (file.path, RulePage.digest(file.bytes))
                }
                return (file.path, page.digest)
            })
    }

    private init(_ files: [RuleFile], now: Moment?, hotHeat: Int, after earlier: RuleBook?) {
        let files = files.sorted { $0.path < $1.path }
        pages = Self.pages(files, earlier?.pages ?? [])
        hash = RuleSet.hash(of: pages.map { ($0.file.path, $0.digest) })
        let complaints = Complaints(order: files.map(\.path))
        var lists: [KeywordFile] = []
        var rules: [RuleDraft] = []
        var spikes: [SpikeDraft] = []
        var lexicons: [LexiconFile] = []
        var models = ModelShelf()
        var lines = 0
        for page in pages {
            if let source = page.source { complaints.stand(source, at: page.index) }
            complaints.add(page.complaints)
            switch page.content {
            case .list(let list):
                lines += page.source?.lineCount ?? 0
                if lines > Compiler.mostPhrases { Self.refuse(page.file, complaints) } else { lists.append(list) }
            case .endless: Self.refuse(page.file, complaints)
            case .rules(let read, let burstRead):
                rules += read
                spikes += burstRead
            case .lexicon(let lexicon): lexicons.append(lexicon)
            case .model: models.read(page.file, complaints)
            case .nothing: continue
            }
        }
        var compiler = Compiler(complaints: complaints, now: now)
        compiler.compile(lists: lists, rules: rules, lexicons: lexicons, spikes: spikes)
        compiler.compiled.models = models.ready
        let compiled = compiler.compiled
        if let place = compiler.asksFeeling, compiled.languages.isEmpty, models.names.isEmpty {
            complaints.add(
                .warning, "There are no words of feeling in this folder, so sentiment is always neutral.", at: place,
                remedy: "copy the folder sentiment of the starter rules here")
        }
        var memory = ExampleMemory(pages, hotHeat: hotHeat, after: earlier?.memory)
        guard complaints.errors == 0 else {
            self.rules = nil
            self.complaints = complaints.sorted()
            self.memory = memory
            return
        }
        let facts = RuleSet.Facts(
            rules: rules.count, lists: lists.count, phrases: compiled.trie.phrases, words: compiled.vocabulary.count,
            examples: rules.lazy.map(\.examples.count).reduce(0, +) + spikes.lazy.map(\.bursts.count).reduce(0, +),
            spikes: spikes.count, lexicons: compiled.languages, models: models.names)
        let set = RuleSet(hash: hash, compiled, facts)
        memory.run(set, rules, complaints)
        SpikeExamples(set, complaints).run(spikes)
        self.rules = complaints.errors == 0 ? set : nil
        self.complaints = complaints.sorted()
        self.memory = memory
    }

    private static func refuse(_ file: RuleFile, _ complaints: Complaints) {
        complaints.refuse(
            file, "With this list the lists have more than \(Compiler.mostPhrases) lines, the most that are read.",
            remedy: "take phrases away until fewer are left")
    }

    /// Files that stayed the same keep their page and with it their index; new ones are read, side by side.
    private static func pages(_ files: [RuleFile], _ earlier: [RulePage]) -> [RulePage] {
        let most = earlier.lazy.map(\.index).max() ?? -1
        // Files that went leave gaps; too many of them, and all is numbered anew.
        let known =
            most > 2 * files.count + 64
            ? [:] : Dictionary(earlier.map { ($0.file.path, $0) }, uniquingKeysWith: { first, _ in first })
        var next = known.isEmpty ? 0 : most + 1
        var kept: [RulePage?] = []
        var fresh: [(place: Int, index: Int)] = []
        for (place, file) in files.enumerated() {
            let page = known[file.path]
            if let page, page.file.bytes == file.bytes {
                kept.append(page)
                continue
            }
            kept.append(nil)
            fresh.append((place, page?.index ?? next))
            if page == nil { next += 1 }
        }
        let read = Mutex(kept)
        let wanted = fresh
        DispatchQueue.concurrentPerform(iterations: wanted.count) { number in
            let page = RulePage(files[wanted[number].place], index: wanted[number].index)
            read.withLock { $0[wanted[number].place] = page }
        }
        return read.withLock { $0.compactMap(\.self) }
    }
}
