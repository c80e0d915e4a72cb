/// When the brand's people are there: the calendars of the configuration, and which of them a message is
/// asked against.
package struct BusinessHours: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable { case open, closed, holiday }

    package init() {}

    /// - Parameters:
    ///   - source: where the message was heard; a calendar may be a source's own.
    ///   - language: BCP 47 of the message; a calendar may be a language's own.
    package func state(at moment: Moment, source: SourceName, language: String) -> State { .open }
}
