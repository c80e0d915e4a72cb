/// Reads what a line says of its rule, or of what a spike shares with rules: a key and its value. Conditions and
/// examples have readers of their own.
struct RuleLines {
    private let file: SourceFile
    private let index: Int
    private let complaints: Complaints

    init(_ file: SourceFile, index: Int, complaints: Complaints) {
        self.file = file
        self.index = index
        self.complaints = complaints
    }

    /// A line that only says something.
    /// - Parameter at: the value's place.
    func read(_ key: String, _ text: String, _ at: Place, into draft: RuleDraft) {
        func refuse(_ message: String, _ remedy: String) { complaints.add(.error, message, at: at, remedy: remedy) }
        if key == "severity" || key == "score" || key == "action" { draft.hasEffect = true }
        switch key {
        case "title": draft.title = text
        case "owner": draft.owner = text
        case "skill": draft.skill = text
        case "tags": draft.tags = text.split { $0 == "," || $0 == " " }.map(String.init)
        case "severity":
            guard let severity = Severity(rawValue: text) else {
                let names = Severity.allCases.map(\.rawValue)
                refuse(
                    "There is no severity \"\(text)\".",
                    NearestName.remedy(text, among: names, else: "there are \(names.joined(separator: ", "))"))
                return
            }
            draft.severity = severity
        case "score":
            guard let score = Int(text), (0...1000).contains(score) else {
                refuse(
                    "A score is a whole number from 0 to 1000.", Self.meant(text) { "score \($0)" } ?? "as in: score 60"
                )
                return
            }
            draft.score = score
        case "action":
            guard let action = RuleDraft.Action(rawValue: text) else {
                let names = RuleDraft.Action.allCases.map(\.rawValue)
                refuse(
                    "There is no action \"\(text)\".",
                    NearestName.remedy(text, among: names, else: "there are \(names.joined(separator: ", "))"))
                return
            }
            draft.action = action
        case "respond":
            guard let seconds = RulesFile.seconds(text) else {
                refuse(
                    "\"\(text)\" is no length of time.",
                    Self.meantTime(text).map { "write: respond \($0)" } ?? "a number and s, m, h or d, as in 15m")
                return
            }
            draft.respond = seconds
        case "group": group(text, at, draft)
        case "mode": mode(text, at, draft)
        default: replaces(text, at, draft)
        }
    }

    /// A number with something behind it that does not belong there.
    private static func meant(_ text: String, _ line: (Int) -> String) -> String? {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let number = Int(words[0]), (0...1000).contains(number) else { return nil }
        return words[1].hasPrefix("#")
            ? "a comment is a hash and a space: \(line(number))  # \(words[1].drop { $0 == "#" }.prefix(40))"
            : "write: \(line(number))"
    }

    /// `15 minutes`, `2 hours`
    private static func meantTime(_ text: String) -> String? {
        let number = text.prefix { $0.isNumber }
        let unit = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
        guard let count = Int(number) else { return nil }
        for (letter, names) in [
            ("s", ["s", "sec"]), ("m", ["m", "min"]), ("h", ["h", "hr", "hour"]), ("d", ["d", "day"]),
        ]
        where names.contains(where: { unit.hasPrefix($0) }) && RulesFile.seconds("\(count)\(letter)") != nil {
            return "\(count)\(letter)"
        }
        return nil
    }

    private func replaces(_ text: String, _ at: Place, _ draft: RuleDraft) {
        guard text.hasPrefix("rule:"), !text.contains(" "), text.utf8.count > 5 else {
            let name = text.split { $0 == " " || $0 == "," }.first.map(String.init) ?? ""
            complaints.add(
                .error, "\"replaces\" names one rule.", at: at,
                remedy: "as in: replaces rule:\(RulesFile.isName(name) ? name : "outage"), one line for each")
            return
        }
        draft.replaces.append((String(text.dropFirst(5)), at))
    }

    private func group(_ text: String, _ at: Place, _ draft: RuleDraft) {
        let words = text.split(separator: " ")
        guard let name = words.first, RulesFile.isName(String(name)),
            words.count == 1 || words.count == 3 && words[1] == "max"
        else {
            complaints.add(
                .error, "A group has a name and may have a most.", at: at, remedy: "as in: group legal max 80")
            return
        }
        var most: Int?
        if words.count == 3 {
            most = Int(words[2]).flatMap { (0...10_000).contains($0) ? $0 : nil }
            if most == nil {
                complaints.add(
                    .error, "\"\(words[2])\" is no number of points.", at: at, remedy: "as in: group legal max 80")
            }
        }
        draft.group = RuleDraft.Group(name: String(name), most: most, place: at)
    }

    private func mode(_ text: String, _ at: Place, _ draft: RuleDraft) {
        let words = text.split(separator: " ").map(String.init)
        switch words.first {
        case "live" where words.count == 1: draft.mode = .live
        case "off" where words.count == 1: draft.mode = .off
        case "shadow" where words.count == 1: draft.mode = .shadow(until: nil)
        case "shadow" where words.count == 3 && words[1] == "until":
            guard let date = Moment(rfc3339: words[2]) else {
                complaints.add(
                    .error, "\"\(words[2])\" is no date.", at: at, remedy: "as in: mode shadow until 2027-03-01")
                return
            }
            draft.mode = .shadow(until: date)
            draft.modePlace = at
        default:
            complaints.add(
                .error, "There is no mode \"\(text)\".", at: at,
                remedy: NearestName.remedy(
                    words.first ?? "", among: ["live", "shadow", "off"],
                    else: "there are live, shadow, \"shadow until 2027-03-01\" and off"))
        }
    }
}
