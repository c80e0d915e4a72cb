import Foundation
import Logging

/// The log: one line an event on standard error. Under systemd each line begins with its priority
/// (sd-daemon(3)), and the journal has the time; elsewhere time and level are written out. Control
/// characters are escaped, so that nothing that came from outside can begin a line of its own.
struct LineLog: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let isJournal: Bool

    init(label: String, level: Logger.Level, environment: [String: String]) {
        self.label = label
        logLevel = level
        isJournal = environment["JOURNAL_STREAM"] != nil
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = ""
        if isJournal {
            line += "<\(priority(event.level))>"
        } else {
            line += "\(SystemClock().now().rfc3339) \(event.level.rawValue) "
        }
        line += "\(label): \(Self.escaped(event.message.description))"
        let facts = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in facts.sorted(by: { $0.key < $1.key }) {
            let text = Self.escaped("\(value)")
            line += text.contains(" ") || text.isEmpty ? " \(key)=\"\(text)\"" : " \(key)=\(text)"
        }
        Output.complaints.line(line)
    }

    private func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }

    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) || $0 == "\"" })
        else { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": safe += "\\n"
            case "\"": safe += "\\\""
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value):
                safe += "\\u{\(String(scalar.value, radix: 16))}"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    /// Once, before anything logs. `EARSHOT_LOG` names another level: `debug`, `warning` …
    static func start(_ usual: Logger.Level = .info) {
        let environment = ProcessInfo.processInfo.environment
        let level = environment["EARSHOT_LOG"].flatMap(Logger.Level.init(rawValue:)) ?? usual
        LoggingSystem.bootstrap { LineLog(label: $0, level: level, environment: environment) }
    }
}
