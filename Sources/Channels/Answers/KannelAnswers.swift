import Triage

/// Answers by SMS through a Kannel gateway, from the number that was written to.
package struct KannelAnswers: AnswerSender {
    private let gateway: KannelGateway
    package var host: String { gateway.host }

    /// - Parameters: as of `KannelPages`.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(line: PageLine, url: String, user: String, password: String, number: String) throws {
        gateway = try KannelGateway(line: line, url: url, user: user, password: password, number: number)
    }

    package func room(for address: AnswerAddress) async throws -> AnswerLimit { ShortText.answerRoom }

    /// - Returns: the key, since Kannel names nothing that it accepts.
    package func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
        try await AnswerFailure.translating {
            try await gateway.send(ShortText.of(letter), to: address.handle.address)
            return letter.key
        }
    }

    /// Kannel keeps no list that could be asked: what may have been taken is never sent again.
    package func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? {
        throw AnswerFailure(.unknown, "\(KannelGateway.means): the gateway cannot be asked what it has taken")
    }
}
