import Foundation
import Triage

/// The rules folder, read and compiled.
struct LoadedRules {
    /// Nil where there is any error.
    var rules: RuleSet?
    /// In the order of files and lines; warnings and notes too.
    var complaints: [Complaint]
    var fileCount: Int

    /// - Throws: `CommandFailure` where the folder cannot be read at all.
    init(_ folder: Configuration.RulesFolder) throws {
        let reading: RuleFolder.Reading
        do {
            reading = try RuleFolder.read(folder)
        } catch {
            throw CommandFailure(.badConfiguration, error.description, remedy: error.remedy)
        }
        let compiled = RuleSet.compile(reading.files)
        rules = compiled.rules
        complaints = reading.complaints + compiled.complaints
        fileCount = reading.files.count
    }

    /// For those who cannot go on without rules: prints what is wrong, and throws.
    static func required(_ folder: Configuration.RulesFolder) throws -> RuleSet {
        let loaded = try LoadedRules(folder)
        guard let rules = loaded.rules else {
            ComplaintPrinter(output: .complaints).print(loaded.complaints.filter { $0.weight == .error })
            throw CommandFailure(.badConfiguration)
        }
        return rules
    }
}

extension Configuration.RulesFolder {
    /// As named on a command line, relative to where the person stands.
    init(named path: String) {
        var written = path
        while written.count > 1, written.hasSuffix("/") { written.removeLast() }
        self.init(path: absolute(written, in: FileManager.default.currentDirectoryPath), asWritten: written)
    }
}
