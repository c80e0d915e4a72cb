import ArgumentParser
import Foundation
import Triage

struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train the model of sentiment or complaint from labelled lines.",
        discussion: """
            A file of lines is TSV whose first line names the columns label and text, with lang, as you like; or \
            JSON lines with those keys. Labels are negative, neutral and positive, or 1 and 0 for a complaint and \
            anything else. Behind a file's name stands what else it needs: \
            tweets.tsv,anger=negative,joy=positive,fear=skip,weight=0.5,lang=en

            The same lines in the same order, the same lexicons and the same seed give the same file to the last bit. \
            Put it into the folder sentiment of your rules. What is printed is how good the model is on lines that \
            it has not seen; a few thousand labelled messages of your own are worth more than anything else here.
            """)

    @Option(name: .long, help: ArgumentHelp("sentiment or complaint.", valueName: "task"))
    var task: String
    @Option(name: .long, help: ArgumentHelp("Where the model goes.", valueName: "file"))
    var out: String
    @Option(
        name: .long, help: ArgumentHelp("The lexicons that it will run beside.", valueName: "folder"))
    var lexicons = "Rules/sentiment"
    @Option(name: .long, help: ArgumentHelp("Begins the chance by which lines are shuffled.", valueName: "number"))
    var seed: UInt64 = 1
    @Option(name: .long, help: ArgumentHelp("Parts in which lines are held out; 0 for none.", valueName: "number"))
    var folds = 5
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Hold out by this column instead: each of its values is asked of a model that never saw it.",
            valueName: "column"))
    var holdOut: String?
    @Option(name: .long, help: ArgumentHelp("Write the report here too.", valueName: "file"))
    var report: String?
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Kept in the model's head: origin, licence. May be given again.", valueName: "key: value"))
    var note: [String] = []
    @Argument(help: "Labelled lines.")
    var lines: [String]

    func validate() throws {
        guard ModelFile.Task(rawValue: task) != nil else {
            throw ValidationError("--task is sentiment or complaint, not \"\(task)\"")
        }
        guard folds == 0 || (2...50).contains(folds) else { throw ValidationError("--folds is 0, or from 2 to 50") }
        guard !lines.isEmpty else { throw ValidationError("name a file of labelled lines") }
        for line in note where !line.contains(":") || line.contains(where: \.isNewline) {
            throw ValidationError("--note is \"key: value\" on one line, not \"\(Shown.line(line, columns: 60))\"")
        }
    }

    func run() async throws {
        guard let task = ModelFile.Task(rawValue: task) else { return }
        let rules = try lexiconRules()
        let read = try TrainingLines(
            lines.map { try TrainingLines.Source($0) }, labels: Trainer.labels(of: task), column: holdOut)
        if read.flawCount > 0 {
            for flaw in read.flaws { Output.complaints.line(flaw.description) }
            let more = read.flawCount - read.flaws.count
            throw CommandFailure(
                .badData, "\(read.flawCount) lines cannot be used" + (more > 0 ? ", \(more) not shown" : ""),
                remedy: "mend them; nothing was written")
        }
        for (place, label) in Trainer.labels(of: task).enumerated()
        where read.lines.count(where: { $0.label == place }) < 2 {
            throw CommandFailure(
                .badData, "fewer than two lines are labelled \(label)", remedy: "a model needs some of every class")
        }
        var trainer = Trainer(task: task, seed: seed, folds: folds)
        trainer.holdsOutGroups = holdOut != nil
        let bar = ProgressBar()
        trainer.progress = { bar.show($0, $1) }
        let trained = trainer.train(read.lines, lexicons: rules, groups: read.groups)
        bar.clear()
        var model = trained.model
        model.recipe = TrainingWords.recipe(read, trained.report, rules, seed: seed, notes: note)
        let bytes = model.bytes
        try write(bytes, to: out)
        let words = TrainingWords.text(trained.report, size: bytes.count)
        if let report { try write(Array(words.utf8), to: report) }
        Output.standard.write(words)
        Output.standard.line("\(out): written")
    }

    /// The lexicons alone; a model that lies beside them is not asked.
    private func lexiconRules() throws -> RuleSet {
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: lexicons) else {
            throw CommandFailure(.badData, "\(lexicons): there is no such folder", remedy: "name it with --lexicons")
        }
        var files: [RuleFile] = []
        for name in names.sorted() where name.hasSuffix(".lexicon") {
            files.append(
                RuleFile(path: name, bytes: try BoundedFile.read(lexicons + "/" + name, limit: 64 << 20)))
        }
        let compiled = RuleSet.compile(files)
        guard let rules = compiled.rules else {
            ComplaintPrinter(output: .complaints).print(compiled.complaints.filter { $0.weight == .error })
            throw CommandFailure(.badConfiguration)
        }
        return rules
    }

    /// Written beside its place and moved there: whoever reads it finds the old file or the new one whole.
    private func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw CommandFailure(.badData, "\(path) cannot be written", remedy: "name a folder that is there")
        }
    }
}

/// How far a long command is, on a terminal; nothing elsewhere.
final class ProgressBar {
    private let output = Output.complaints
    private var last = ""

    func show(_ what: String, _ share: Double) {
        guard output.isTerminal else { return }
        let done = Int(max(0, min(1, share)) * 30)
        let bar = String(repeating: "█", count: done) + String(repeating: "·", count: 30 - done)
        let line = "  \(bar) \(Int(max(0, min(1, share)) * 100)) %  \(what)"
        guard line != last else { return }
        last = line
        output.write("\r\u{1B}[K\(line)")
    }

    func clear() {
        if output.isTerminal, !last.isEmpty { output.write("\r\u{1B}[K") }
    }
}
