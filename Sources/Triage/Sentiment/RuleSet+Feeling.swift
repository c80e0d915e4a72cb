extension RuleSet {
    /// Why a message feels as it does, word by word. Costs several times as much as judging.
    package func explainFeeling(_ message: Message) -> FeelingExplanation {
        let evidence = judge(message)
        return FeelingExplanation(
            sentiment: evidence.sentiment, complaint: evidence.complaint, language: evidence.language,
            languageWhy: message.language.isEmpty ? "from its words" : "as declared")
    }
}
