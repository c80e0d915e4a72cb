import Foundation
import Triage

/// Judges a stream of lines on all cores and prints the verdicts in the order of the lines.
///
/// Lines go out in batches; while a batch is judged the next is read. Whenever no more input waits, all
/// that was read is judged and printed before anything else is waited for, so that a person who types, or
/// a program at the other end of a pipe, has each answer at once.
struct JudgeBench: Sendable {
    enum Form: Sendable { case json, plain }

    let rules: RuleSet
    let policy: Policy
    /// The time of messages that have none.
    let now: Moment
    let json: Bool
    /// Nil: the first line that is not empty decides.
    let form: Form?

    private struct Batch: Sendable {
        var lines: [LineReader.Line]
        var form: Form
    }

    private struct Judged: Sendable {
        var place: Int
        var printed: [UInt8]
        var complaints: [String]
    }

    private static let batchBytes = 256 << 10

    /// Returns how many lines could not be judged.
    func judge(_ descriptor: Int32) async throws -> Int {
        let lanes = max(1, ProcessInfo.processInfo.activeProcessorCount)
        var reader = LineReader(descriptor: descriptor)
        var form = self.form
        return try await withThrowingTaskGroup(of: Judged.self) { group in
            var begun = 0
            var printed = 0
            var early: [Int: Judged] = [:]
            var bad = 0
            /// Waits for one batch, and prints what is next in line.
            func takeOne() async throws {
                guard let judged = try await group.next() else { return }
                early[judged.place] = judged
                while let next = early.removeValue(forKey: printed) {
                    Output.standard.write(next.printed)
                    bad += next.complaints.count
                    if !next.complaints.isEmpty {
                        Output.standard.flush()
                        for complaint in next.complaints { Output.complaints.line("earshot: \(complaint)") }
                    }
                    printed += 1
                }
            }
            while true {
                if !reader.isReady {
                    while printed < begun { try await takeOne() }
                    Output.standard.flush()
                }
                guard let lines = try reader.next(upTo: Self.batchBytes) else { break }
                if form == nil, let first = lines.first(where: { !$0.isBlank }) {
                    form = first.beginsLikeJSON ? .json : .plain
                }
                let batch = Batch(lines: lines, form: form ?? .plain)
                let place = begun
                begun += 1
                group.addTask { self.judge(batch, place) }
                while begun - printed > lanes * 2 { try await takeOne() }
            }
            while printed < begun { try await takeOne() }
            return bad
        }
    }

    private func judge(_ batch: Batch, _ place: Int) -> Judged {
        var judged = Judged(place: place, printed: [], complaints: [])
        for line in batch.lines where !line.isBlank {
            do {
                let asked = try JudgeLine(line, form: batch.form, now: now)
                let evidence = rules.judge(asked.message)
                let verdict = rules.conclude(
                    evidence, of: asked.message, within: Surroundings(customer: asked.customer), policy: policy,
                    now: asked.message.time)
                if json {
                    verdict.json(id: asked.id).write(into: &judged.printed)
                    judged.printed.append(UInt8(ascii: "\n"))
                } else {
                    judged.printed.append(contentsOf: VerdictWords.text(verdict, of: asked).utf8)
                }
            } catch {
                judged.complaints.append("line \(line.number): \(Shown.line(error.description, columns: 300))")
            }
        }
        return judged
    }
}

/// A verdict for people.
enum VerdictWords {
    static func text(_ verdict: Verdict, of asked: JudgeLine) -> String {
        let out = Output.standard
        let id =
            switch asked.id {
            case .text(let text): text
            case .integer(let number): String(number)
            case .null, .bool, .number, .list, .object: ""
            }
        let heat = verdict.isHot ? out.red(out.bold("HOT \(verdict.heat)")) : "\(verdict.heat)"
        let mood = "\(verdict.sentiment.label.rawValue) \(verdict.sentiment.compound.rounded(places: 2))"
        let facts = [heat, verdict.severity?.rawValue ?? "no severity", mood].joined(separator: " · ")
        let room = out.columns.map { max(20, $0 - 6) }
        var text = "\(out.bold(Shown.line(id, columns: 60)))  \(facts)\n"
        text += "    \(out.dim(Shown.line(asked.message.text, columns: room ?? 200)))\n"
        for reason in verdict.reasons {
            let words = reason.matches.prefix(4).map { "“\(Shown.line($0.text, columns: 40))”" }
            let rest = reason.more + max(0, reason.matches.count - 4)
            let more = rest > 0 ? " and \(rest) more" : ""
            let sign = reason.score >= 0 ? "+" : ""
            text += "    \(sign)\(reason.score) \(Shown.line(reason.title)) "
            text += out.dim("(\(Shown.line(reason.file)):\(reason.line))")
            text += words.isEmpty ? "\n" : " \(words.joined(separator: ", "))\(more)\n"
        }
        return text
    }
}
