import ArgumentParser
import Foundation
import Storage
import Triage

/// What an author of rules works with.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Write rules: check them, try them, see why they fire and how they do.",
        discussion: """
            Begin with `earshot rules new`: it asks what a rule shall catch, and writes one that works. A rule file \
            that is saved takes effect in a running worker within two seconds, unless it has an error.
            """,
        subcommands: [
            RulesNew.self, RulesList.self, RulesCheck.self, RulesTest.self, RulesExplain.self, RulesStats.self,
            RulesFeedback.self,
            RulesBacktest.self, RulesFormat.self, RulesServe.self,
        ])
}

/// Where the rules are: as named, else as the configuration says, else in the folder `Rules` here.
struct RulesPlace: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("The rules folder; that of the configuration when left out.", valueName: "folder"))
    var rules: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The configuration; earshot.yaml in this folder when left out, and none is needed.", valueName: "file"))
    var config: String?

    /// The configuration, where there is one. One that was not asked for and has errors is passed over when
    /// the rules were named.
    func configuration() throws -> Configuration? {
        var option = ConfigurationOption()
        option.config = config ?? "earshot.yaml"
        if config == nil {
            guard FileManager.default.fileExists(atPath: option.config) else { return nil }
            if rules != nil { return try option.read(secrets: .unread).configuration }
        }
        return try option.load()
    }

    func folder(_ configuration: Configuration?) -> Configuration.RulesFolder {
        if let rules { return Configuration.RulesFolder(named: rules) }
        return configuration?.rules ?? Configuration.RulesFolder(named: "Rules")
    }
}

/// The database behind the rules, for whoever can do without it.
enum History {
    /// Nil where no database is configured or none was made yet: it is not made by asking.
    static func store(_ configuration: Configuration?) async throws -> Store? {
        guard let configuration else { return nil }
        if case .sqlite(let path) = configuration.database, !FileManager.default.fileExists(atPath: path) {
            return nil
        }
        return try await openStore(configuration)
    }

    /// The same for whoever cannot.
    static func required(_ configuration: Configuration?) async throws -> Store {
        guard let configuration else {
            throw CommandFailure(
                .badConfiguration, "what happened stands in the database, and there is no configuration here",
                remedy: "name it with --config, or begin with `earshot init` in an empty folder")
        }
        return try await openStore(configuration)
    }
}
