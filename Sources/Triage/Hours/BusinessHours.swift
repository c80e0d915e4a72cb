/// When the brand's people are there: the calendars of the configuration, and which of them a question is
/// asked of.
///
/// A calendar may be a team's, a source's, a language's, or several of these at once; then all that it
/// names must fit. Of those that fit, one for the team goes before one for the source, that before one for
/// the language, and of two languages the more precise (`de-AT` before `de`). Where none fits, the default
/// answers. The configuration sees to it that no two claim the same.
package struct BusinessHours: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, CaseIterable { case open, closed, holiday }

    /// Whom a calendar is for; an empty list leaves that open. One for nobody at all is only asked by name.
    package struct Scope: Hashable, Sendable {
        package var sources: [SourceName]
        /// BCP 47, in lower case; `de` is also `de-AT`.
        package var languages: [String]
        /// As rules name them: a skill, or an owner.
        package var teams: [String]

        package init(sources: [SourceName] = [], languages: [String] = [], teams: [String] = []) {
            self.sources = sources
            self.languages = languages.map { $0.lowercased() }
            self.teams = teams
        }

        /// Nil where it is not for this one; else the greater, the more it is.
        func closeness(source: SourceName?, language: String?, team: String?) -> Int? {
            if sources.isEmpty, languages.isEmpty, teams.isEmpty { return nil }
            var closeness = 0
            if !teams.isEmpty {
                guard let team, teams.contains(team) else { return nil }
                closeness += 1_000_000
            }
            if !sources.isEmpty {
                guard let source, sources.contains(source) else { return nil }
                closeness += 10_000
            }
            if !languages.isEmpty {
                guard let language else { return nil }
                let tag = language.lowercased()
                let fitting = languages.filter { tag == $0 || tag.hasPrefix($0 + "-") }
                guard let longest = fitting.map(\.utf8.count).max() else { return nil }
                closeness += longest
            }
            return closeness
        }
    }

    package struct Entry: Hashable, Sendable {
        package var calendar: BusinessCalendar
        package var scope: Scope

        package init(_ calendar: BusinessCalendar, for scope: Scope) {
            self.calendar = calendar
            self.scope = scope
        }
    }

    /// Answers where no other does.
    package let standard: BusinessCalendar
    package let others: [Entry]

    package init(_ standard: BusinessCalendar, others: [Entry] = []) {
        self.standard = standard
        self.others = others
    }

    package func calendar(source: SourceName? = nil, language: String? = nil, team: String? = nil)
        -> BusinessCalendar
    {
        var best: (calendar: BusinessCalendar, closeness: Int)?
        for entry in others {
            guard let closeness = entry.scope.closeness(source: source, language: language, team: team) else {
                continue
            }
            if closeness > best?.closeness ?? -1 { best = (entry.calendar, closeness) }
        }
        return best?.calendar ?? standard
    }

    /// By its name in the configuration.
    package func calendar(named name: String) -> BusinessCalendar? {
        calendars.first { $0.name == name }
    }

    /// The default first, then in the order of the file.
    package var calendars: [BusinessCalendar] { [standard] + others.map(\.calendar) }

    /// - Parameters:
    ///   - source: where the message was heard.
    ///   - language: BCP 47 of the message.
    ///   - team: the skill or owner that the rules named, where one is known already.
    package func state(at moment: Moment, source: SourceName, language: String, team: String? = nil) -> State {
        switch calendar(source: source, language: language, team: team).state(at: moment) {
        case .open: .open
        case .closed: .closed
        case .holiday: .holiday
        }
    }
}
