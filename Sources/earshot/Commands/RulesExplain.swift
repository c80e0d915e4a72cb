import ArgumentParser

struct RulesExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "explain", abstract: "x")
}
