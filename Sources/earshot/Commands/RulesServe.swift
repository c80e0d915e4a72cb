import ArgumentParser
import Triage

struct RulesServe: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lsp",
        abstract: "Help an editor with rule files: a language server on the standard streams.",
        discussion: """
            Give this command to any editor that speaks the Language Server Protocol: complaints while you type, \
            names of lists and rules to choose from, what a word means, going to a list, and a tidy layout. \
            deploy/editors shows how for some editors.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The rules folder; the folder Rules of what the editor opened when left out.", valueName: "folder"))
    var rules: String?

    func run() throws {
        var server = LanguageServer(folder: rules.map { Configuration.RulesFolder(named: $0) })
        try server.run()
    }
}
