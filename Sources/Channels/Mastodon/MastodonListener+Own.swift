import Foundation
import Triage
import Wire

/// Whose token it is: what that account writes is the brand's own word, which is never ticketed.
extension MastodonListener {
    /// A token that may not tell is asked about once an hour.
    private static let askAgain = Duration.seconds(3600)

    private struct Account: Decodable { var acct: String }

    /// Whatever goes wrong here keeps nothing from being heard: the lanes say what a person must mend, and
    /// a token for notifications alone may stay.
    func askWhoWeAre(now: Moment) async throws {
        guard let token, isUnknown(now: now) else { return }
        var request = HTTPRequest(
            .get, settings.origin.base + "/api/v1/accounts/verify_credentials", addresses: addresses)
        request.bearer = token
        request.headers.append((name: "Accept", value: "application/json"))
        var account: Account?
        do {
            let response = try await fetch(request)
            if response.status == 200 { account = try? JSONDecoder().decode(Account.self, from: Data(response.body)) }
        } catch is WireError {
            // Not reached: asked again with the next round.
            return
        }
        learn(account.flatMap { settings.reading.handle($0.acct) }, now: now)
    }

    func isUnknown(now: Moment) -> Bool {
        memory.withLock { memory in
            guard memory.own == nil else { return false }
            return memory.ownAskedAt.map { now >= $0 + Self.askAgain } ?? true
        }
    }

    func learn(_ own: Handle?, now: Moment) {
        memory.withLock {
            $0.own = own
            $0.ownAskedAt = now
        }
    }

    func markedIfOwn(_ heard: Heard) -> Heard {
        guard case .message(var message) = heard, let own = memory.withLock({ $0.own }),
            message.author.handle == own
        else { return heard }
        message.author.isOwn = true
        return .message(message)
    }
}
