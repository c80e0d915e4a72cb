/// What the sink has been told to do wrong.
struct Troubles: Sendable {
    struct Refusal: Sendable {
        var code: Int
        var text: String
    }

    enum AfterDot: Sendable {
        case refuse(Refusal)
        /// The connection closes without an answer.
        case drop(kept: Bool)
    }

    var recipients: [String: Refusal] = [:]
    var greylisted = 0
    /// Taken one by one by the mails that come.
    var afterDot: [AfterDot] = []
    var delay: Duration = .zero
    var delayAfterDot: Duration = .zero

    mutating func refusal(of recipient: String) -> Refusal? {
        if let refusal = recipients[recipient.lowercased()] { return refusal }
        guard greylisted > 0 else { return nil }
        greylisted -= 1
        return Refusal(code: 451, text: "greylisted, please try again later")
    }
}

/// What a test may make the sink do.
extension MailSink {
    /// RCPT for this address is answered with a code of 400 to 599 until `accept`.
    package func refuse(_ recipient: String, code: Int, text: String = "refused by script") {
        precondition((400...599).contains(code), "a refusal is 4xx or 5xx")
        state.withLock { $0.troubles.recipients[recipient.lowercased()] = .init(code: code, text: text) }
    }

    package func accept(_ recipient: String) {
        _ = state.withLock { $0.troubles.recipients.removeValue(forKey: recipient.lowercased()) }
    }

    /// The next so many RCPT commands are answered 451.
    package func greylist(first count: Int) { state.withLock { $0.troubles.greylisted = count } }

    /// The next so many mails are read to their end and then refused.
    package func refuseMails(next count: Int = 1, code: Int, text: String = "refused by script") {
        precondition((400...599).contains(code), "a refusal is 4xx or 5xx")
        state.withLock {
            $0.troubles.afterDot += Array(repeating: .refuse(.init(code: code, text: text)), count: count)
        }
    }

    /// The connection of the next so many mails closes after the final dot, without an answer. The sender
    /// cannot know whether the mail was kept.
    package func dropAfterDot(next count: Int = 1, keeping: Bool) {
        state.withLock { $0.troubles.afterDot += Array(repeating: .drop(kept: keeping), count: count) }
    }

    /// Every answer, or only the one to the final dot, takes so long.
    package func delay(_ duration: Duration, onlyAfterDot: Bool = false) {
        state.withLock {
            if onlyAfterDot { $0.troubles.delayAfterDot = duration } else { $0.troubles.delay = duration }
        }
    }

    /// Mails larger than this are refused, and SIZE says so.
    package func limit(mail bytes: Int) { state.withLock { $0.limits.mail = bytes } }
}
