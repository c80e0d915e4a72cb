import ArgumentParser
import Console
import Foundation
import Seal
import Storage
import Triage

struct ConsoleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "console", abstract: "Say who may sign in at the console.",
        subcommands: [Token.self, ConsoleAccounts.self, Audit.self])

    struct Token: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print an address at which the first account can be made.",
            discussion: """
                It holds for a day, once, and puts the one that was printed before it out of use. Where there is an \
                account already, an admin makes the others, or `earshot console accounts add`.
                """)

        @OptionGroup var file: ConfigurationOption
        @Option(help: ArgumentHelp("Where people reach the console.", valueName: "address"))
        var url: String?

        func run() async throws {
            let settings = try file.load()
            let store = try await openStore(settings)
            let base = url ?? settings.console?.url ?? "http://127.0.0.1:8420"
            guard let address = try await FirstAccount.offer(store, url: base, by: .command(), now: .wallClock) else {
                throw CommandFailure(
                    .badData, "there is an account already",
                    remedy: "`earshot console accounts list`; `earshot console accounts add NAME --role admin`")
            }
            Output.standard.line(address)
        }
    }

    struct Audit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what was done to accounts and with them, and check that nobody has changed it since.",
            discussion: """
                Each line is chained to the one before it. Ends with 1 where a line was changed or taken out of the \
                middle. That the newest lines were cut off shows only beside a head noted elsewhere: --head prints it.
                """)

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var limit: LimitOption
        @Flag(help: "Print only the newest line's number and link.") var head = false

        func run() async throws {
            let store = try await openStore(file.load())
            if head {
                let found = try await store.auditHead()
                Output.standard.line(found.map { "\($0.id) \($0.chain)" } ?? "0")
                return
            }
            let lines = try await store.auditLines(limit: limit.limit)
            if output.json {
                for line in lines { Output.standard.line(line.json) }
            } else {
                var table = Table([
                    ("LINE", .right), ("AT", .left), ("WHO", .left), ("WHAT", .left), ("WHOM", .left), ("FROM", .left),
                    ("NOTE", .left),
                ])
                for line in lines {
                    table.add([
                        "\(line.id)", line.at.rfc3339, line.who, line.what, line.subject, line.address, line.note,
                    ])
                }
                table.print(to: .standard)
            }
            if let fault = try await store.auditFault() {
                throw CommandFailure(
                    .faultFound, "line \(fault.id) of \(fault.at.rfc3339), or one before it, is not as it was written")
            }
        }
    }
}

struct ConsoleAccounts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "List, make and change the accounts of the console.",
        subcommands: [List.self, Add.self, SetRole.self, Disable.self, Enable.self, SetPassword.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List accounts.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let accounts = try await openStore(file.load()).accounts()
            if output.json {
                for account in accounts { Output.standard.line(account.json) }
                return
            }
            guard !accounts.isEmpty else {
                Output.standard.line("Nobody has an account: `earshot console token` begins.")
                return
            }
            var table = Table([("NAME", .left), ("ROLE", .left), ("SIGNS IN", .left), ("MADE", .left)])
            for account in accounts {
                let way = account.disabledAt != nil ? "no" : account.hasPassword ? "by password" : "by proxy"
                table.add([account.name, account.role.rawValue, way, account.madeAt.rfc3339])
            }
            table.print(to: .standard)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account.",
            discussion: "The password is asked for on a terminal, and is else the first line of the input.")

        @Argument(help: "The name: letters, digits and . _ - @ +") var name: String
        @Option(help: "viewer, agent, lead or admin.") var role: Role = .agent
        @Flag(help: "They come in through a trusted proxy alone.") var noPassword = false
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let settings = try file.load()
            guard let plain = AccountName.read(name) else {
                throw CommandFailure(.usage, "a name has 1 to 64 letters, digits and . _ - @ +")
            }
            let password =
                noPassword
                ? nil
                : try await PasswordHash.make(PasswordPrompt.newPassword(for: plain, brand: settings.brand))
            let store = try await openStore(settings)
            try output.tell(
                try await store.addAccount(plain, role: role, password: password, by: .command(), now: .wallClock))
        }
    }

    struct SetRole: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "role", abstract: "Give an account another role.")

        @OptionGroup var account: NamedAccount
        @Argument(help: "viewer, agent, lead or admin.") var role: Role

        func run() async throws {
            try await account.change { try await $0.setRole(of: $1, to: role, by: .command(), now: .wallClock) }
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep somebody out: their sessions end and their keys are revoked.")

        @OptionGroup var account: NamedAccount

        func run() async throws {
            try await account.change { try await $0.setDisabled($1, true, by: .command(), now: .wallClock) }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let somebody in again; their keys stay revoked.")

        @OptionGroup var account: NamedAccount

        func run() async throws {
            try await account.change { try await $0.setDisabled($1, false, by: .command(), now: .wallClock) }
        }
    }

    struct SetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password", abstract: "Give an account a new password: its sessions end.",
            discussion: "The password is asked for on a terminal, and is else the first line of the input.")

        @OptionGroup var account: NamedAccount

        func run() async throws {
            let settings = try account.file.load()
            let plain = try account.plain()
            let password = try await PasswordHash.make(
                PasswordPrompt.newPassword(for: plain, brand: settings.brand))
            try await account.change { try await $0.setPassword(of: $1, to: password, by: .command(), now: .wallClock) }
        }
    }
}

/// What changes of an account share.
struct NamedAccount: ParsableArguments {
    @Argument(help: "The account's name.") var name: String
    @OptionGroup var file: ConfigurationOption
    @OptionGroup var output: JSONFlag

    func plain() throws -> String {
        guard let plain = AccountName.read(name) else {
            throw CommandFailure(.badData, "nobody can have the name \(Shown.line(name, columns: 70))")
        }
        return plain
    }

    func change(_ body: (Store, String) async throws -> AccountAnswer) async throws {
        let answer = try await body(try await openStore(file.load()), try plain())
        try output.tell(answer)
    }
}

extension JSONFlag {
    fileprivate func tell(_ answer: AccountAnswer) throws {
        switch answer {
        case .done(let account):
            if json {
                Output.standard.line(account.json)
            } else {
                let state = account.disabledAt == nil ? account.role.rawValue : "disabled"
                Output.standard.line("\(account.name): \(state)")
            }
        case .noSuchAccount:
            throw CommandFailure(.badData, "there is no such account", remedy: "`earshot console accounts list`")
        case .refused(let because): throw CommandFailure(.badData, because)
        }
    }
}

extension Doer {
    /// Whoever is at the terminal.
    fileprivate static func command() -> Doer {
        let login = getpwuid(getuid())?.pointee.pw_name.map { String(cString: $0) }
        return Doer(name: "\(login ?? "\(getuid())") (command)")
    }
}

extension Role: ExpressibleByArgument {}

extension Account {
    var json: JSON {
        .object([
            ("name", .text(name)), ("role", .text(role.rawValue)), ("hasPassword", .bool(hasPassword)),
            ("madeAt", madeAt.json), ("disabledAt", disabledAt?.json ?? .null),
        ])
    }
}

extension AuditLine {
    var json: JSON {
        .object([
            ("line", .integer(id)), ("at", at.json), ("who", .text(who)), ("what", .text(what)),
            ("subject", .text(subject)), ("address", .text(address)), ("note", .text(note)),
        ])
    }
}
