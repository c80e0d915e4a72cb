import Foundation
import Triage

@testable import Letters

/// The templates that come with the program.
enum ShippedReplies {
    static let languages = ["de", "en", "es", "fr", "it", "pt"]

    static let files: [RuleFile] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Rules/replies")
            .standardized
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
        return names.filter { $0.hasSuffix(".mustache") }.sorted().compactMap { name in
            (try? Data(contentsOf: root.appending(path: name))).map {
                RuleFile(path: "Rules/replies/\(name)", bytes: Array($0))
            }
        }
    }()

    static let reading = ReplyBook.read(files, in: "Rules/replies")

    static func words(_ kind: AnswerKind, _ language: String) -> String {
        files.first { $0.path == "Rules/replies/\(language)/\(kind.rawValue).mustache" }
            .map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    }
}

/// One thing that an answer may have to say, in each way in which it can come to be said.
struct SaidScene: CustomStringConvertible {
    var draft: AnswerDraft
    var form: ReplyForm
    var contact = ""
    var link: String?
    var now: Moment

    static let brand = "Quillfone"
    /// As long as a signed one is.
    static let link = "https://desk.quillfone.example/b/" + String(repeating: "x", count: 60)
    private static let noon = Moment(rfc3339: "2026-11-22T12:00:00Z")!
    private static let night = Moment(rfc3339: "2026-11-22T23:10:00Z")!

    var description: String { "\(draft.language) \(draft.kind) \(form) \(draft.facts)" }

    func written() throws -> String {
        let zone = TimeZoneTable(
            name: draft.facts.zone, earliest: .init(offset: 0, isDaylight: false, abbreviation: "GMT"), changes: [],
            rule: nil)
        return try ShippedReplies.reading.book.write(
            draft, form: form, brand: Self.brand, contact: contact, zone: zone, link: link, fallback: [], now: now
        ).text
    }

    /// Every form and every combination of facts that can be told on the occasion.
    static func all(_ kind: AnswerKind, _ language: String) -> [SaidScene] {
        var forms: [ReplyForm] = [.usual(.sms), .usual(.email), .usual(.mastodon)]
        if isSaidInPublic(kind) { forms.append(.usual(.mastodon, isPublic: true)) }
        var scenes: [SaidScene] = []
        for form in forms {
            for facts in self.facts(kind, isPublic: form.isPublic) {
                for (now, isTheirZone) in [(noon, true), (night, false)] {
                    for link in form.isPublic ? [nil] : [nil, Self.link] {
                        for contact in kind == .help || kind == .optedOut ? ["", "help.quillfone.example"] : [""] {
                            var facts = facts
                            facts.isTheirZone = isTheirZone
                            scenes.append(
                                SaidScene(
                                    draft: AnswerDraft(
                                        kind: kind, language: language,
                                        visibility: form.isPublic ? .open : .direct, facts: facts, because: ""),
                                    form: form, contact: contact, link: link, now: now))
                        }
                    }
                }
            }
        }
        return scenes
    }

    /// The talk about a call is the customer's alone.
    private static func isSaidInPublic(_ kind: AnswerKind) -> Bool {
        kind.isAcknowledgement || kind == .optedOut || kind == .optedIn || kind == .help || kind == .status
    }

    // MARK: Facts

    /// Monday, and the 1st of a month, which some languages say otherwise.
    static let slots = [
        Moment(rfc3339: "2026-11-23T09:00:00Z")!, Moment(rfc3339: "2026-11-23T13:15:00Z")!,
        Moment(rfc3339: "2026-12-01T01:30:00Z")!,
    ]

    private typealias Facts = [AnswerFacts]

    private static func facts(_ kind: AnswerKind, isPublic: Bool) -> [AnswerFacts] {
        let none = [AnswerFacts(zone: "Europe/London", isTheirZone: true)]
        let (opening, chosen) = (slots[0], slots[1])
        switch kind {
        case .afterHours, .holiday, .hot:
            var facts = either(none) { $0.opening = opening }
            facts = either(facts) { $0.reference = "case 1234567" }
            if isPublic { facts = either(facts) { $0.offersPrivateWay = true } }
            if kind == .holiday { facts = either(facts) { $0.holiday = "Boxing Day (substitute day)" } }
            if kind == .hot { return either(facts) { $0.isDanger = true } }
            return isPublic ? facts : each(facts, [[], [slots[0]], slots]) { $0.slots = $1 }
        case .outage:
            let facts = isPublic ? either(none) { $0.offersPrivateWay = true } : none
            return each(facts, ["", "a cable is being mended", "Back by 9 am."]) { $0.status = $1 }
        case .status: return each(none, ["a cable is being mended", "Repaired.", "Back (mostly)"]) { $0.status = $1 }
        case .callBackOffer:
            var facts = each(none, [nil] + AnswerFacts.Why.offering.map(Optional.some)) { $0.why = $1 }
            facts = each(facts, [[], [slots[0]], slots]) { $0.slots = $1 }
            return either(facts) { $0.opening = opening }
        case .callBackAsk:
            let open = each(each(none, [[slots[0]], slots]) { $0.slots = $1 }, [.notUnderstood, .noSuchChoice]) {
                $0.why = $1
            }
            return open
                + each(none, [Array(slots.prefix(2)), slots]) {
                    ($0.why, $0.readings, $0.slots) = (.ambiguous, $1, $1)
                }
        case .callBackNumber:
            let facts = each(none, [.needsNumber, .impossibleNumber, .doubtfulNumber, .refusedNumber]) { $0.why = $1 }
            return either(either(facts) { $0.chosen = chosen }) { $0.numberEnd = "678" }
        case .callBackBooked, .callBackMoved:
            let facts = either(each(none, [chosen]) { $0.chosen = $1 }) { $0.numberEnd = "678" }
            return kind == .callBackMoved ? either(facts) { $0.was = opening } : facts
        case .callBackCancelled:
            let facts = either(none) { $0.chosen = chosen }
            return facts + either(each(facts, [.inWriting]) { $0.why = $1 }) { $0.opening = opening }
        case .callBackMissed:
            var facts = each(none, [.noReply, .nobodyRang]) { $0.why = $1 }
            facts = either(either(facts) { $0.chosen = chosen }) { $0.numberEnd = "678" }
            return each(facts, [[], [slots[0]], slots]) { $0.slots = $1 }
                + each(facts, [slots[2]]) { $0.retryAt = $1 }
        case .optedOut:
            return either(either(none) { $0.chosen = chosen }) { $0.offersPrivateWay = isPublic }
                + either(none) { $0.why = .noCalls }
        case .optedIn: return none
        case .help: return either(none) { $0.opening = opening }
        }
    }

    /// As they are, and with this.
    private static func either(_ facts: [AnswerFacts], _ tell: (inout AnswerFacts) -> Void) -> [AnswerFacts] {
        each(facts, [false, true]) { if $1 { tell(&$0) } }
    }

    private static func each<Value>(
        _ facts: [AnswerFacts], _ values: [Value], _ tell: (inout AnswerFacts, Value) -> Void
    ) -> [AnswerFacts] {
        facts.flatMap { facts in
            values.map {
                var told = facts
                tell(&told, $0)
                return told
            }
        }
    }
}

extension AnswerFacts.Why {
    /// For which other times are offered.
    static let offering: [AnswerFacts.Why] = [
        .taken, .closed, .outsideHours, .past, .tooSoon, .tooFar, .noneSuits, .noSuchChoice,
    ]
}
