import Triage
import Yams

/// One reading of a configuration: gathers every complaint, so that an operator mends a file in one go.
final class SettingsReading {
    let text: SettingsText
    /// What relative paths are relative to; absolute.
    let folder: String
    let keeper: SecretKeeper
    private(set) var complaints: [Complaint]
    private var elsewhere: [Complaint] = []
    private(set) var ruleMentions: [RuleMention] = []
    private(set) var outsideMentions: [OutsideMention] = []

    init(text: SettingsText, folder: String, keeper: SecretKeeper, complaints: [Complaint] = []) {
        self.text = text
        self.folder = folder
        self.keeper = keeper
        self.complaints = complaints
    }

    func complain(_ weight: Complaint.Weight = .error, at node: Node, _ message: String, remedy: String = "") {
        complain(weight, at: spot(of: node), message, remedy: remedy)
    }

    func complain(
        _ weight: Complaint.Weight = .error, at spot: SettingsText.Spot, _ message: String, remedy: String = ""
    ) {
        guard complaints.count < 1000 else { return }
        complaints.append(text.complaint(weight, at: spot, message, remedy: remedy))
    }

    /// A name that must be a rule's.
    func mention(rule: String, at node: Node) {
        guard ruleMentions.count < 1000 else { return }
        let complaint = text.complaint(.error, at: spot(of: node), "there is no rule `\(rule)`", remedy: "")
        ruleMentions.append(RuleMention(rule: rule, complaint: complaint))
    }

    /// A thing outside of this file that must be there.
    /// - Parameter message: how a complaint begins, or all of it.
    func mention(_ thing: OutsideMention.Thing, at node: Node, _ message: String) {
        guard outsideMentions.count < 1000 else { return }
        outsideMentions.append(
            OutsideMention(thing: thing, complaint: text.complaint(.error, at: spot(of: node), message, remedy: "")))
    }

    /// Where a node begins, and for a word how long it is.
    func spot(of node: Node) -> SettingsText.Spot {
        var spot = SettingsText.Spot(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        if case .scalar(let scalar) = node {
            spot.length = scalar.string.unicodeScalars.count + (scalar.isQuoted ? 2 : 0)
        }
        return spot
    }

    /// About other files, which this one names.
    func complain(_ others: [Complaint]) {
        elsewhere += others.prefix(max(0, 1000 - elsewhere.count))
    }

    var hasErrors: Bool { (complaints + elsewhere).contains { $0.weight == .error } }

    /// In the order of the file; then those about other files.
    var sortedComplaints: [Complaint] {
        complaints.enumerated().sorted {
            ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
        }.map(\.element) + elsewhere
    }
}

extension Node {
    /// `key:` with nothing after it, or one of the words that stand for nothing.
    var saysNothing: Bool {
        guard case .scalar(let scalar) = self, !scalar.isQuoted else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// What it is, for people.
    var kindInWords: String {
        switch self {
        case .scalar(let scalar): scalar.isQuoted ? "text in quotes" : "`\(scalar.string.prefix(60))`"
        case .mapping: "a group of keys"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

extension Node.Scalar {
    var isQuoted: Bool { style == .singleQuoted || style == .doubleQuoted }
}
