import Channels
import Triage

/// One configured place to listen.
struct SourceConfiguration: Sendable, Equatable {
    var name: SourceName
    var place: Place
    /// The longest rest between two polls.
    var every: Duration
    var tickets: Policy.Tickets
    var since: Since
    /// The source may stand on a private, loopback or link-local address.
    var mayBePrivate: Bool
    /// ISO 3166: of which country numbers are that come without its code; nil: nobody knows.
    var region: String?

    /// Where it listens, and with which keys.
    enum Place: Sendable, Equatable {
        /// `url` without a slash at its end. `listen`: `#hashtag` (with the hash) and `mentions`.
        case mastodon(url: String, listen: [String], token: Secret?)
        case feed(url: String)
        case email(EmailPlace)
        /// `url` without a slash at its end; `number` in E.164 or a short code.
        case twilio(url: String, account: String, token: Secret, number: String)
        /// Absolute folders of gammu-smsd.
        /// `sent` is where smsd puts what it has sent; nil: it is not known, and what is gone from the outbox is lost to us.
        case gammu(inbox: String, outbox: String?, sent: String?)
    }

    struct EmailPlace: Sendable, Equatable {
        /// `imap(s)://host:port/MAILBOX`, without a user.
        var url: String
        var user: String
        var password: Secret
        /// Where answers to customers are handed in.
        var smtp: String?
        /// Speaks for the brand: mail from it is heard and never ticketed.
        var from: Mailbox?
        var tls: TLS
    }

    var channel: Channel { place.channel }

    /// What a person recognises it by: the address or the folder, without anything secret.
    var address: String {
        switch place {
        case .mastodon(let url, _, _), .feed(let url), .twilio(let url, _, _, _): url
        case .email(let email): email.url
        case .gammu(let inbox, _, _): inbox
        }
    }
}

extension SourceConfiguration.Place {
    var channel: Channel {
        switch self {
        case .mastodon: .mastodon
        case .feed: .feed
        case .email: .email
        case .twilio, .gammu: .sms
        }
    }
}

extension Configuration {
    /// Every handle that speaks for the brand or for the ACD: what `own` lists, the addresses that mail
    /// sources and the ACD bridge write from, the queues' addresses, the text lines' numbers.
    var ownHandles: Set<Handle> {
        var handles = Set(own)
        func add(_ channel: Channel, _ address: String) {
            if let handle = Handle(channel, address) { handles.insert(handle) }
        }
        for source in sources {
            switch source.place {
            case .email(let email):
                if let from = email.from { add(.email, from.address) }
                if email.user.contains("@") { add(.email, email.user) }
            case .twilio(_, _, _, let number): add(.sms, number)
            case .mastodon, .feed, .gammu: break
            }
        }
        if let acd {
            add(.email, acd.from.address)
            add(.email, acd.queues.standard)
            add(.email, acd.queues.hot)
        }
        return handles
    }

    /// What decisions depend on.
    ///
    /// - Parameter startedAt: when each source was first registered, which is what `since: now` means; a
    ///   source that is not in it has no lower bound yet.
    func policy(startedAt: [SourceName: Moment]) -> Policy {
        var tickets: [SourceName: Policy.Tickets] = [:]
        var since: [SourceName: Moment] = [:]
        for source in sources {
            tickets[source.name] = source.tickets
            switch source.since {
            case .now: since[source.name] = startedAt[source.name]
            case .moment(let moment): since[source.name] = moment
            case .beginning: break
            }
        }
        return Policy(
            brand: brand, hotHeat: hotHeat, own: ownHandles, tickets: tickets, ticketDomain: acd?.ticketDomain,
            since: since, hours: hours, press: Set(press), agents: Set(agents), incidents: onCall?.incidents,
            onCall: onCall, manners: manners, callBacks: callBacks)
    }
}
