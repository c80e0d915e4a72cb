/// What only the messages of the last days show of a rule: for whoever has them at hand.
extension Complaint {
    /// - Parameters:
    ///   - line: of the rule, from 1.
    ///   - source: that line as it stands; empty where it is not at hand.
    ///   - share: of all messages, 0 to 1.
    package static func firedTooOften(
        _ rule: String, file: String, line: Int, source: String, share: Double, days: Int
    ) -> Complaint {
        let percent = Int((share * 100).rounded())
        return Complaint(
            .warning, file: file, line: line, column: 1, length: source.count, source: source,
            message: "\(rule) fired on \(percent < 1 ? "nearly 1" : String(percent)) of 100 messages in \(days) days.",
            remedy: "narrow it with NEAR, NOT or a longer phrase; try it first with: mode shadow")
    }

    package static func neverFired(
        _ rule: String, file: String, line: Int, source: String, days: Int
    ) -> Complaint {
        Complaint(
            .warning, file: file, line: line, column: 1, length: source.count, source: source,
            message: "\(rule) never fired in \(days) days.",
            remedy: "ask \"earshot rules explain\" of a message that it should have caught, or take it away")
    }
}
