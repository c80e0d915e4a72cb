import Channels
import Facts
import Letters
import Storage
import Triage

/// The calendar's object that goes with a mail about an agreed call.
struct Invitations: Sendable {
    private let brand: String
    private let from: [SourceName: Mailbox]
    private let store: Store
    private let zone: @Sendable (String) -> TimeZoneTable?

    init(_ configuration: Configuration, store: Store, zone: @escaping @Sendable (String) -> TimeZoneTable?) {
        brand = configuration.brand
        self.store = store
        self.zone = zone
        var from: [SourceName: Mailbox] = [:]
        for source in configuration.sources {
            if case .email(let place) = source.place { from[source.name] = place.from }
        }
        self.from = from
    }

    /// Nil where it is about no call, or about one that has changed again since: what tells of that brings its own.
    func invitation(for answer: StoredAnswer, _ reply: ReplyLetter) async throws -> AnswerLetter.Invitation? {
        let method: Invitation.Method
        switch answer.draft.kind {
        case .callBackBooked, .callBackMoved: method = .request
        case .callBackCancelled: method = .cancel
        case .afterHours, .holiday, .hot, .outage, .callBackOffer, .callBackAsk, .callBackNumber, .callBackMissed,
            .optedOut, .optedIn, .help, .status:
            return nil
        }
        guard let id = answer.callBack ?? answer.draft.facts.callBack, let call = try await store.callBack(id),
            let from = from[answer.source], let table = zone(call.zone),
            (call.state == .cancelled) == (method == .cancel),
            method == .cancel || call.start == answer.draft.facts.chosen
        else { return nil }
        let invitation = Invitation(
            uid: call.uid, sequence: call.sequence, method: method, start: call.start, end: call.end, zone: call.zone,
            zoneTable: table, summary: "☎ \(brand)", description: reply.text,
            organizer: .init(name: from.name.isEmpty ? brand : from.name, address: from.address),
            attendee: .init(address: answer.handle.address), stamp: answer.createdAt)
        return AnswerLetter.Invitation(
            text: InvitationWriter.text(invitation), isCancellation: method == .cancel)
    }
}
