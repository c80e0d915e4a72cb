import Triage

/// Answers by SMS through gammu-smsd's outbox folder.
package struct GammuAnswers: AnswerSender {
    private let outbox: GammuOutbox
    package let host: String

    /// - Parameters: as of `GammuPages`.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(outbox: String, sent: String? = nil, error: String? = nil) throws {
        self.outbox = try GammuOutbox(outbox: outbox, sent: sent, error: error)
        host = outbox
    }

    package func room(for address: AnswerAddress) async throws -> AnswerLimit { ShortText.answerRoom }

    package func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
        try await AnswerFailure.translating {
            let name = try Self.name(of: letter, to: address)
            try outbox.send(ShortText.of(letter), to: address.handle.address, key: letter.key, as: name)
            return name
        }
    }

    /// - Throws: `.unknown` where it is in no folder, and smsd deletes what it has sent.
    package func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? {
        try await AnswerFailure.translating {
            let name = try Self.name(of: letter, to: address)
            if try outbox.hasTaken(name) { return name }
            guard outbox.keepsWhatItSent else {
                throw AnswerFailure(
                    .unknown,
                    "\(GammuOutbox.means): the text is not in the outbox, and where smsd puts what it sent is not known"
                )
            }
            return nil
        }
    }

    /// Behind pages, which somebody has to be woken by.
    static func name(of letter: AnswerLetter, to address: AnswerAddress) throws(PageFailure) -> String {
        try GammuOutbox.name(priority: .low, at: letter.writtenAt, to: address.handle.address, key: letter.key)
    }
}
