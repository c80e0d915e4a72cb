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

    /// What each of `others` claims, a language at a time, the closest first.
    private let claims: [Claim]
    /// Those that name no team: nearly every question names none.
    private let claimsOfAnyTeam: [Claim]

    package init(_ standard: BusinessCalendar, others: [Entry] = []) {
        self.standard = standard
        self.others = others
        var claims: [Claim] = []
        for (place, entry) in others.enumerated() {
            let scope = entry.scope
            if scope.sources.isEmpty, scope.languages.isEmpty, scope.teams.isEmpty { continue }
            for language in scope.languages.isEmpty ? [""] : scope.languages {
                claims.append(
                    Claim(place: place, teams: scope.teams, sources: scope.sources, language: Array(language.utf8)))
            }
        }
        self.claims = claims.enumerated().sorted { a, b in
            a.element.closeness == b.element.closeness
                ? a.offset < b.offset : a.element.closeness > b.element.closeness
        }.map(\.element)
        claimsOfAnyTeam = self.claims.filter(\.teams.isEmpty)
    }

    private struct Claim: Hashable, Sendable {
        var place: Int
        var teams: [String]
        var sources: [SourceName]
        /// In small letters; empty: any.
        var language: [UInt8]

        var closeness: Int { (teams.isEmpty ? 0 : 1_000_000) + (sources.isEmpty ? 0 : 10_000) + language.count }

        /// `de` holds for `de`, `DE-at`; not for `deu`.
        func holds(for tag: String) -> Bool {
            var rest = tag.utf8[...]
            for letter in language {
                guard let other = rest.popFirst(), letter == ((65...90).contains(other) ? other | 0x20 : other) else {
                    return false
                }
            }
            return rest.isEmpty || rest.first == UInt8(ascii: "-")
        }
    }

    package func calendar(source: SourceName? = nil, language: String? = nil, team: String? = nil)
        -> BusinessCalendar
    {
        place(source: source, language: language, team: team).map { others[$0].calendar } ?? standard
    }

    /// Among `others`; nil: the default.
    private func place(source: SourceName?, language: String?, team: String?) -> Int? {
        for claim in team == nil ? claimsOfAnyTeam : claims {
            if !claim.language.isEmpty {
                guard let language, claim.holds(for: language) else { continue }
            }
            if !claim.sources.isEmpty {
                guard let source, claim.sources.contains(source) else { continue }
            }
            if !claim.teams.isEmpty {
                guard let team, claim.teams.contains(team) else { continue }
            }
            return claim.place
        }
        return nil
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
        let state =
            switch place(source: source, language: language, team: team) {
            case .some(let place): others[place].calendar.state(at: moment)
            case nil: standard.state(at: moment)
            }
        return switch state {
        case .open: .open
        case .closed: .closed
        case .holiday: .holiday
        }
    }
}
