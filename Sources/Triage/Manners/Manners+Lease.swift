/// Asked again in the transaction that leases an answer: minutes or a restart may lie between.
extension Manners {
    /// Why it is withdrawn; nil: go on.
    /// - Parameters:
    ///   - writtenAt: when the message that it answers was written; where it answers none, when it was drafted.
    ///   - correspondence: recalled afresh, without this answer itself.
    package func silence(
        of draft: AnswerDraft, to handle: Handle, writtenAt: Moment, correspondence: Correspondence, now: Moment
    ) -> Silence? {
        if mode == .off { return Silence(.off) }
        switch draft.kind {
        // Whoever said stop is told so once, or asked for help; and what became of a call of theirs that they called off
        // is no less their own doing.
        case .optedOut, .help: break
        case .callBackCancelled where draft.facts.isCommanded == true: break
        case .optedIn, .afterHours, .holiday, .hot, .outage, .callBackOffer, .callBackAsk, .callBackNumber,
            .callBackBooked, .callBackMoved, .callBackCancelled, .callBackMissed, .status:
            if let optOut = correspondence.optedOut { return Silence(.optedOut, optOut.inWords) }
            if correspondence.isRefused { return Silence(.noConsent, handle.channel.rawValue) }
        }
        if draft.kind.isAcknowledgement {
            if let answered = correspondence.answeredAt, answered > writtenAt {
                return Silence(.answered, "at \(answered.minute)")
            }
            // What to do first in danger is told beside what else was said.
            let last =
                draft.facts.isDanger == true ? correspondence.toldOfDanger : correspondence.lastAcknowledgement
            if let said = last, now < said + window {
                return Silence(.saidBefore, "at \(said.minute)")
            }
        }
        if let over = Self.over(draft, now: now) { return Silence(.over, over) }
        // News of an incident and of a call that nobody took are no answers to what was just written.
        if draft.kind.isAcknowledgement || draft.kind.isAsked, now - writtenAt > late {
            return Silence(.late, "written \((now - writtenAt).roughly) ago")
        }
        return nil
    }

    /// Until when it waits, since it is nothing that they asked for and it is night where they are; nil: it may go.
    package func waits(_ draft: AnswerDraft, zone: TimeZoneTable, now: Moment) -> Moment? {
        guard let quiet, !draft.kind.isAsked, !draft.kind.isAcknowledgement else { return nil }
        return quiet.end(after: now, in: zone)
    }

    /// What it names has passed.
    private static func over(_ draft: AnswerDraft, now: Moment) -> String? {
        let facts = draft.facts
        switch draft.kind {
        case .afterHours, .holiday:
            if let opening = facts.opening, opening <= now { return "the opening that it names has come" }
        case .callBackOffer:
            if let first = facts.slots.first, first <= now { return "the first time that it offers has passed" }
        case .callBackBooked, .callBackMoved:
            if let chosen = facts.chosen, chosen <= now { return "the time that it confirms has passed" }
        case .hot, .outage, .callBackAsk, .callBackNumber, .callBackCancelled, .callBackMissed, .optedOut, .optedIn,
            .help, .status:
            break
        }
        return nil
    }
}

extension Manners.QuietHours {
    /// `21:00-08:00`.
    package var inWords: String { "\(Self.clock(from))-\(Self.clock(until))" }

    private static func clock(_ second: Int) -> String {
        "\(CivilDate.padded(second / 3600, 2)):\(CivilDate.padded(second / 60 % 60, 2))"
    }

    package func contains(_ moment: Moment, in zone: TimeZoneTable) -> Bool {
        let second = zone.wallClock(at: moment).secondOfDay
        return from <= until ? second >= from && second < until : second >= from || second < until
    }

    /// When they are over; nil where they are not now.
    package func end(after moment: Moment, in zone: TimeZoneTable) -> Moment? {
        guard contains(moment, in: zone) else { return nil }
        let wall = zone.wallClock(at: moment)
        let isTomorrow = wall.secondOfDay >= until
        return Moment(seconds: zone.placement(of: WallClock(wall.date + (isTomorrow ? 1 : 0), second: until)).first)
    }
}
