extension RuleSet {
    /// Why a message feels as it does, word by word: the same scores as `judge`, taken apart. Costs several
    /// times as much as judging.
    package func explainFeeling(_ message: Message) -> FeelingExplanation {
        bench.withWorkbench { workbench in
            var text = message.text
            return text.withUTF8 { bytes in
                workbench.read(bytes, bench.compiled) { _ in }
                var explainer = FeelingExplainer(bytes)
                return explainer.explain(&workbench, bench.compiled, declared: message.language)
            }
        }
    }
}
