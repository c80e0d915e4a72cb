import Letters
import Triage

/// What each answer costs as a text message, told to whoever writes its words: with the facts that it usually has, and
/// with the link by which a time can be chosen.
struct ReplyCosts {
    struct Cost: Hashable {
        var kind: AnswerKind
        var language: String
        /// Text messages of 160 characters, or of 70 where a letter is in no telephone's own alphabet.
        var texts: Int
        var textsWithLink: Int
        /// A letter that more than halves what fits into one.
        var isWide: Bool
    }

    let costs: [Cost]

    /// - Parameter link: how long links are; that of a console's booking page.
    init(_ book: ReplyBook, brand: String, contact: String, zone: TimeZoneTable, link: String = Self.usualLink) {
        costs = AnswerKind.allCases.flatMap { kind in
            book.languages.compactMap { language in
                func texts(_ link: String?) -> SegmentCount? {
                    let form = ReplyForm(channel: .sms, isPublic: false, limit: .unbounded)
                    guard
                        let letter = try? book.write(
                            Self.usual(kind, language), form: form, brand: brand, contact: contact, zone: zone,
                            link: link, fallback: [], now: Self.evening),
                        letter.language == language
                    else { return nil }
                    return SegmentCount(letter.text)
                }
                guard let plain = texts(nil), let linked = texts(link) else { return nil }
                return Cost(
                    kind: kind, language: language, texts: plain.segments, textsWithLink: linked.segments,
                    isWide: plain.alphabet == .ucs2)
            }
        }
    }

    /// One line for each kind: `after-hours   en 2 (3 with a link), de 2 (3 with a link)*`.
    var lines: [String] {
        guard !costs.isEmpty else { return [] }
        let kinds = AnswerKind.allCases.filter { kind in costs.contains { $0.kind == kind } }
        let width = kinds.map(\.rawValue.count).max() ?? 0
        var lines = ["Text messages (of 160 characters) that each answer usually takes by SMS:"]
        for kind in kinds {
            let each = costs.filter { $0.kind == kind }.map { cost in
                let link = cost.textsWithLink == cost.texts ? "" : ", \(cost.textsWithLink) with a link"
                return "\(cost.language) \(cost.texts)\(cost.isWide ? "*" : "")\(link)"
            }
            lines.append("  \(kind.rawValue.padding(toLength: width))  \(each.joined(separator: "; "))")
        }
        if costs.contains(where: \.isWide) {
            lines.append("  * a letter outside the SMS alphabet lets only 70 characters fit into each")
        }
        return lines
    }

    /// As long as that of a console's booking page under a host name of usual length.
    static let usualLink = "https://desk.quillfone.example/b/" + String(repeating: "x", count: 64)

    /// Thursday, 2 October 2025, 20:00 UTC.
    private static let evening = Moment(seconds: 1_759_435_200)

    private static func usual(_ kind: AnswerKind, _ language: String) -> AnswerDraft {
        let morning = evening + .seconds(13 * 3600)
        let slots = (0..<3).map { morning + .seconds($0 * 900) }
        let hasSlots = [.afterHours, .holiday, .callBackOffer, .callBackMissed].contains(kind)
        return AnswerDraft(
            kind: kind, language: language, visibility: .direct,
            facts: AnswerFacts(
                opening: morning, holiday: kind == .holiday ? "Christmas Day" : nil, slots: hasSlots ? slots : [],
                chosen: morning, was: kind == .callBackMoved ? morning - .seconds(3600) : nil,
                readings: kind == .callBackAsk ? Array(slots.prefix(2)) : [], numberEnd: "123",
                reference: kind.isAcknowledgement ? "T1234" : "",
                status: kind == .status ? "we expect it to be back by noon" : "", talk: 1, callBack: 1),
            because: "")
    }
}
