import Triage

extension StoredCallBack {
    /// Nobody is to ring just now, so nobody is called for it any more: a case that was opened to have this call made,
    /// in which nobody has written and which nobody has taken up, is over. What a person holds is theirs to close, and
    /// where somebody wrote there is more to it than the call.
    ///
    /// - Parameter call: as it was while it rang.
    static func endCase(
        of call: CallBack, because why: String, at now: Moment, _ transaction: any Transaction
    ) throws {
        guard call.state == .ringing, let id = call.hotCase, let known = try StoredCase.load(id, transaction),
            known.state == .open, known.claimedBy == nil, !known.isIncident, known.incident == nil,
            try transaction.row("SELECT 1 FROM message WHERE hot_case = ?1 LIMIT 1", [.integer(id.rawValue)]) == nil
        else { return }
        _ = try StoredCase.change(
            id, .resolve, by: "earshot", note: why, patience: OnCall.Patience(), now: now, transaction)
    }
}
