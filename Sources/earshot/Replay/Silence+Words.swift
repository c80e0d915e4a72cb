import Triage

extension Silence {
    /// Why nothing is said, in a sentence for whoever reads a transcript.
    var sentence: String {
        let reason =
            switch code {
            case .noWay: "there is no way to answer"
            case .own: "it is the brand's own word"
            case .agent: "one of the brand's people wrote it"
            case .automatic: "a machine wrote it"
            case .notToUs: "it is not addressed to us"
            case .filtered: "a rule filters it out"
            case .never: "it fires a rule that is never answered by itself"
            case .repost: "a repost asks nothing"
            case .edited: "what it said before its edit was answered or left already"
            case .late: "it is too old for an automatic answer; a person reads it"
            case .optedOut: "they do not want automatic messages"
            case .noConsent: "the CRM says that they are not to be written to"
            case .open: "somebody is there and will answer"
            case .neverOpens: "nobody can say when somebody will be there"
            case .answered: "a person has answered since"
            case .saidBefore: "they were told already"
            case .personCap: "they were told often enough today"
            case .domainCap: "enough went to their mail domain this hour"
            case .loop: "two machines seem to talk to each other"
            case .quiet: "it is night where they are"
            case .nothingAsked: "it asks nothing"
            case .hot: "hot cases are not acknowledged"
            case .noWords: "there are no words for it"
            case .over: "it is settled otherwise"
            case .deleted: "its author deleted it"
            case .off: "answers are off"
            }
        return detail.isEmpty ? reason : "\(reason): \(detail)"
    }
}
