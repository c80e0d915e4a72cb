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
    /// What it says of the message's heat; nil where it says nothing.
    package var shallBeHot: Bool?
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
    /// - Parameter wanted: names of rules and spikes; empty: all.
    /// - Parameter hotHeat: heat from which a message is hot.
    package func trials(
        _ files: [RuleFile], of wanted: Set<String> = [], hotHeat: Int = Policy.usualHotHeat
    ) -> [Trial] {
        let numbers = Dictionary(
            bench.compiled.rules.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let examples = Examples(self, hotHeat: hotHeat)
        var trials: [Trial] = []
        for (place, file) in files.sorted(by: { $0.path < $1.path }).enumerated() {
            let page = RulePage(file, index: place)
            guard case .rules(let drafts, let spikes) = page.content else { continue }
            for draft in drafts where wanted.isEmpty || wanted.contains(draft.name) {
                guard let number = numbers[draft.name] else { continue }
                for example in draft.examples {
                    trials.append(Trial(example, of: draft.name, in: file, examples.outcome(example, of: number)))
                }
            }
            for spike in spikes where wanted.isEmpty || wanted.contains(spike.common.name) {
                trials += run(spike, page)
            }
        }
        return trials
    }

    /// Bursts, one at a time.
    private func run(_ spike: SpikeDraft, _ page: RulePage) -> [Trial] {
        spike.bursts.map { burst in
            var draft = spike
            draft.bursts = [burst]
            let complaints = Complaints(of: page.file.path)
            if let source = page.source { complaints.stand(source, at: page.index) }
            SpikeExamples(self, complaints).run([draft])
            let told = complaints.sorted().first
            let outcome = told.map { Examples.Outcome(weight: $0.weight, message: $0.message, remedy: $0.remedy) }
            return Trial(burst.example, of: spike.common.name, in: page.file, outcome)
        }
    }
}

extension Trial {
    fileprivate init(
        _ example: RuleDraft.Example, of rule: String, in file: RuleFile, _ found: Examples.Outcome?
    ) {
        let outcome: Outcome =
            switch (example.isTodo, found?.weight) {
            case (true, nil): .known
            case (true, _): .surprising
            case (false, .error): .failed
            case (false, _): .passed
            }
        self.init(
            rule: rule, file: file.path, line: example.place.line + 1, shallFire: example.shallFire,
            isTodo: example.isTodo, shallBeHot: example.shallBeHot, text: example.text, outcome: outcome,
            reason: outcome == .failed ? found.map { "\($0.message) \(Self.capitalised($0.remedy))." } ?? "" : "")
    }

    private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
