import Hummingbird
import Storage
import Triage

/// Everything that is known of one case, and everything that can be done with it.
enum CasePage {
    /// More of its story is not shown; the newest stay.
    static let mostEvents = 300

    struct Material: Sendable {
        var detail: CaseDetail
        /// Grows with every line of its story.
        var mark: Int64
        var called: [Called]
        var others: [QueueLine]
        /// Those that it may be linked to.
        var incidents: [QueueLine]
        var explanation: Explanation?
        /// What was said by itself in its conversations, and why nothing was, oldest first.
        var answers: [StoredAnswer] = []
        var silences: [(message: StoredMessage, silence: Silence)] = []
        /// Its customers' calls, the newest first.
        var callBacks: [CallBack] = []
        /// Calls can be booked.
        var isOffered = false
    }

    /// Of an incident's many conversations only so many are looked into.
    static let mostConversations = 20

    static func read(_ id: CaseID, _ desk: Desk) async throws -> Material? {
        // The mark first: what changes while the rest is read shows as new.
        guard let mark = try await desk.store.caseMark(id), let detail = try await desk.store.caseDetail(id) else {
            return nil
        }
        var handles: [Handle] = []
        for message in detail.messages {
            for handle in [message.message.author.handle] + (message.customer?.handles ?? [])
            where !handles.contains(handle) && handles.count < 20 {
                handles.append(handle)
            }
        }
        // Of an incident, whose authors are many, it would say nothing.
        let others =
            detail.hotCase.isIncident ? [] : try await desk.store.cases(with: handles, limit: 12).filter { $0.id != id }
        var explanation: Explanation?
        if let hottest = hottest(detail) {
            explanation = desk.rules().explain(
                hottest.message, within: hottest.surroundings ?? Surroundings(),
                policy: Policy(brand: desk.settings.brand), now: hottest.heardAt, most: 0)
        }
        var material = Material(
            detail: detail, mark: mark, called: try await desk.store.called(about: id), others: others,
            incidents: try await desk.store.openIncidents(limit: 20).filter { $0.id != id },
            explanation: explanation)
        try await readAnswers(into: &material, desk)
        return material
    }

    private static func readAnswers(into material: inout Material, _ desk: Desk) async throws {
        var conversations: [ConversationID] = []
        for stored in material.detail.messages.reversed() {
            if let id = stored.conversation, !conversations.contains(id) { conversations.append(id) }
            if conversations.count == mostConversations { break }
        }
        material.isOffered = desk.callBacks() != nil
        material.callBacks = try await desk.store.callBacks(of: conversations)
        // That for which it was opened, whoever's conversation it is.
        let known = Set(material.callBacks.map(\.id))
        material.callBacks += material.detail.ringing.filter { !known.contains($0.id) }
        for id in conversations { material.answers += try await desk.store.answers(ofConversation: id) }
        material.answers.sort { $0.id < $1.id }
        for stored in material.detail.messages.suffix(50) {
            guard let silence = try await desk.store.silence(of: stored.id) else { continue }
            material.silences.append((stored, silence))
        }
    }

    /// The message whose heat is the case's.
    static func hottest(_ detail: CaseDetail) -> StoredMessage? {
        detail.messages.filter { $0.verdict != nil }.max { ($0.verdict?.heat ?? 0) < ($1.verdict?.heat ?? 0) }
    }
}

extension Hall {
    func casePages() {
        let desk = desk
        page("/cases/:case", in: .queue) { visit, visitor in
            let id = CaseID(rawValue: try visit.number("case"))
            guard let material = try await CasePage.read(id, desk) else {
                throw Refusal(.notFound, "There is no case \(id.rawValue).")
            }
            var facts = CasePage.facts(material, visitor, now: visit.now)
            facts.merge(DeskPopovers.facts(desk)) { $1 }
            facts.merge(CasePage.status(material.detail, visitor)) { $1 }
            return visit.page(
                CasePage.template, titled: "Case \(id.rawValue): \(material.detail.hotCase.title)", facts)
        }
        // Whether there is something new, for the script: a page that somebody types into is not swapped.
        page("/cases/:case/mark", in: .queue) { visit, _ in
            guard let mark = try await desk.store.caseMark(CaseID(rawValue: try visit.number("case"))) else {
                throw Refusal.notFound
            }
            return .text("\(mark)", type: "text/plain; charset=utf-8")
        }
    }
}
