extension RuleSet {
    /// Why a message feels as it does, word by word: the same scores as `judge`, taken apart. Costs several
    /// times as much as judging.
    package func explainFeeling(_ message: Message) -> FeelingExplanation {
        bench.withSeat { seat in
            var text = message.text
            return text.withUTF8 { bytes in
                seat.text.pointee.read(feelingOf: bytes)
                var explainer = FeelingExplainer(bytes)
                return explainer.explain(&seat.text.pointee, bench.tables, declared: message.language)
            }
        }
    }
}
