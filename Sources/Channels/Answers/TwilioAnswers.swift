import Triage

/// Answers by SMS through Twilio, from the number that was written to.
package struct TwilioAnswers: AnswerSender {
    private let gateway: TwilioGateway
    package var host: String { gateway.host }

    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(line: PageLine, url: String, account: String, token: String, number: String) throws {
        gateway = try TwilioGateway(line: line, url: url, account: account, token: token, number: number)
    }

    package func room(for address: AnswerAddress) async throws -> AnswerLimit { ShortText.answerRoom }

    package func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
        try await AnswerFailure.translating {
            try await gateway.send(ShortText.of(letter), to: address.handle.address)
        }
    }

    package func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? {
        try await AnswerFailure.translating {
            try await gateway.taken(ShortText.of(letter), to: address.handle.address, since: since)
        }
    }
}

extension ShortText {
    /// What an answer may take: more would cost more than a mail is worth, and some gateways cut it.
    static let answerRoom = AnswerLimit.segments(6)

    /// The words of an answer, never cut: they were written to fit.
    static func of(_ letter: AnswerLetter) -> String { spelt(letter.text) }
}
