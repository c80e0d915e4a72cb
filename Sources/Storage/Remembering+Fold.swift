import Triage

extension Remembering {
    /// What would open a case of its own may belong to one that is open. Nothing is asked of any other message.
    func folded(_ decision: Decision, _ message: Message) throws -> Decision {
        guard case .open = decision.caseChange, let asks = thinking.foldAsks(message, decision, now) else {
            return decision
        }
        return thinking.fold(decision, message, asks, try CaseKeys.recall(asks, transaction), now)
    }
}
