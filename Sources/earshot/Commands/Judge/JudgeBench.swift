import Foundation
import Triage

/// Judges a stream of lines on all cores and prints the verdicts in the order of the lines.
///
/// Lines go out in batches; while a batch is judged the next is read. Whenever no more input waits, all
/// that was read is judged and printed before anything else is waited for, so that a person who types, or
/// a program at the other end of a pipe, has each answer at once.
struct JudgeBench: Sendable {
    enum Form: Sendable {
        case json, plain
        case csv(JudgeTable)
    }

    /// As it was asked for; `detect` leaves it to the first line that is not empty.
    enum Format: String, Sendable, CaseIterable { case detect, json, csv, tsv, plain }

    let rules: RuleSet
    let policy: Policy
    /// The time of messages that have none.
    let now: Moment
    let json: Bool
    let format: Format

    struct Outcome {
        var judged = 0
        /// Lines that could not be judged.
        var bad = 0
    }

    private struct Batch: Sendable {
        var lines: [LineReader.Line]
        var bytes: Int
        var form: Form
    }

    private struct Judged: Sendable {
        var place: Int
        var printed: [UInt8] = []
        var complaints: [String] = []
        var messages = 0
        var bad = 0
        var bytes = 0
    }

    private static let batchBytes = 256 << 10

    /// - Throws: `CommandFailure` where the input cannot be read, or its header is none.
    func judge(_ descriptor: Int32, progress: Progress) async throws -> Outcome {
        let lanes = max(1, ProcessInfo.processInfo.activeProcessorCount)
        var reader = LineReader(descriptor: descriptor)
        var input = JudgeInput(format: format)
        return try await withThrowingTaskGroup(of: Judged.self) { group in
            var begun = 0
            var printed = 0
            var early: [Int: Judged] = [:]
            var outcome = Outcome()
            /// Waits for one batch, and prints what is next in line.
            func takeOne() async throws {
                guard let judged = try await group.next() else { return }
                early[judged.place] = judged
                while let next = early.removeValue(forKey: printed) {
                    Output.standard.write(next.printed)
                    outcome.judged += next.messages
                    outcome.bad += next.bad
                    if !next.complaints.isEmpty {
                        Output.standard.flush()
                        progress.hide()
                        for complaint in next.complaints { Output.complaints.line("earshot: \(complaint)") }
                    }
                    progress.advance(to: outcome.judged, bytes: next.bytes)
                    printed += 1
                }
            }
            func begin(_ batch: Batch) async throws {
                let place = begun
                begun += 1
                group.addTask { self.judge(batch, place) }
                while begun - printed > lanes * 2 { try await takeOne() }
            }
            while true {
                if !reader.isReady {
                    while printed < begun { try await takeOne() }
                    Output.standard.flush()
                }
                guard let lines = try reader.next(upTo: Self.batchBytes) else { break }
                let bytes = lines.reduce(0) { $0 + $1.bytes.count + 1 }
                guard let (lines, form) = try input.take(lines), !lines.isEmpty else { continue }
                try await begin(Batch(lines: lines, bytes: bytes, form: form))
            }
            while printed < begun { try await takeOne() }
            if let open = input.finish() {
                outcome.bad += 1
                Output.standard.flush()
                progress.hide()
                Output.complaints.line(
                    "earshot: line \(open.number): a quote is opened here and never closed; nothing after it was read")
            }
            return outcome
        }
    }

    private func judge(_ batch: Batch, _ place: Int) -> Judged {
        var judged = Judged(place: place, bytes: batch.bytes)
        judged.printed.reserveCapacity(batch.lines.count * 192)
        var reader = JudgeLine.Reader(form: batch.form, now: now)
        func complain(_ line: LineReader.Line, _ words: String) {
            judged.complaints.append("line \(line.number): \(Shown.line(words, columns: 300))")
        }
        for line in batch.lines where !line.isBlank {
            do {
                let asked = try reader.read(line)
                if let mended = asked.mended { complain(line, "judged, but \(mended)") }
                let evidence = rules.judge(asked.message)
                let verdict = rules.conclude(
                    evidence, of: asked.message, within: Surroundings(customer: asked.customer), policy: policy,
                    now: asked.message.time)
                judged.messages += 1
                if json {
                    verdict.write(id: asked.id, into: &judged.printed)
                    judged.printed.append(UInt8(ascii: "\n"))
                } else {
                    judged.printed.append(contentsOf: VerdictWords.text(verdict, of: asked).utf8)
                }
            } catch {
                judged.bad += 1
                complain(line, error.description)
            }
        }
        return judged
    }
}
