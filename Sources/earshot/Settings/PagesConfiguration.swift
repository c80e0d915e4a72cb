import Triage

/// How pages reach the on-call team: a gateway for each kind of means that people have.
struct PagesConfiguration: Sendable, Equatable {
    var sms: SMSGateway?
    var email: MailRoute?
    /// By the name that people's means give; `default` for one that has no other.
    var webhooks: [String: Webhook] = [:]
    var slack: [String: Address] = [:]
    var ntfy: Ntfy?
    /// By name, as `webhooks`.
    var alertmanagers: [String: Alertmanager] = [:]
    /// Asked for as long as all is well.
    var deadMan: Address?
    var deadManEvery: Duration = .seconds(60)
    /// What links in pages begin with, without a slash at its end; nil: pages carry none.
    var link: String?
    /// Whoever was paged about a case is told when another takes it.
    var tellTaken = true
    /// Where a Kannel gateway reaches the console to report of texts, without a slash at its end; nil: there is no
    /// console, or another gateway.
    var kannelReports: String?

    enum SMSGateway: Sendable, Equatable {
        /// The account and the number of a source, which is of Twilio or of gammu-smsd with an outbox.
        case source(SourceName)
        /// `url` without a slash at its end.
        case kannel(url: String, user: String, password: Secret, from: String)
    }

    enum MailRoute: Sendable, Equatable {
        /// By `acd.smtp`, from `acd.from`.
        case acd
        case server(MailServer, from: Mailbox)
    }

    /// An address that may be a secret as a whole: whoever knows it can write there.
    enum Address: Sendable, Equatable {
        case written(String)
        case secret(Secret)

        var revealed: String {
            switch self {
            case .written(let text): text
            case .secret(let secret): secret.revealed
            }
        }

        func revealed(or standIn: String) -> String {
            switch self {
            case .written(let text): text
            case .secret(let secret): secret.revealed(or: standIn)
            }
        }
    }

    struct Webhook: Sendable, Equatable {
        var url: Address
        /// What each request is signed with; nil: it is not.
        var secret: Secret?
    }

    struct Alertmanager: Sendable, Equatable {
        /// Without a slash at its end.
        var url: String
        var token: Secret?
    }

    struct Ntfy: Sendable, Equatable {
        /// Without a slash at its end.
        var url: String
        var token: Secret?
        /// For people who write `ntfy: default`.
        var topic: String?
    }

    /// The names by which people's means of a kind can be written; nil: they are no names.
    func names(_ kind: Means.Kind) -> [String]? {
        switch kind {
        case .sms, .email, .ntfy: nil
        case .webhook: webhooks.keys.sorted()
        case .slack: slack.keys.sorted()
        case .alertmanager: alertmanagers.keys.sorted()
        }
    }
}

/// Where the on-call team's web desk is served.
struct ConsoleConfiguration: Sendable, Equatable {
    /// An address of this host, without brackets; `localhost` is 127.0.0.1.
    var host: String
    var port: Int
    /// As people reach it, without a slash at its end.
    var url: String
    /// At least 32 bytes.
    var secret: Secret
    /// `10.0.0.0/8`; single addresses have their whole length.
    var trustedProxies: [String]
    var userHeader: String
}
