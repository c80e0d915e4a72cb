import ArgumentParser

struct RulesNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "new", abstract: "x")
}
