import Hummingbird
import Storage
import Triage

/// The pages of the team's desk.
extension Hall {
    /// - Parameters:
    ///   - ruleFile: the text of a file of the rules folder, by the path that rules name; nil where it cannot be
    ///     read.
    ///   - ruleFileChanged: when it was last written; nil where nobody knows.
    package func deskPages(
        ruleFile: @escaping @Sendable (String) async -> String? = { _ in nil },
        ruleFileChanged: @escaping @Sendable (String) async -> Moment? = { _ in nil }
    ) {
        queuePages()
        casePages()
        deskActs()
        callBackPages()
        answersPages()
        statusActs()
        searchPages()
        rulesPages(ruleFile: ruleFile, ruleFileChanged: ruleFileChanged)
        sourcesPages()
        rotaPages()
        numbersPages()
    }

    func queuePages() {
        let desk = desk
        let watch = QueueWatch(desk)
        let readings = QueueReadings(desk)
        page("/queue", in: .queue) { visit, visitor in
            let filter = QueueFilter(visit.query)
            let reading = try await readings.reading(filter, for: visitor.name)
            var facts = QueuePage.facts(reading, filter, visitor, now: visit.now)
            if visit.query["fragment"] != nil { return visit.piece(QueuePage.list, facts) }
            facts["filters"] = filter.links
            facts["here"] = .text(filter.path)
            facts.merge(DeskPopovers.facts(desk)) { $1 }
            return visit.page(QueuePage.template, titled: "Queue", facts)
        }
        page("/events", in: .queue) { visit, _ in try watch.events(visit) }
    }
}
