import Act
import Channels
import Poll
import Triage
import Wire

/// From what the operator wrote to what the poll loop asks.
struct ListenerShelf {
    private var made: [SourceName: (configuration: SourceConfiguration, source: PollSource)] = [:]

    /// - Throws: `ListenFailure` for what a listener cannot begin with.
    ///
    /// A listener whose source did not change is kept, with its open connection.
    mutating func sources(of configuration: Configuration, exchange: Exchange) throws -> [PollSource] {
        var kept: [SourceName: (SourceConfiguration, PollSource)] = [:]
        for source in configuration.sources {
            if let known = made[source.name], known.configuration == source {
                kept[source.name] = known
            } else {
                let listener = try Self.listener(of: source, exchange: exchange)
                kept[source.name] = (source, PollSource(listener: listener, every: source.every))
            }
        }
        made = kept.mapValues { (configuration: $0.0, source: $0.1) }
        return configuration.sources.compactMap { made[$0.name]?.source }
    }

    private static func listener(of source: SourceConfiguration, exchange: Exchange) throws -> any Listener {
        let addresses: Addresses = source.mayBePrivate ? .anywhere : .open
        switch source.place {
        case .mastodon(let url, let listen, let token):
            return try MastodonListener(
                source: source.name, url: url, listen: listen, token: token?.revealed, since: source.since,
                addresses: addresses, exchange: exchange)
        case .feed(let url):
            return FeedListener(
                source: source.name, url: url, since: source.since, addresses: addresses, exchange: exchange)
        case .email(let place):
            // The operator named this host, and IMAP follows no redirects: a mail server on the private
            // network is the usual case.
            return try EmailListener(
                source: source.name, url: place.url, user: place.user, password: place.password.revealed,
                since: source.since, tls: place.tls == .required ? .required : .whereOffered, addresses: .anywhere,
                exchange: exchange)
        case .twilio(let url, let account, let token, let number):
            return try TwilioListener(
                source: source.name, url: url, account: account, token: token.revealed, number: number,
                since: source.since, addresses: addresses, numbers: SenderNumbers(source.numbers), exchange: exchange)
        case .gammu(let inbox, _, _):
            return try GammuListener(
                source: source.name, inbox: inbox, number: nil, numbers: SenderNumbers(source.numbers))
        }
    }
}

extension PollLoop.Plan {
    init(_ configuration: Configuration, _ sources: [PollSource]) {
        self.init(
            sources: sources,
            usual: Politeness(atOnce: configuration.hosts.usual.atOnce, pause: configuration.hosts.usual.pause),
            special: configuration.hosts.byName.mapValues { Politeness(atOnce: $0.atOnce, pause: $0.pause) })
    }
}

extension ACD {
    init(_ configuration: ACDConfiguration, brand: String, console: ConsoleConfiguration? = nil) {
        self.init(
            server: SMTPServer(
                url: configuration.smtp.url, user: configuration.smtp.user,
                password: configuration.smtp.password?.revealed,
                tls: configuration.smtp.tls == .required ? .required : .whereOffered,
                greeting: configuration.ticketDomain),
            from: configuration.from.address, brand: brand, standardQueue: configuration.queues.standard,
            hotQueue: configuration.queues.hot, desk: console?.agentsAddress)
    }
}

extension ConsoleConfiguration {
    /// Where agents reach it from their own machines; nil: it is served to this host alone.
    var agentsAddress: String? {
        let host = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        let isOwn = ["127.", "[::1]", "localhost"].contains { host.hasPrefix($0) }
        return isOwn ? nil : url
    }
}
