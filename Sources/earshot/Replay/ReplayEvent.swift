import Act
import Storage
import Triage

/// Something that happened in a replay, at its time.
struct ReplayEvent: Sendable {
    var at: Moment
    var what: What

    enum What: Sendable {
        case heard(HeardMessage)
        /// Something was said to a customer, or was kept back at the last moment.
        case said(StoredAnswer, AnswerSettlement)
        case withdrawn(StoredAnswer)
        case ticket(Errand)
        case escalation(LookedAt)
        case page(PageEvent)
        /// A line of a call's story: agreed, moved, rung, missed, kept.
        case call(CallBack, CallBackEvent)
        /// What somebody of the team did, and how it ended.
        case deed(who: String, did: String, ending: String)
    }

    struct HeardMessage: Sendable {
        /// How the recording names it; its line where it has no name.
        var name: String
        var message: Message
        var customer: Customer?
        var decision: Decision
        /// The case that it opened or joined.
        var hot: Remembered.Hot?
    }
}

/// Counts of a replay, which must add up: heard = answered + withdrawn + failed + silent + unasked.
struct ReplaySums: Sendable {
    var heard = 0
    /// Messages that were answered; by kind.
    var answered: [AnswerKind: Int] = [:]
    /// Said without a message to answer: a call that was missed.
    var unprompted = 0
    var silent: [Silence.Code: Int] = [:]
    /// Decided, and called off before it was sent.
    var withdrawn = 0
    var failed = 0
    /// Where nobody is answered at all: duplicates, what is not listened to, a source without answers.
    var unasked = 0
    var hot = 0
    var cases = 0
    var pages = 0
    var tickets = 0
    var callBacks: [CallBack.State: Int] = [:]

    var unaccounted: Int {
        heard - answered.values.reduce(0, +) - silent.values.reduce(0, +) - withdrawn - failed - unasked
    }

    mutating func take(_ event: ReplayEvent) {
        switch event.what {
        case .heard(let heard):
            self.heard += 1
            if heard.decision.verdict?.isHot == true { hot += 1 }
            if heard.hot?.isNewCase == true { cases += 1 }
            switch heard.decision.answering {
            case .notAsked: unasked += 1
            case .silence(let silence): silent[silence.code, default: 0] += 1
            case .answer: break
            }
        case .said(let answer, let settlement):
            switch settlement.outcome {
            case .sent, .preview:
                if !answer.answersMessage { unprompted += 1 } else { answered[answer.draft.kind, default: 0] += 1 }
            case .failed: if answer.answersMessage { failed += 1 }
            case .withdrawn: if answer.answersMessage { withdrawn += 1 }
            case .retry, .unknown: break
            }
        case .withdrawn(let answer): if answer.answersMessage { withdrawn += 1 }
        case .ticket: tickets += 1
        case .page(let page): if page.place == 0 { pages += 1 }
        case .call, .deed, .escalation: break
        }
    }
}

extension StoredAnswer {
    /// What is told of a call that was missed, or of an incident, answers nothing that was just written.
    fileprivate var answersMessage: Bool {
        message != nil && draft.kind != .callBackMissed && draft.kind != .status
    }
}
