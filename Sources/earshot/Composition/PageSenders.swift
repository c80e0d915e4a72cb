import Act
import Channels
import Logging
import Seal
import Triage
import Wire

/// From what the operator wrote under `pages` to what pages are sent by.
struct PageSenders: Sendable {
    private var byKind: [Means.Kind: any PageSender] = [:]
    /// Of hooks that have names, by kind and name.
    private var byName: [Means.Kind: [String: any PageSender]] = [:]
    /// Tells the dead-man's address that all is well; nil: none is configured.
    let ping: (@Sendable () async throws -> Void)?

    /// - Parameter reports: where a gateway that reports by itself does so for the page of a key; nil: nobody
    ///   listens.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    init(
        _ configuration: Configuration, exchange: Exchange, reports: (@Sendable (_ key: String) -> String)? = nil,
        now: @escaping @Sendable () -> Moment
    ) throws {
        guard let pages = configuration.pages else {
            ping = nil
            return
        }
        // The operator named these places, and they are asked without following anybody elsewhere: a gateway on the
        // private network is the usual case.
        let line = PageLine(exchange: exchange, addresses: .anywhere, now: now)
        if let sms = pages.sms { byKind[.sms] = try Self.text(sms, configuration, line, reports) }
        if let email = pages.email { byKind[.email] = try Self.mail(email, configuration, exchange) }
        if let ntfy = pages.ntfy {
            byKind[.ntfy] = try NtfyPages(line: line, url: ntfy.url, token: ntfy.token?.revealed)
        }
        for (name, hook) in pages.webhooks {
            byName[.webhook, default: [:]][name] = try Self.hook(hook, line)
        }
        for (name, address) in pages.slack {
            byName[.slack, default: [:]][name] = try SlackPages(line: line, url: address.revealed)
        }
        for (name, place) in pages.alertmanagers {
            byName[.alertmanager, default: [:]][name] = try AlertmanagerPages(
                line: line, url: place.url, token: place.token?.revealed)
        }
        guard let address = pages.deadMan?.revealed else {
            ping = nil
            return
        }
        ping = {
            let response = try await exchange.send(
                HTTPRequest(.get, address, limits: Limits(total: .seconds(10)), addresses: .anywhere))
            guard (200..<300).contains(response.status) else { throw DeadManSilent(status: response.status) }
        }
    }

    /// What of `pages` cannot work, all of it, a sentence each: for `check`, which may not know every secret.
    static func faults(_ configuration: Configuration, exchange: Exchange) -> [String] {
        guard let pages = configuration.pages else { return [] }
        let line = PageLine(exchange: exchange, addresses: .anywhere) { .wallClock }
        var faults: [String] = []
        func look(_ make: () throws -> Void) {
            do { try make() } catch { faults.append("\(error)") }
        }
        let (word, address) = ("stand-in", "https://hooks.example/stand-in")
        switch pages.sms {
        case .kannel(let url, let user, let password, let from):
            look {
                _ = try KannelPages(
                    line: line, url: url, user: user, password: password.revealed(or: word), number: from)
            }
        case .source(let name):
            switch configuration.sources.first(where: { $0.name == name })?.place {
            case .twilio(let url, let account, let token, let number):
                look {
                    _ = try TwilioPages(
                        line: line, url: url, account: account, token: token.revealed(or: word), number: number)
                }
            case .gammu(_, .some(let outbox), let sent): look { _ = try GammuPages(outbox: outbox, sent: sent) }
            case .gammu, .mastodon, .feed, .email, nil: break
            }
        case nil: break
        }
        if let ntfy = pages.ntfy { look { _ = try NtfyPages(line: line, url: ntfy.url, token: nil) } }
        func named<T>(_ all: [String: T], _ kind: Means.Kind, _ make: (T) throws -> Void) {
            for (name, value) in all.sorted(by: { $0.key < $1.key }) {
                do { try make(value) } catch {
                    faults.append(name == "default" ? "\(error)" : "\(kind.rawValue) `\(name)`: \(error)")
                }
            }
        }
        named(pages.webhooks, .webhook) {
            _ = try WebhookPages(line: line, url: $0.url.revealed(or: address), sign: nil)
        }
        named(pages.slack, .slack) { _ = try SlackPages(line: line, url: $0.revealed(or: address)) }
        named(pages.alertmanagers, .alertmanager) { _ = try AlertmanagerPages(line: line, url: $0.url, token: nil) }
        return faults
    }

    private static func hook(_ hook: PagesConfiguration.Webhook, _ line: PageLine) throws -> WebhookPages {
        guard let secret = hook.secret else { return try WebhookPages(line: line, url: hook.url.revealed, sign: nil) }
        let key = Array(secret.revealed.utf8)
        return try WebhookPages(line: line, url: hook.url.revealed) { Sign.hmac($0, key: key) }
    }

    private struct DeadManSilent: Error, CustomStringConvertible {
        var status: Int
        var description: String { "it answered \(status)" }
    }

    func sender(for means: Means) -> (any PageSender)? { byName[means.kind]?[means.address] ?? byKind[means.kind] }

    private static func text(
        _ gateway: PagesConfiguration.SMSGateway, _ configuration: Configuration, _ line: PageLine,
        _ reports: (@Sendable (String) -> String)?
    ) throws -> (any PageSender)? {
        switch gateway {
        case .kannel(let url, let user, let password, let from):
            return try KannelPages(
                line: line, url: url, user: user, password: password.revealed, number: from,
                reports: reports)
        case .source(let name):
            switch configuration.sources.first(where: { $0.name == name })?.place {
            case .twilio(let url, let account, let token, let number):
                return try TwilioPages(
                    line: line, url: url, account: account, token: token.revealed, number: number)
            case .gammu(_, .some(let outbox), let sent): return try GammuPages(outbox: outbox, sent: sent)
            case .gammu, .mastodon, .feed, .email, nil: return nil
            }
        }
    }

    private static func mail(
        _ route: PagesConfiguration.MailRoute, _ configuration: Configuration, _ exchange: Exchange
    ) throws -> (any PageSender)? {
        switch route {
        case .acd:
            guard let acd = configuration.acd else { return nil }
            return try MailPages(
                exchange: exchange, server: ACD(acd, brand: configuration.brand).server, from: acd.from.address,
                name: "Earshot for \(configuration.brand)")
        case .server(let server, let from):
            return try MailPages(
                exchange: exchange,
                server: SMTPServer(
                    url: server.url, user: server.user, password: server.password?.revealed,
                    tls: server.tls == .required ? .required : .whereOffered, greeting: from.domain),
                from: from.address, name: from.name.isEmpty ? "Earshot for \(configuration.brand)" : from.name)
        }
    }
}
