import Storage

/// What became of one answer.
package struct AnswerEvent: Sendable {
    package var leased: LeasedAnswer
    package var settlement: AnswerSettlement
    package init(leased: LeasedAnswer, settlement: AnswerSettlement) {
        self.leased = leased
        self.settlement = settlement
    }
}
