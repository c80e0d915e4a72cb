import Channels
import Letters
import Storage
import Synchronization
import Triage

/// Stands where a channel would send: it takes every answer, and nothing leaves the machine.
final class ReplaySender: AnswerSender {
    private let channel: Channel
    private let source: SourceName
    /// Our newest answer to a message, by the message's identity, as the channel would name it in a reply.
    private let given = Mutex<[String: String]>([:])

    init(_ source: SourceConfiguration) {
        channel = source.channel
        self.source = source.name
    }

    var host: String { source.rawValue }

    /// By which a reply to our answer would name it; nil: there is none.
    func answer(to identity: String) -> String? { given.withLock { $0[identity] } }

    func room(for address: AnswerAddress) async throws -> AnswerLimit {
        let isPublic = address.visibility == .open || address.visibility == .unlisted
        return ReplyForm.usual(channel, isPublic: isPublic).limit
    }

    func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
        let receipt = Message.identity("\(channel.rawValue):\(source)", "answer-\(letter.key)")
        if let identity = address.message?.identity { given.withLock { $0[identity] = receipt } }
        return receipt
    }

    func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? { nil }
}

/// Stands where people would be called.
struct ReplayPager: PageSender {
    func send(_ page: PageText, to address: String) async throws -> PageReceipt { PageReceipt(id: page.key, .final) }
}
