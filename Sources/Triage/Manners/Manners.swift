/// How the brand answers by itself, as the operator's configuration says. Plain values, swapped whole on a reload.
package struct Manners: Hashable, Sendable {
    package var mode: Mode
    /// Which sources are answered.
    package var sources: Set<SourceName>
    /// Languages for which there are words, the first for everybody else.
    package var languages: [String]
    /// An acknowledgement is not said again in a conversation so soon.
    package var window: Duration
    /// What was written longer ago than this is not answered.
    package var late: Duration
    /// Acknowledgements to one person within a day.
    package var perPerson: Int
    /// Acknowledgements to one mail domain within an hour, those of large public mail services not counted.
    package var perDomain: Int
    /// Messages of one person within ten minutes from which on a loop is suspected.
    package var loop: Int
    /// Where the customer is; nothing that they did not ask for is sent then. Nil: no quiet hours.
    package var quiet: QuietHours?
    /// What hot messages are told after hours.
    package var hot: Hot
    /// Messages that fire one of these rules are never answered by itself: threats, abuse.
    package var never: Set<String>
    /// Public messages are offered the private way.
    package var movesToPrivate: Bool
    /// Addresses that a mail to us has among its recipients, by source; empty: not known, so not asked.
    package var ownAddresses: [SourceName: Set<String>]
    /// Who is meant by HELP: how to reach the brand.
    package var contact: String

    package enum Mode: String, Hashable, Sendable, Codable, CaseIterable { case off, preview, on }
    package enum Hot: String, Hashable, Sendable, Codable, CaseIterable {
        /// That somebody has been called.
        case saySo = "say-so"
        case asOthers = "as-others"
        case silent
    }

    /// Times of day, perhaps past midnight.
    package struct QuietHours: Hashable, Sendable {
        /// Seconds of the day.
        package var from: Int
        package var until: Int
        /// Whether what was just written is not acknowledged either. What nobody asked for waits until they are over.
        package var holdsAcknowledgements: Bool
        package init(from: Int, until: Int, holdsAcknowledgements: Bool = false) {
            self.from = from
            self.until = until
            self.holdsAcknowledgements = holdsAcknowledgements
        }
    }

    package init(
        mode: Mode, sources: Set<SourceName>, languages: [String] = ["en"], window: Duration = .seconds(12 * 3600),
        late: Duration = .seconds(2 * 3600), perPerson: Int = 3, perDomain: Int = 100, loop: Int = 10,
        quiet: QuietHours? = nil, hot: Hot = .saySo, never: Set<String> = [], movesToPrivate: Bool = true,
        ownAddresses: [SourceName: Set<String>] = [:], contact: String = ""
    ) {
        self.mode = mode
        self.sources = sources
        self.languages = languages
        self.window = window
        self.late = late
        self.perPerson = perPerson
        self.perDomain = perDomain
        self.loop = loop
        self.quiet = quiet
        self.hot = hot
        self.never = never
        self.movesToPrivate = movesToPrivate
        self.ownAddresses = ownAddresses
        self.contact = contact
    }
}
