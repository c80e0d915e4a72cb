/// What went between us and one person before, as the gate and the talk about call-backs need it: recalled inside
/// the transaction that writes the decision, and again inside the one that leases the answer.
package struct Correspondence: Hashable, Sendable {
    /// Nil: they never said stop, or took it back.
    package var optedOut: OptOut?
    /// The newest acknowledgement in the conversation that is not withdrawn.
    package var lastAcknowledgement: Moment?
    /// Strangers could read it: what follows in private has been offered nothing yet.
    package var lastAcknowledgementWasPublic = false
    /// When they were last told in the conversation what to do first in danger.
    package var toldOfDanger: Moment?
    /// What they wrote last, where it was answered and nothing of ours has reached them since: the same words again are
    /// the same message, sent twice.
    package var answeredLast: Heard?
    /// Acknowledgements to this person within the last day, on all conversations.
    package var acknowledgedToday: Int
    /// Acknowledgements to their mail domain within the last hour.
    package var domainThisHour: Int
    /// Messages of theirs within the last ten minutes, without this one.
    package var heardLately: Int
    /// What these said, the newest first, at most `mostTexts`, each cut to `textLength` bytes.
    package var heardTexts: [String]
    /// What we last said to them by ourselves, the same way.
    package var ourTexts: [String]
    /// In which we last wrote to them; nil: never.
    package var language: String?
    /// The CRM says that they do not want to be written to on this channel.
    package var isRefused: Bool
    /// When somebody of ours last wrote in the conversation.
    package var answeredAt: Moment?
    /// What is being agreed about a call-back.
    package var talk: Talk?
    /// Their call-back that stands.
    package var callBack: CallBack?
    /// That of their own, standing or over, whose invitation their calendar answers.
    package var appointment: CallBack?
    /// Where one is being agreed: the first message of the conversation that nobody has answered yet, and when it was
    /// written.
    package var topic: String?
    package var waitedSince: Moment?
    /// Seats sold, by the slot's beginning, within the horizon; those of their own call-back too.
    package var taken: [Moment: Int]
    /// The words of the incident that the conversation's case belongs to; nil: none, or nobody has said anything.
    package var incidentStatus: String?

    /// Something that they wrote.
    package struct Heard: Hashable, Sendable {
        package var text: String
        package var at: Moment
        package init(text: String, at: Moment) {
            self.text = text
            self.at = at
        }
    }

    package static let mostTexts = 12
    package static let textLength = 480
    /// In which messages are counted and compared to tell a loop.
    package static let lately = Duration.seconds(600)

    package struct OptOut: Hashable, Sendable {
        package var at: Moment
        /// What they wrote.
        package var words: String
        package init(at: Moment, words: String) {
            self.at = at
            self.words = words
        }
    }

    package init(
        optedOut: OptOut? = nil, lastAcknowledgement: Moment? = nil, acknowledgedToday: Int = 0,
        domainThisHour: Int = 0, heardLately: Int = 0, heardTexts: [String] = [], ourTexts: [String] = [],
        language: String? = nil, isRefused: Bool = false, answeredAt: Moment? = nil, talk: Talk? = nil,
        callBack: CallBack? = nil, topic: String? = nil, waitedSince: Moment? = nil, taken: [Moment: Int] = [:],
        incidentStatus: String? = nil
    ) {
        self.optedOut = optedOut
        self.lastAcknowledgement = lastAcknowledgement
        self.acknowledgedToday = acknowledgedToday
        self.domainThisHour = domainThisHour
        self.heardLately = heardLately
        self.heardTexts = heardTexts
        self.ourTexts = ourTexts
        self.language = language
        self.isRefused = isRefused
        self.answeredAt = answeredAt
        self.talk = talk
        self.callBack = callBack
        self.topic = topic
        self.waitedSince = waitedSince
        self.taken = taken
        self.incidentStatus = incidentStatus
    }
}

/// What a customer's own words change about whether they are written to.
package enum ContactChange: Hashable, Sendable {
    /// `isFreeForm`: in their own words rather than by the agreed one, so a person looks at it too.
    case optOut(words: String, isFreeForm: Bool)
    case optIn
}
