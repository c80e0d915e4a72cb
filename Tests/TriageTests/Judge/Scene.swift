import Foundation
import Testing

@testable import Triage

/// Rules, messages and verdicts in as few words as possible.
enum Scene {
    static func compile(_ files: [String: String]) -> (rules: RuleSet?, complaints: [Complaint]) {
        RuleSet.compile(files.map { RuleFile(path: "Rules/\($0.key)", bytes: Array($0.value.utf8)) })
    }

    /// The rules, which must compile.
    static func rules(_ files: [String: String]) throws -> RuleSet {
        let (rules, complaints) = compile(files)
        let errors = complaints.filter { $0.weight == .error }.map { $0.rendered(colour: false) }
        return try #require(rules, "\(errors.joined(separator: "\n"))")
    }

    /// One rule with this condition, and lists.
    static func rules(when: String, _ lists: [String: String] = [:], rest: String = "") throws -> RuleSet {
        var files: [String: String] = ["a.rules": "rule it\nseverity high\nwhen \(when)\n\(rest)\n"]
        for (name, text) in lists { files["\(name).keywords"] = text }
        return try rules(files)
    }

    static func message(_ text: String, channel: Channel = .mastodon, language: String = "") -> Message {
        Message(
            identity: "m1", source: "town", channel: channel,
            author: Message.Author(handle: Handle(channel: channel, normalised: "ana@social.example")), text: text,
            language: language, time: Moment(seconds: 0))
    }

    static let policy = Policy(brand: "Quillfone")

    static func verdict(_ rules: RuleSet, _ message: Message, customer: Customer? = nil) -> Verdict {
        rules.conclude(
            rules.judge(message), of: message, within: Surroundings(customer: customer), policy: policy,
            now: message.time)
    }

    static func verdict(_ rules: RuleSet, _ text: String) -> Verdict { verdict(rules, message(text)) }

    /// The words that the rule `it` matched; nil where it did not fire.
    static func matched(_ rules: RuleSet, _ text: String) -> [String]? {
        verdict(rules, text).reasons.first { $0.rule == "it" }?.matches.map(\.text)
    }

    /// The errors of one rule with this condition.
    static func errors(when: String) -> [Complaint] {
        compile(["a.rules": "rule it\nseverity low\nwhen \(when)\n", "brand.keywords": "quillfone\n"]).complaints
            .filter { $0.weight == .error }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The rules that the project ships.
    static func shipped() throws -> (rules: RuleSet?, complaints: [Complaint]) {
        let folder = root.appendingPathComponent("Rules").path
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        let endings = [".rules", ".keywords", ".lexicon", ".model"]
        let files = names.filter { name in endings.contains(where: name.hasSuffix) }
        return RuleSet.compile(
            try files.map { name in
                let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
                return RuleFile(path: "Rules/\(name)", bytes: Array(bytes))
            })
    }

    /// Folded words, and the slices of the original that they stand for.
    static func read(_ text: String) -> (words: [String], slices: [String]) {
        var reading = Reading()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { reading.read($0) }
        var words: [String] = []
        var slices: [String] = []
        for index in 0..<reading.tokens.count {
            let token = reading.tokens[index]
            words.append(String(decoding: reading.bytes(token.fold, token.length), as: UTF8.self))
            slices.append(String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self))
        }
        return (words, slices)
    }
}
