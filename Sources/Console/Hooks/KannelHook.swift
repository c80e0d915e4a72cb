import Hummingbird
import Storage
import Triage

extension Hall {
    /// Where a Kannel gateway reports of texts: `GET /hooks/kannel/TOKEN?state=1`. That a GET changes something is
    /// Kannel's protocol; the address is known to us and the gateway alone, and what it says twice is said once.
    package func kannelHook() {
        let desk = desk
        // Of one text a few reports come; addresses that do not hold come from whoever guesses.
        let reports = Pace(burst: 30, perSecond: 1)
        let guesses = Pace(burst: 20, perSecond: 0.2)
        linked("/hooks/kannel/:token", .get) { visit in
            guard visit.request.method == .get else { throw Refusal.notFound }
            guard let key = KannelReports.key(visit.parameter("token") ?? "", seal: desk.seal, now: visit.now) else {
                try guesses.pass(visit.from?.description ?? "", now: visit.now)
                throw Refusal.notFound
            }
            try reports.pass(key, now: visit.now)
            guard let state = visit.query["state"].flatMap({ KannelState($0) }) else {
                throw Refusal(.badRequest, "`state` is what Kannel writes for %d: 1, 2, 4, 8 or 16.")
            }
            guard let delivery = state.delivery else { return .text("noted\n", type: "text/plain") }
            let onCall = desk.onCall()
            let failed = try await desk.store.report(
                delivery, ofText: key, patience: onCall.patience, now: visit.now)
            for page in failed where page.hotCase != nil {
                desk.logger.error("a page reached nobody", metadata: ["person": "\(page.person)"])
                let number = page.hotCase.map { "\($0.rawValue)" } ?? ""
                let notices = onCall.leads(but: page.person).map {
                    PageDraft(
                        hotCase: nil, person: $0.name, reach: $0.reach, why: .notice,
                        words: "\(page.person) cannot be reached for case \(number): \(page.lastError)")
                }
                try await desk.store.write(notices, patience: onCall.patience, now: visit.now)
            }
            return .text("noted\n", type: "text/plain")
        }
    }
}

/// What became of a text, in Kannel's numbers (user guide, “Delivery Reports”).
private enum KannelState: String {
    case delivered = "1"
    case failed = "2"
    /// The message centre keeps it and tries again.
    case buffered = "4"
    case taken = "8"
    case refused = "16"

    init?(_ text: String) { self.init(rawValue: text) }

    /// Nil where more is to come.
    var delivery: PageDelivery? {
        switch self {
        case .delivered: .delivered
        case .failed: .failed("SMS (Kannel): the text was not delivered")
        case .refused: .failed("SMS (Kannel): the message centre refused the text")
        case .buffered, .taken: nil
        }
    }
}
