import Act
import Channels
import Triage
import Wire

/// From what the operator wrote under `sources` to what customers are answered by.
enum AnswerSenders {
    /// Of the sources that `acknowledge` names: others are never asked.
    ///
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    static func all(
        of configuration: Configuration, zone: TimeZoneTable?, exchange: Exchange, now: @escaping @Sendable () -> Moment
    ) throws -> [SourceName: any AnswerSender] {
        guard let manners = configuration.manners, manners.mode != .off else { return [:] }
        let paces = AnswerPaces(configuration.hosts, now: now)
        var senders: [SourceName: any AnswerSender] = [:]
        for source in configuration.sources where manners.sources.contains(source.name) {
            guard let sender = try sender(of: source, configuration.brand, zone, exchange, now) else { continue }
            senders[source.name] = source.isSomebodyElses ? PoliteAnswers(sender: sender, paces: paces) : sender
        }
        return senders
    }

    /// Nil: it has no way to answer.
    private static func sender(
        of source: SourceConfiguration, _ brand: String, _ zone: TimeZoneTable?, _ exchange: Exchange,
        _ now: @escaping @Sendable () -> Moment
    ) throws -> (any AnswerSender)? {
        let line = PageLine(exchange: exchange, addresses: source.mayBePrivate ? .anywhere : .open, now: now)
        switch source.place {
        case .feed: return nil
        case .mastodon(let url, _, let token):
            guard let token else { return nil }
            return try MastodonAnswers(source: source.name, line: line, url: url, token: token.revealed)
        case .twilio(let url, let account, let token, let number):
            return try TwilioAnswers(
                line: line, url: url, account: account, token: token.revealed, number: number)
        case .gammu(_, let outbox, let sent): return try outbox.map { try GammuAnswers(outbox: $0, sent: sent) }
        case .email(let place):
            guard let server = place.submission, let from = place.from else { return nil }
            return try MailAnswers(
                exchange: exchange, source: source.name, server: server, from: from.address,
                name: from.name.isEmpty ? brand : from.name,
                zoneMinutes: { (zone?.kind(at: $0.wholeSeconds).offset ?? 0) / 60 })
        }
    }
}

extension SourceConfiguration {
    /// Answers go to a service that `hosts` speaks of; a mail server and a modem are the brand's own, and take what
    /// they are given.
    fileprivate var isSomebodyElses: Bool {
        switch place {
        case .mastodon, .twilio: true
        case .feed, .email, .gammu: false
        }
    }
}

extension SourceConfiguration.EmailPlace {
    /// The server for mail to customers, with the source's own login where that cannot be overheard: a server that is
    /// spoken to in the clear is a relay of one's own, which asks for none.
    var submission: SMTPServer? {
        guard let smtp, let from else { return nil }
        let isSecret = smtp.hasPrefix("smtps:") || tls == .required
        return SMTPServer(
            url: smtp, user: isSecret ? user : nil, password: isSecret ? password.revealed : nil,
            tls: tls == .required ? .required : .whereOffered, greeting: from.domain)
    }
}
