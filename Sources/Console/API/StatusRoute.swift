import Hummingbird
import Storage
import Triage

extension APIRoute {
    /// How an incident goes, said by whoever works on it.
    static let status = post(
        "/cases/{case}/status", "sayStatus",
        "Says how an incident goes: authors of the cases linked to it are told once, in these words.",
        body: [
            APIField(
                name: "words", kind: .text(1...StatusWords.longest), isRequired: true,
                about: "For customers to read; line ends become spaces.")
        ], schema: "Case"
    ) { visit, visitor, asked in
        let id = CaseID(rawValue: try visit.number("case"))
        let words: StatusWords
        do {
            words = try StatusWords(asked.text("words") ?? "")
        } catch {
            // Of what the description allows only controls come here, and nothing of them would be left.
            throw Refusal(.conflict, "It is not said: \(error).").with(field: "words")
        }
        return try told(
            await visit.desk.store.say(words, of: id, by: visitor.name, now: visit.now), of: id)
    }
}
