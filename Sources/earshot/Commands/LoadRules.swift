import Foundation
import Triage

/// Rules that a running program is asked to take over and cannot.
struct RulesRefused: Error {
    /// The errors alone.
    var complaints: [Complaint]
}

/// A configuration that a running program is asked to take over and cannot.
struct ConfigurationRefused: Error {
    /// The errors alone.
    var complaints: [Complaint]
}

/// The rules folder, read and compiled.
struct LoadedRules {
    /// Nil where there is any error.
    var rules: RuleSet?
    /// In the order of files and lines; warnings and notes too.
    var complaints: [Complaint]
    let files: [RuleFile]
    var fileCount: Int { files.count }

    /// - Parameter configuration: says from which heat a message is hot, which examples may ask.
    /// - Throws: `CommandFailure` where the folder cannot be read at all.
    init(_ folder: Configuration.RulesFolder, for configuration: Configuration?) throws {
        let reading: RuleFolder.Reading
        do {
            reading = try RuleFolder.read(folder)
        } catch {
            throw CommandFailure(.badConfiguration, error.description, remedy: error.remedy)
        }
        let compiled = RuleSet.compile(
            reading.files, now: .wallClock, hotHeat: configuration?.hotHeat ?? Policy.usualHotHeat)
        rules = compiled.rules
        complaints = reading.complaints + compiled.complaints
        files = reading.files
    }

    /// For those who look at rules, whether their examples hold or not.
    /// - Throws: where something else is wrong with them; that is printed.
    func ruleSetAnyway() throws -> RuleSet {
        if let rules { return rules }
        let untried = RuleSet.compileUntried(files)
        if let rules = untried.rules { return rules }
        ComplaintPrinter(output: .complaints).print(untried.complaints.filter { $0.weight == .error })
        throw CommandFailure(.faultFound)
    }

    /// For those who cannot go on without rules: prints what is wrong, and throws.
    static func required(_ folder: Configuration.RulesFolder, for configuration: Configuration?) throws -> RuleSet {
        let loaded = try LoadedRules(folder, for: configuration)
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
