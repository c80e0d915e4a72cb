import Triage

/// Everything that `earshot.yaml` says, checked: whoever holds one need not check again. Plain values,
/// replaced whole on a reload.
struct Configuration: Sendable, Equatable {
    /// The file it was read from, as it was named on the command line.
    var file: String
    var brand: String
    var database: Database
    var rules: RulesFolder
    /// Further handles of the brand, as the key `own` lists them; `ownHandles` is the whole set.
    var own: [Handle]
    /// Journalists, and the brand's own people: what `author is press` and `author is agent` ask, beside the
    /// tags of the CRM.
    var press: [Handle]
    var agents: [Handle]
    /// In the order of the file; the names are unique.
    var sources: [SourceConfiguration]
    var hosts: Hosts
    /// Nil: nothing is sent.
    var acd: ACDConfiguration?
    /// Heat from which a message is hot.
    var hotHeat: Int
    /// Nil: no hours are configured, and nobody can say whether anybody is there.
    var hours: BusinessHours?
    /// Nil: nobody is called, and hot cases wait in the queue.
    var onCall: OnCall?
    /// Nil: there is no way to call anybody.
    var pages: PagesConfiguration?
    /// Nil: no console is served.
    var console: ConsoleConfiguration?
    /// Rules that it names; `unknownRules(in:)` says which of them there are not.
    var ruleMentions: [RuleMention] = []
    /// Folders and languages that it names; `missingFolders` and `unspokenLanguages` say which there are not.
    var outsideMentions: [OutsideMention] = []
    /// Nil: nobody is answered by itself.
    var manners: Manners?
    /// Nil: no calls are offered.
    var callBacks: CallBackPlan?
    /// ISO 3166: in whose numbers the brand, its people and its CRM may leave the country's code out; nil: in none.
    var region: String?

    enum Database: Sendable, Equatable {
        /// Absolute.
        case sqlite(path: String)
        /// `postgres://user@host:port/name?…`, never with a password in it.
        case postgres(url: String)
    }

    struct RulesFolder: Sendable, Equatable {
        /// Absolute.
        var path: String
        /// As the operator wrote it, without a slash at its end: what reasons and complaints begin with.
        var asWritten: String
    }
}

/// How politely hosts are asked, by host name in lower case.
struct Hosts: Sendable, Equatable {
    struct Politeness: Sendable, Equatable {
        /// Transfers to the host under way at the same time, at least 1.
        var atOnce: Int
        /// Between the end of one asking and the beginning of the next.
        var pause: Duration
    }

    var usual = Politeness(atOnce: 1, pause: .seconds(1))
    var byName: [String: Politeness] = [:]

    func politeness(towards host: String) -> Politeness { byName[host.lowercased()] ?? usual }
}

/// Where tickets go.
struct ACDConfiguration: Sendable, Equatable {
    var smtp: MailServer
    var from: Mailbox
    var queues: Queues
    /// Read and checked, not used by this version.
    var replies: Replies?

    struct Queues: Sendable, Equatable {
        /// Plain addresses.
        var standard: String
        var hot: String
    }

    struct Replies: Sendable, Equatable {
        var url: String
        var user: String
        var password: Secret
    }

    /// The right side of every Message-ID that we make.
    var ticketDomain: String { from.domain }
}

struct MailServer: Sendable, Equatable {
    /// `smtp://host:port` or `smtps://host:port`, without a user.
    var url: String
    var user: String?
    var password: Secret?
    var tls: TLS
}

/// For addresses that begin in the clear (`smtp:`, `imap:`); `smtps:` and `imaps:` are always encrypted.
enum TLS: String, Sendable, Equatable, CaseIterable {
    case whereOffered = "where-offered"
    case required
}

/// `Quillfone Support <support@quillfone.example>`.
struct Mailbox: Sendable, Equatable {
    /// Empty where only an address was written.
    var name: String
    var address: String

    var domain: String { address.split(separator: "@").last.map(String.init) ?? "" }
}
