import Triage
import Wire

/// After a doubt: whether the account's own timeline holds the answer.
extension MastodonAnswers {
    /// Their clock may differ from ours by so much.
    private static let slack = Duration.seconds(120)
    private static let pages = 5

    /// - Throws: `.unreachable` where nobody could be asked, `.unknown` where the account has posted too much since.
    package func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? {
        let parent = try parent(of: address).map { reading.identity($0.text) }
        let account = try await ownAccount()
        var before: TimelineID?
        for _ in 0..<Self.pages {
            let onwards = before.map { "&max_id=\($0.text)" } ?? ""
            let response = try await ask(
                request(.get, "/api/v1/accounts/\(account.text)/statuses?limit=40&exclude_reblogs=true\(onwards)"))
            if let failure = refusal(response) { throw Self.unasked(failure) }
            guard let items = try? reading.read(.statuses, response.body, now: line.now()) else {
                throw AnswerFailure(.unreachable, "\(Self.means): its answer is no list of posts; is `url` right?")
            }
            for case .message(let post)? in items.map(\.heard) where post.time >= since - Self.slack {
                if post.answers.first == parent, Self.says(post.text, letter.text) { return post.identity }
            }
            guard let last = items.compactMap(\.place).min(), before.map({ last < $0 }) ?? true else { return nil }
            if let written = items.last?.written, written < since - Self.slack { return nil }
            before = last
        }
        throw AnswerFailure(.unknown, "\(Self.means): the account has posted too much since to find one answer")
    }

    private func ownAccount() async throws -> TimelineID {
        let response = try await ask(request(.get, "/api/v1/accounts/verify_credentials"))
        if let failure = refusal(response) { throw Self.unasked(failure) }
        guard let id = Self.id(of: response.body) else {
            throw AnswerFailure(.unreachable, "\(Self.means): it does not say whose token it is")
        }
        return id
    }

    /// That nobody could be asked says nothing of what was sent.
    private static func unasked(_ failure: AnswerFailure) -> AnswerFailure {
        switch failure.kind {
        case .throttled: failure
        case .refused, .gone, .optedOut, .unreachable, .unknown: AnswerFailure(.unreachable, failure.reason)
        }
    }

    /// Whether a post's words are those that were sent. Servers show names and links shorter than they were written,
    /// so only what stands before the first of them is held against each other, and of that letters and digits.
    static func says(_ post: String, _ sent: String) -> Bool {
        func core(_ words: some Sequence<Substring>) -> String {
            String(
                words.joined().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
        }
        let sent = core(sent.split(whereSeparator: \.isWhitespace).prefix { !Self.isShortened($0) })
        let words = post.split(whereSeparator: \.isWhitespace).drop { $0.hasPrefix("@") }
        return core(words).hasPrefix(sent)
    }

    private static func isShortened(_ word: Substring) -> Bool {
        word.contains("@") || word.contains("#") || word.contains("://")
    }
}
