import Console
import Storage
import TestKit
import Testing
import Triage

/// A brand that rings back from ten to five, and customers who wrote at nine.
enum BookingScene {
    static func hours() -> BusinessHours {
        BusinessHours(
            BusinessCalendar(
                name: "default", zone: .utc,
                weekly: Dictionary(
                    uniqueKeysWithValues: Weekday.allCases.map {
                        ($0, [OpeningInterval(start: 10 * 3600, end: 17 * 3600)])
                    })))
    }

    static func terms(perSlot: Int = 2, mode: Manners.Mode = .on) -> CallBackTerms {
        var terms = CallBackTerms(
            plan: CallBackPlan(slot: .seconds(1800), perSlot: perSlot, horizon: .seconds(3 * 86_400)), hours: hours(),
            ticketDomain: "quillfone.example")
        terms.manners = manners(mode)
        return terms
    }

    static func manners(_ mode: Manners.Mode) -> Manners {
        Manners(mode: mode, sources: [Example.source], languages: ["en", "de"])
    }

    /// As the tables of the world read them, for numbers of these tests.
    static let tables = Decider.Tables { text, _ in
        let digits = text.filter { $0 == "+" || $0.isNumber }
        if digits.isEmpty { return .none }
        if digits.hasPrefix("+44770090") { return .good(e164: digits) }
        if digits.hasPrefix("+44999") { return .doubtful(e164: digits) }
        if digits.hasPrefix("+449") || digits == "999" { return .refused(because: "a premium line") }
        return .impossible
    }

    static func policy(_ mode: Manners.Mode = .on) -> Policy {
        Policy(
            brand: "Quillfone", hours: hours(),
            manners: manners(mode),
            callBacks: terms().plan)
    }

    struct Offer: Sendable {
        var talk: Int64
        var conversation: ConversationID
        var path: String
    }

    /// Somebody writes in private after hours, and is offered a call.
    static func offer(
        _ house: DeskHouse, _ number: Int = 1, _ words: String = "My router does nothing at all, please help",
        from handle: String = "ana@mastodon.example", at moment: Moment? = nil
    ) async throws -> Offer {
        let now = moment ?? house.clock.now()
        let lease = try await house.store.begin(now: now)
        var message = DeskScene.message(number, words, from: handle, at: now)
        message.visibility = .direct
        message.language = ""
        message.conversationKey = "direct-\(number)"
        let rules = house.desk.rules()
        let page = HeardPage(
            source: lease.source, epoch: lease.epoch,
            items: [.init(heard: .message(message), evidence: rules.judge(message))], cursors: [:])
        _ = try await house.store.remember(
            [page], decider: Decider(policy: policy(), rules: rules, tables: tables), now: now)
        let answers = try await house.store.answers(limit: 50)
        guard let answer = answers.first(where: { $0.handle.address == handle }),
            let talk = answer.draft.facts.talk, let conversation = answer.conversation
        else { throw Probe.Trouble(what: "nothing was offered: \(answers)") }
        return Offer(talk: talk, conversation: conversation, path: try await link(house, .talk(talk)))
    }

    static func link(_ house: DeskHouse, _ subject: Booking.Subject) async throws -> String {
        let links = BookingLinks(url: "", seal: house.desk.seal)
        return try #require(try await links.address(of: subject, in: house.store, now: house.clock.now()))
    }

    static func open(
        perSlot: Int = 2, mode: Manners.Mode = .on, clock: any Timekeeper = ManualClock(),
        _ body: (DeskHouse) async throws -> Void
    ) async throws {
        try await DeskHouse.open(clock: clock, terms: terms(perSlot: perSlot, mode: mode), tables: tables, body)
    }
}

extension Probe.Answer {
    /// The values of the times that can be chosen.
    var slots: [String] {
        text.split(separator: "name=start value=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
    /// The value of a hidden field that is written without quotes around its name.
    func hidden(_ name: String) -> String? {
        guard let start = text.firstRange(of: "name=\(name) value=\"") else { return nil }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }
    func says(_ words: String) -> Bool { text.contains(words) }
}
