import Hummingbird
import Storage
import Triage

extension Hall {
    /// The pages that links in pages lead to, without sign-in.
    package func linkedPages() {
        let desk = desk
        // A page is asked for by its reader and a few scanners; links that do not hold come from whoever guesses.
        let readers = Pace(burst: 60, perSecond: 1)
        let guesses = Pace(burst: 20, perSecond: 0.2)

        @Sendable func found(_ visit: Visit) async throws -> [OnCallPage] {
            guard let link = PageLinks.open(visit.parameter("token") ?? "", seal: desk.seal, now: visit.now) else {
                try guesses.pass(visit.from?.description ?? "", now: visit.now)
                return []
            }
            try readers.pass("\(link.pages[0])", now: visit.now)
            var pages: [OnCallPage] = []
            for id in link.pages {
                if let page = try await desk.store.page(id), link.means(page) { pages.append(page) }
            }
            // Whoever was texted the link; a page of anybody else is none of theirs.
            return pages.filter { $0.person == pages[0].person }
        }
        @Sendable func gone(_ visit: Visit) -> Response {
            var response = visit.page(LinkedPage.gone, titled: "Not found", [:], status: .notFound)
            LinkedPage.harden(&response)
            return response
        }

        linked("/p/:token", .get) { visit in
            let pages = try await found(visit)
            guard let first = pages.first else { return gone(visit) }
            return try await pages.count > 1 ? LinkedBundle.page(visit, pages) : LinkedPage.page(visit, first)
        }
        linked("/p/:token", .post) { visit in
            let pages = try await found(visit)
            guard let first = pages.first else { return gone(visit) }
            var response: Response
            if pages.count > 1 {
                guard visit.form["do"] == "ack" else {
                    return try await LinkedBundle.page(
                        visit, pages, trouble: "That is no answer to several pages. Nothing was done.")
                }
                response = visit.redirect(to: visit.path, saying: try await LinkedBundle.takeAll(visit, pages))
            } else {
                response = try await LinkedPage.answer(visit, first)
            }
            LinkedPage.harden(&response)
            return response
        }
    }
}

extension LinkedPage {
    /// What a button of the page does, in the name of whoever was paged.
    fileprivate static func answer(_ visit: Visit, _ page: OnCallPage) async throws -> Response {
        func text(_ name: String) -> String { String((visit.form[name] ?? "").trimmedLines.prefix(longestReason)) }
        let verb: PageAnswer.Verb
        switch visit.form["do"] {
        case "ack": verb = .acknowledge
        case "esc": verb = .escalate
        case "kept", "no-reply":
            let words = try await LinkedCall.mark(
                visit, page, visit.form["do"] == "kept" ? .kept : .noReply, note: text("note"))
            return visit.redirect(to: visit.path, saying: words)
        case "resolve": return try await resolve(visit, page, note: text("note"))
        case "not-hot":
            guard !text("reason").isEmpty else {
                return try await self.page(
                    visit, page, trouble: "Say in a few words why it is not hot. Nothing was done yet.")
            }
            verb = .notHot(text("reason"))
        default:
            return try await self.page(visit, page, trouble: "That is no answer to a page. Nothing was done.")
        }
        guard
            let reply = try await visit.desk.store.answer(
                verb, page: page.id, patience: visit.desk.onCall().patience, now: visit.now)
        else { return try await self.page(visit, page, trouble: "This page is about no case. Nothing was done.") }
        return visit.redirect(to: visit.path, saying: reply.words)
    }

    private static func resolve(_ visit: Visit, _ page: OnCallPage, note: String) async throws -> Response {
        guard let id = page.hotCase else {
            return try await self.page(visit, page, trouble: "This page is about no case. Nothing was done.")
        }
        // As from a text message: what somebody else holds is theirs to close.
        if let hotCase = try await visit.desk.store.caseDetail(id)?.hotCase, let holder = hotCase.claimedBy,
            holder != page.person.rawValue
        {
            return visit.redirect(to: visit.path, saying: "Case \(id.rawValue) is not changed: \(holder) holds it.")
        }
        let answer = try await visit.desk.store.change(
            id, .resolve, by: page.person.rawValue, note: note, patience: visit.desk.onCall().patience, now: visit.now)
        let words =
            switch answer {
            case .done: "Case \(id.rawValue) is resolved. Thank you."
            case .noSuchCase: "There is no such case any more."
            case .refused(_, let why): "Case \(id.rawValue) is not changed: \(why)."
            }
        return visit.redirect(to: visit.path, saying: words)
    }
}
