import Testing
import Triage

@testable import Letters

/// Whatever a template tells a customer to send is read as what it is said to do.
@Suite struct AgreedWordsTests {
    private enum Wish: Hashable { case stop, start, cancel, yes }

    /// What is agreed on each occasion; on all others nothing is.
    private static let agreed: [AnswerKind: Set<Wish>] = [
        .help: [.stop], .optedIn: [.stop], .optedOut: [.start, .cancel], .callBackBooked: [.cancel],
        .callBackNumber: [.yes],
    ]

    @Test(arguments: ShippedReplies.languages)
    func `every word that a customer is told to send is read as that wish`(_ language: String) {
        for kind in AnswerKind.allCases {
            let words = Set(Self.loud(ShippedReplies.words(kind, language))).sorted()
            let wishes = words.map { Self.wishes($0, language) }
            for (word, wishes) in zip(words, wishes) {
                #expect(!wishes.isEmpty, "\(language)/\(kind.rawValue): nobody reads “\(word)”")
            }
            let wanted = Self.agreed[kind] ?? []
            #expect(words.count == wanted.count, "\(language)/\(kind.rawValue): \(words)")
            for wish in wanted {
                #expect(wishes.contains { $0.contains(wish) }, "\(language)/\(kind.rawValue): \(words) for \(wish)")
            }
        }
    }

    @Test func `a word that nobody reads is found out`() {
        #expect(Self.loud("Reply CALL OFF, or {{#AB}}write{{/AB}} YES to Q.") == ["CALL OFF", "YES"])
        #expect(Self.wishes("TERMINATE", "en").isEmpty && Self.wishes("HALT", "de").isEmpty)
        #expect(Self.wishes("STOP", "it") == [.stop])
    }

    @Test(arguments: ShippedReplies.languages)
    func `the example of a day and a time is read as one`(_ language: String) throws {
        let text = ShippedReplies.words(.callBackAsk, language).replacing("\u{A0}", with: " ")
        let opening = try #require(text.firstIndex { "\"„«“".contains($0) })
        let rest = text[text.index(after: opening)...]
        let example = String(rest.prefix { !"\"“»”".contains($0) }).split(separator: " ").joined(separator: " ")
        guard case .wish(let wishes) = Self.read(example, language) else {
            Issue.record("“\(example)” is read as no wish")
            return
        }
        let monday = WallClock(CivilDate(year: 2026, month: 11, day: 23)!, second: 10 * 3600)
        #expect(wishes.contains { $0.from == monday && $0.isExact }, "\(wishes)")
    }

    // MARK: Reading

    /// Runs of words in capitals outside the tags, the brand's own left out.
    private static func loud(_ template: String) -> [String] {
        var text = ""
        var depth = 0
        for letter in template {
            if letter == "{" { depth += 1 }
            if depth == 0 { text.append(letter) }
            if letter == "}" {
                depth -= 1
                text.append(" ")
            }
        }
        var runs: [[String]] = [[]]
        for piece in text.split(separator: " ", omittingEmptySubsequences: false) {
            for (place, word) in piece.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if place > 0 { runs.append([]) }
                let bare = word.filter(\.isLetter)
                if bare.count > 1, bare.allSatisfy(\.isUppercase) {
                    runs[runs.count - 1].append(bare)
                    if word.last?.isLetter == false { runs.append([]) }
                } else {
                    runs.append([])
                }
            }
        }
        return runs.filter { !$0.isEmpty }.map { $0.joined(separator: " ") }
    }

    /// What it does wherever it may be sent: as a text message, in a direct one, and in a mail.
    private static func wishes(_ word: String, _ language: String) -> Set<Wish> {
        var wishes: Set<Wish> = []
        let everywhere = [message(word, .sms), message(word, .mastodon), message(word, .email)]
        if everywhere.allSatisfy({ StopWords.wish($0, isOptedOut: false) == .stop(isFreeForm: false) }) {
            wishes.insert(.stop)
        }
        if everywhere.allSatisfy({ StopWords.wish($0, isOptedOut: true) == .start }), read(word, language) != .yes {
            wishes.insert(.start)
        }
        // Where a call stands it is the call that is called off, and nothing else.
        let isOfCallAlone =
            StopWords.isCancel(word) || everywhere.allSatisfy { StopWords.wish($0, isOptedOut: false) == nil }
        if read(word, language) == .cancel, isOfCallAlone { wishes.insert(.cancel) }
        if read(word, language) == .yes { wishes.insert(.yes) }
        return wishes
    }

    private static func message(_ word: String, _ channel: Channel) -> Message {
        Message(
            identity: "m", source: "s", channel: channel,
            author: .init(handle: Handle(channel: channel, normalised: "+442071838123")), text: word,
            time: SaidScene.slots[0], visibility: .direct)
    }

    /// As the talk about a call reads it, in that language.
    private static func read(_ text: String, _ language: String) -> TimeReply {
        let sunday = WallClock(CivilDate(year: 2026, month: 11, day: 22)!, second: 12 * 3600)
        return CustomerWords.read(text, languages: [language], now: sunday, offered: [], horizon: 6).reply
    }
}
