import Hummingbird
import Storage
import Triage

/// How an incident goes: what was said last, and where more is said.
extension CasePage {
    static func status(_ detail: CaseDetail, _ visitor: Visitor) -> Facts {
        let hotCase = detail.hotCase
        guard hotCase.isIncident, hotCase.incident == nil, hotCase.mergedInto == nil else {
            return ["progress": .flag(false)]
        }
        let last = detail.events.last { $0.what == "status" }
        return [
            "progress": .group([
                "words": .optional(last?.note), "by": .text(last?.by ?? ""),
                "at": last.map { .markup(Clock.markup($0.at)) } ?? .flag(false),
                "longest": .text("\(StatusWords.longest)"),
            ])
        ]
    }
}

extension Hall {
    func statusActs() {
        let desk = desk
        act("/cases/:case/status", as: .agent, in: .queue) { visit, visitor in
            let id = CaseID(rawValue: try visit.number("case"))
            let path = "/cases/\(id.rawValue)"
            let words: StatusWords
            do {
                words = try StatusWords(visit.form["words"] ?? "")
            } catch {
                return visit.redirect(to: path, saying: "Not said: \(error).")
            }
            switch try await desk.store.say(words, of: id, by: visitor.name, now: desk.now) {
            case .done: return visit.redirect(to: path, saying: "Said; authors of linked cases are told once.")
            case .refused(_, let because): return visit.redirect(to: path, saying: "Not said: \(because).")
            case .noSuchCase: throw Refusal.notFound
            }
        }
    }
}
