import Triage

@testable import Channels

/// An evening's answers, for every channel alike.
enum AnswerSample {
    static let now = Moment(rfc3339: "2026-11-22T21:10:00Z")!
    static let words =
        "Thank you for writing to Quillfone. Nobody is at the desk just now; we are back Monday at 09:00."

    static func letter(
        _ text: String = words, subject: String = "", key: String = "ack.7.after-hours.3",
        invitation: AnswerLetter.Invitation? = nil
    ) -> AnswerLetter {
        AnswerLetter(
            subject: subject, text: text, language: "en", key: key, writtenAt: now, invitation: invitation)
    }

    static func text(to number: String = "+447700900123") -> AnswerAddress {
        AnswerAddress(handle: Handle(channel: .sms, normalised: number), message: nil, visibility: .direct)
    }

    static func kind(of body: () async throws -> some Sendable) async -> AnswerFailure.Kind? {
        do {
            _ = try await body()
            return nil
        } catch let failure as AnswerFailure {
            return failure.kind
        } catch {
            return nil
        }
    }
}
