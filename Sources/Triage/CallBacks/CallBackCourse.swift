/// What is due about an agreed call, now that its time has come. Pure: the loop and the commands make it true.
package enum CallBackStep: Hashable, Sendable {
    /// Somebody is to ring; looked at again at the given moment.
    case ring(until: Moment)
    /// A person has the case of it in hand, or it is not due after all: looked at again then.
    case wait(until: Moment)
    /// The case of it was closed by a person: it counts as kept.
    case kept
    /// Its time is over, and nobody said that they rang.
    case nobodyRang
    /// They did not answer: rung again then.
    case retry(at: Moment)
    /// They did not answer, for the last time.
    case givenUp
}

package enum CallBackCourse {
    /// After the end of a slot, for a call that lasts and for whoever writes down that it was made.
    package static let grace = Duration.seconds(900)
    /// Where somebody has claimed the case of a call, they are waited for so long behind its end.
    package static let longestInHand = Duration.seconds(4 * 3600)

    /// - Parameter hotCase: the call's, as it is now.
    package static func step(_ call: CallBack, plan: CallBackPlan, hotCase: Case?, now: Moment) -> CallBackStep? {
        guard call.state.stands, let due = call.due else { return nil }
        guard due <= now else { return .wait(until: due) }
        switch call.state {
        case .booked:
            let end = due + plan.slot + grace
            // Whoever begins late still has the time that a slot and its grace are meant for.
            return now < end ? .ring(until: max(end, now + grace)) : .nobodyRang
        case .ringing:
            guard let hotCase, hotCase.firstHeard <= now else { return .nobodyRang }
            if hotCase.state == .resolved, call.hotCase == hotCase.id { return .kept }
            let isInHand = hotCase.state == .claimed || hotCase.state == .acknowledged
            return isInHand && now < call.end + longestInHand ? .wait(until: now + grace) : .nobodyRang
        case .kept, .missed, .cancelled: return nil
        }
    }

    /// Somebody rang in vain. The next attempt lies within opening hours, and no further ahead than calls are offered.
    package static func afterNoReply(
        _ call: CallBack, plan: CallBackPlan, calendar: BusinessCalendar, now: Moment
    ) -> CallBackStep {
        guard max(1, call.attempts) <= plan.retries else { return .givenUp }
        var at = now + plan.retryAfter
        if calendar.state(at: at) != .open {
            guard let opening = calendar.status(at: at).nextOpening, opening <= now + plan.horizon else {
                return .givenUp
            }
            at = opening
        }
        return .retry(at: at)
    }
}

extension CallBack {
    /// Something said to the customer about this call.
    package func answer(
        _ kind: AnswerKind, plan: CallBackPlan, because: String, _ tell: (inout AnswerFacts) -> Void = { _ in }
    ) -> AnswerDraft {
        var facts = AnswerFacts(
            zone: zone, slotLength: Int(plan.slot.components.seconds), chosen: start,
            numberEnd: String(number.suffix(3)),
            callBack: id == 0 ? nil : id)
        tell(&facts)
        return AnswerDraft(kind: kind, language: language, visibility: .direct, facts: facts, because: because)
    }

    /// The number as it is shown where it need not be dialled: `+44 … 123`, `+351 … 678`.
    package var maskedNumber: String {
        guard let country = CallingCode.of(number) else { return "…" }
        // At least four digits stay hidden.
        return number.count - country.count < 7 ? "\(country) …" : "\(country) … \(number.suffix(3))"
    }
}
