/// What shall go to a customer by itself, before it is put into words: the words are written when it is sent, from
/// templates that may have changed by then; what it says is fixed here.
package struct AnswerDraft: Hashable, Sendable {
    package var kind: AnswerKind
    /// BCP 47 without a region, lower case: what it is written in where there are words for it.
    package var language: String
    /// Who may see it; never more than could see what it answers.
    package var visibility: Message.Visibility
    package var facts: AnswerFacts
    /// Why it is sent, for whoever reads the transcript: `closed since Fri 17:30; opens Mon 09:00`.
    package var because: String

    package init(
        kind: AnswerKind, language: String, visibility: Message.Visibility, facts: AnswerFacts = AnswerFacts(),
        because: String
    ) {
        self.kind = kind
        self.language = language
        self.visibility = visibility
        self.facts = facts
        self.because = because
    }
}

/// What is said by itself. The raw values name templates and stand in the database and in JSON.
package enum AnswerKind: String, Hashable, Sendable, Codable, CaseIterable {
    // Acknowledgements: one a conversation and window.
    case afterHours = "after-hours"
    case holiday
    /// After hours too, and a person has been called already.
    case hot
    /// What it is about is known to be broken.
    case outage

    // The talk about a call-back: each answers something that the customer wrote.
    /// Other times: the one they wanted is taken or closed, or none of those offered would do.
    case callBackOffer = "call-back-offer"
    /// Their words were not understood, or could mean two things: asked, never guessed.
    case callBackAsk = "call-back-ask"
    /// A number is needed, or the one they gave cannot be rung.
    case callBackNumber = "call-back-number"
    case callBackBooked = "call-back-booked"
    case callBackMoved = "call-back-moved"
    case callBackCancelled = "call-back-cancelled"
    /// They were rung in vain, or nobody rang; what happens next.
    case callBackMissed = "call-back-missed"

    // What the law wants answered.
    case optedOut = "opted-out"
    case optedIn = "opted-in"
    case help

    /// How a known incident goes: told once to each of its authors.
    case status

    package var isAcknowledgement: Bool {
        switch self {
        case .afterHours, .holiday, .hot, .outage: true
        case .callBackOffer, .callBackAsk, .callBackNumber, .callBackBooked, .callBackMoved, .callBackCancelled,
            .callBackMissed, .optedOut, .optedIn, .help, .status:
            false
        }
    }

    /// It answers what the customer has just asked for, so that quiet hours and windows do not hold it back.
    package var isAsked: Bool {
        switch self {
        case .afterHours, .holiday, .hot, .outage, .callBackMissed, .status: false
        case .callBackOffer, .callBackAsk, .callBackNumber, .callBackBooked, .callBackMoved, .callBackCancelled,
            .optedOut, .optedIn, .help:
            true
        }
    }
}

/// What an answer may tell. Nothing personal but what the customer must recognise: the end of a number.
package struct AnswerFacts: Hashable, Sendable, Codable {
    /// IANA name of the zone in which the customer reads times.
    package var zone: String
    /// The zone is the customer's own as far as is known; otherwise times are told with the zone's name.
    package var isTheirZone: Bool
    /// When somebody will be there; nil where nobody can say.
    package var opening: Moment?
    /// As the calendar names it.
    package var holiday: String?
    /// Free slots, in the order in which they are numbered from 1.
    package var slots: [Moment]
    /// Seconds.
    package var slotLength: Int
    /// The slot that was booked, moved to, cancelled or missed.
    package var chosen: Moment?
    /// What it was moved from.
    package var was: Moment?
    /// Why other times are offered, a question is asked, or a number is.
    package var why: Why?
    /// The two readings of what can mean two things, as times.
    package var readings: [Moment]
    /// The last three digits of the number that will be rung.
    package var numberEnd: String
    /// How the customer may name it: the case's number, else the ticket's.
    package var reference: String
    /// What is known of an incident, in the words of whoever works on it.
    package var status: String
    /// Rows of `talk` and `call_back` that a link would open; nil: no link.
    package var talk: Int64?
    package var callBack: Int64?
    /// The private way is offered, since what it answers is public.
    package var offersPrivateWay: Bool
    /// Somebody may be in danger: what to do first goes before all else. Nil, as rows of before have it, is no.
    package var isDanger: Bool?
    /// It answers a customer's calendar, which writes from an address of its service: they are told where they were
    /// invited. Nil is no.
    package var answersCalendar: Bool?
    /// Attempts left, where a call-back was missed.
    package var retryAt: Moment?
    /// It tells what became of the customer's own command about a call that they booked, and so may go to somebody who
    /// said stop. Nil, as rows of before have it, is no.
    package var isCommanded: Bool?
    /// The whole number that will be rung, in E.164, where it is not the one that they write from: only they can see
    /// that it is wrong. Nil, as rows of before have it: its end will do.
    package var wholeNumber: String?

    package enum Why: String, Hashable, Sendable, Codable {
        case taken, closed, past
        case tooSoon = "too-soon"
        case tooFar = "too-far"
        case noneSuits = "none-suits"
        case notUnderstood = "not-understood"
        case ambiguous
        case noSuchChoice = "no-such-choice"
        case needsNumber = "needs-number"
        case impossibleNumber = "impossible-number"
        case doubtfulNumber = "doubtful-number"
        case refusedNumber = "refused-number"
        /// The customer did not answer the telephone.
        case noReply = "no-reply"
        /// Nobody of ours rang.
        case nobodyRang = "nobody-rang"
        /// They want nobody to ring: a call that stood was called off with it.
        case noCalls = "no-calls"
        /// On no day is anybody there at the time of day that they named; what comes nearest to it is offered.
        case outsideHours = "outside-hours"
        /// They want an answer in writing instead of a call.
        case inWriting = "in-writing"
        /// Too much stayed unclear: a person takes over, and nothing more is asked.
        case handedOver = "handed-over"
    }

    package init(
        zone: String = "UTC", isTheirZone: Bool = false, opening: Moment? = nil, holiday: String? = nil,
        slots: [Moment] = [], slotLength: Int = 900, chosen: Moment? = nil, was: Moment? = nil, why: Why? = nil,
        readings: [Moment] = [], numberEnd: String = "", reference: String = "", status: String = "",
        talk: Int64? = nil, callBack: Int64? = nil, offersPrivateWay: Bool = false, isDanger: Bool? = nil,
        retryAt: Moment? = nil, answersCalendar: Bool? = nil, isCommanded: Bool? = nil,
        wholeNumber: String? = nil
    ) {
        self.zone = zone
        self.isTheirZone = isTheirZone
        self.opening = opening
        self.holiday = holiday
        self.slots = slots
        self.slotLength = slotLength
        self.chosen = chosen
        self.was = was
        self.why = why
        self.readings = readings
        self.numberEnd = numberEnd
        self.reference = reference
        self.status = status
        self.talk = talk
        self.callBack = callBack
        self.offersPrivateWay = offersPrivateWay
        self.isDanger = isDanger
        self.retryAt = retryAt
        self.answersCalendar = answersCalendar
        self.isCommanded = isCommanded
        self.wholeNumber = wholeNumber
    }
}
