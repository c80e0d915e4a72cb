/// One example of a rule, and whether the rule does as it says.
package struct Trial: Hashable, Sendable {
    package var rule: String
    package var file: String
    /// From 1.
    package var line: Int
    /// `hit` or `miss`, or what a spike calls its own.
    package var shallFire: Bool
    /// Known to fail; it may.
    package var isTodo: Bool
    package var text: String
    package var outcome: Outcome
    /// Why it failed, in words; empty where it passed.
    package var reason: String

    package enum Outcome: String, Sendable {
        case passed, failed
        /// A `todo` that fails, as it says.
        case known
        /// A `todo` that passes now.
        case surprising
    }
}

extension RuleSet {
    /// The rules with their examples passed over: for explaining why an example fails, and for looking at
    /// rules that cannot be taken over because one does.
    package static func compileUntried(_ files: [RuleFile]) -> (rules: RuleSet?, complaints: [Complaint]) {
        compile(files.map { $0.path.hasSuffix(".rules") ? RuleFile(path: $0.path, bytes: untried($0.bytes)) : $0 })
    }

    /// The same bytes with blanks where examples stand, so that every place stays what it is.
    static func untried(_ bytes: [UInt8]) -> [UInt8] {
        let keys = ["hit", "miss", "todo", "burst"].map { Array($0.utf8) }
        var bytes = bytes
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            var word = start
            while word < end, bytes[word] == 0x20 || bytes[word] == 0x09 { word += 1 }
            let isExample = keys.contains { key in
                word + key.count < end && bytes[word..<word + key.count].elementsEqual(key)
                    && (bytes[word + key.count] == 0x20 || bytes[word + key.count] == 0x09)
            }
            if isExample { for place in start..<end where bytes[place] != 0x0D { bytes[place] = 0x20 } }
            start = end + 1
        }
        return bytes
    }

    /// Runs every example of these files, whatever the others do.
    /// - Parameter files: those that the set was compiled from, tried or untried.
    /// - Parameter wanted: names of rules; empty: all.
    package func trials(_ files: [RuleFile], of wanted: Set<String> = []) -> [Trial] {
        let files = files.sorted { $0.path < $1.path }
        var drafts: [RuleDraft] = []
        var sources: [SourceFile] = []
        // What is wrong with the files was said when they were compiled.
        let parsing = Complaints(order: files.map(\.path))
        for file in files where file.path.hasSuffix(".rules") {
            guard let source = SourceFile(file, index: sources.count, complaints: parsing) else { continue }
            sources.append(source)
            parsing.files.append(source)
            drafts += RulesFile(source, index: sources.count - 1, complaints: parsing).rules
        }
        if !wanted.isEmpty { drafts.removeAll { !wanted.contains($0.name) } }
        var trials: [Trial] = []
        for start in stride(from: 0, to: drafts.count, by: 50) {
            let some = Array(drafts[start..<min(start + 50, drafts.count)])
            if let found = run(some, sources, files) {
                trials += found
            } else {
                // So many failed that not all were told: one rule at a time.
                for draft in some { trials += run([draft], sources, files) ?? [] }
            }
        }
        return trials
    }

    /// Nil where more failed than are told at once, and there are fewer to ask.
    private func run(_ drafts: [RuleDraft], _ sources: [SourceFile], _ files: [RuleFile]) -> [Trial]? {
        let complaints = Complaints(order: files.map(\.path))
        complaints.files = sources
        Examples(self, complaints).run(drafts)
        if complaints.isFull, drafts.count > 1 { return nil }
        var told: [String: Complaint] = [:]
        for complaint in complaints.sorted() where complaint.weight != .warning {
            told["\(complaint.file):\(complaint.line)"] = complaint
        }
        return drafts.flatMap { draft in
            draft.examples.map { example in
                let (file, line) = (sources[example.place.file].path, example.place.line + 1)
                let complaint = told["\(file):\(line)"]
                let outcome: Trial.Outcome =
                    example.isTodo
                    ? (complaint == nil ? .known : .surprising) : complaint?.weight == .error ? .failed : .passed
                return Trial(
                    rule: draft.name, file: file, line: line, shallFire: example.shallFire, isTodo: example.isTodo,
                    text: example.text, outcome: outcome,
                    reason: outcome == .failed ? complaint.map { "\($0.message) \($0.remedy)" } ?? "" : "")
            }
        }
    }
}
