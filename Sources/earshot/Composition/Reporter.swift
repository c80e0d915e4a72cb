import Logging
import Poll
import Storage
import Triage

/// One log line per event worth waking for, facts as metadata, never a customer's words.
struct Reporter: Sendable {
    let logger: Logger
    let watcher: House.Watcher
    /// Rung when tickets were written, so that they leave at once.
    let ticketsWritten: Bell
    /// Rung when something was heard that may be answered.
    let answersWritten: Bell?
    /// Rung when a case was opened, so that somebody is called at once.
    let casesOpened: Bell?
    /// Rung when somebody answered a page, so that they are told what became of it.
    let pagesAnswered: Bell?

    func tell(_ event: PollEvent) {
        switch event {
        case .remembered(let source, let counts):
            if counts.tickets > 0 { ticketsWritten.ring() }
            if counts.stored > 0 { answersWritten?.ring() }
            if counts.hot.contains(where: \.isNewCase) || counts.pageAnswers > 0 { casesOpened?.ring() }
            if counts.pageAnswers > 0 { pagesAnswered?.ring() }
            logger.debug(
                "heard",
                metadata: [
                    "source": "\(source)", "stored": "\(counts.stored)", "duplicate": "\(counts.duplicate)",
                    "filtered": "\(counts.filtered)", "quarantined": "\(counts.quarantined)",
                ])
            if counts.quarantined > 0 {
                logger.warning(
                    "items could not be read and are quarantined",
                    metadata: ["source": "\(source)", "items": "\(counts.quarantined)"])
            }
            for hot in counts.hot {
                logger.notice(
                    hot.isNewCase ? "hot case" : "hot message in an open case",
                    metadata: [
                        "case": "\(hot.caseID.rawValue)", "source": "\(source)", "heat": "\(hot.verdict.heat)",
                        "severity": "\(hot.verdict.severity?.rawValue ?? "none")",
                        "rules": "\(hot.verdict.reasons.map(\.rule).joined(separator: ","))",
                    ])
            }
        case .failed(let source, let failure, let inARow):
            // The first time, and then each time that the count doubles: loud, but no flood.
            guard inARow & (inARow - 1) == 0 else { break }
            let level: Logger.Level = failure.next == .tellPerson ? .error : .warning
            logger.log(
                level: level, "a source cannot be heard",
                metadata: ["source": "\(source)", "failures": "\(inARow)", "reason": "\(failure.reason)"])
        case .recovered(let source):
            logger.notice("a source is heard again", metadata: ["source": "\(source)"])
        case .setAside(let source, let reason):
            logger.notice("a page is heard again later", metadata: ["source": "\(source)", "reason": "\(reason)"])
        }
        watcher.poll(event)
    }
}
