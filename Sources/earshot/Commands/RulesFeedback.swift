import ArgumentParser

struct RulesFeedback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "feedback", abstract: "x")
}
