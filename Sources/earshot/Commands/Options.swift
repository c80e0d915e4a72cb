import ArgumentParser
import Foundation
import Storage
import Triage

/// What every command that needs the configuration takes.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = "earshot.yaml"

    /// - Parameter secrets: `.unread` for commands that only look into the database.
    func load(secrets: SecretKeeper.Strictness = .unread) throws -> Configuration {
        let loaded = try read(secrets: secrets)
        guard let configuration = loaded.configuration else {
            ComplaintPrinter(output: .complaints).print(loaded.complaints.filter { $0.weight == .error })
            throw CommandFailure(.badConfiguration)
        }
        return configuration
    }

    func read(secrets: SecretKeeper.Strictness) throws -> ConfigurationLoader.Loaded {
        do {
            return try ConfigurationLoader.load(config, secrets: SecretKeeper(secrets))
        } catch {
            let remedy =
                switch error {
                case .missing: "name it with --config, or begin with `earshot init` in an empty folder"
                case .tooLarge, .notAFile, .unreadable: ""
                }
            throw CommandFailure(.badConfiguration, error.description, remedy: remedy)
        }
    }
}

struct JSONFlag: ParsableArguments {
    @Flag(name: .long, help: "Print one JSON object a line.")
    var json = false
}

struct LimitOption: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Print at most this many.", valueName: "number"))
    var limit = 1000

    func validate() throws {
        guard (1...1_000_000).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to 1000000")
        }
    }
}

/// Who gives the command.
struct PersonOption: ParsableArguments {
    @Option(name: .customLong("as"), help: ArgumentHelp("Your name; the login name when left out.", valueName: "name"))
    var name: String?

    func validate() throws {
        guard let name else { return }
        guard !name.isEmpty, name.count <= 100, !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            throw ValidationError("--as is a name of 1 to 100 characters")
        }
    }

    /// The same, of somebody who is known: of the team, of `on-call.others`, of the console, or the login name.
    func person(_ configuration: Configuration, _ store: Store) async throws -> String {
        guard let name else { return try person() }
        if let login = Self.login, login == name { return name }
        let accounts = try await store.accounts().filter { $0.disabledAt == nil }.map(\.name)
        let team = configuration.onCall ?? OnCall(people: [])
        if let why = team.refusal(ofDoer: name, accounts: accounts) {
            throw CommandFailure(
                .usage, "--as: \(Shown.line(why))",
                remedy: "let it stand in `on-call.others` where it is meant, or leave --as out")
        }
        return name
    }

    private static var login: String? {
        getpwuid(getuid())?.pointee.pw_name.map { String(cString: $0) }
    }

    func person() throws -> String {
        if let name { return name }
        if let login = Self.login { return login }
        throw CommandFailure(.usage, "nobody knows your login name here", remedy: "say who you are: --as NAME")
    }
}

extension Moment {
    /// What the host's clock says now.
    static var wallClock: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// How long ago, for people: `now`, `12 s`, `5 min`, `3 h`, `9 d`; `in 5 min` for what is to come.
    func ago(at now: Moment) -> String {
        let seconds = (now - self).components.seconds
        let words =
            switch abs(seconds) {
            case 0..<2: "now"
            case 2..<120: "\(abs(seconds)) s"
            case 120..<7200: "\(abs(seconds) / 60) min"
            case 7200..<172_800: "\(abs(seconds) / 3600) h"
            default: "\(abs(seconds) / 86_400) d"
            }
        return seconds <= -2 ? "in \(words)" : words
    }
}
