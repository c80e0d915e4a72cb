import Foundation

/// A password or token. It never stands in the configuration, only a reference to it; and it shows
/// itself to nobody who prints, logs, dumps or mirrors it.
struct Secret: Sendable, Equatable {
    /// As written: `${credential:mail}`.
    let reference: String
    private let value: String?

    init(reference: String, value: String?) {
        self.reference = reference
        self.value = value
    }

    /// The secret itself. Only of a configuration that was loaded with its secrets: commands that need
    /// only the database load it without, so that a person at a terminal needs no credentials.
    var revealed: String {
        guard let value else { preconditionFailure("the configuration was loaded without its secrets") }
        return value
    }

    /// The same for whoever only looks whether the rest would do.
    func revealed(or standIn: String) -> String { value ?? standIn }

    /// Whether a test holds of it; nil where the configuration was loaded without its secrets.
    func holds(_ test: (String) -> Bool) -> Bool? { value.map(test) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "‹secret›" }
    var debugDescription: String { "‹secret›" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Where references lead.
struct SecretKeeper: Sendable {
    /// What becomes of a reference that leads nowhere.
    enum Strictness: Sendable {
        /// An error: for `run`.
        case required
        /// An error too, but for a systemd credential where no systemd set $CREDENTIALS_DIRECTORY, a
        /// note: for `check`, which a person runs by hand.
        case looked
        /// References are checked for their form and never followed.
        case unread
    }

    var strictness: Strictness
    var environment: [String: String]

    init(_ strictness: Strictness, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.strictness = strictness
        self.environment = environment
    }

    enum Found: Equatable {
        case secret(Secret)
        /// Not there, and `strictness` lets that pass.
        case absent(Secret, note: String)
        case refused(String, remedy: String)
    }

    static let remedy = "write ${env:NAME}, ${file:/path} or ${credential:name} and keep the secret itself there"

    /// - Parameters:
    ///   - text: what the file says.
    ///   - folder: what relative paths are relative to.
    func find(_ text: String, folder: String) -> Found {
        guard text.hasPrefix("${"), text.hasSuffix("}"), let colon = text.firstIndex(of: ":") else {
            return .refused("a secret may not stand in this file", remedy: Self.remedy)
        }
        let kind = text[text.index(text.startIndex, offsetBy: 2)..<colon]
        let name = String(text[text.index(after: colon)...].dropLast())
        guard !name.isEmpty, !name.contains("}"), !name.contains("\0") else {
            return .refused("this reference names nothing", remedy: Self.remedy)
        }
        switch kind {
        case "env":
            guard strictness != .unread else { return .secret(Secret(reference: text, value: nil)) }
            guard let value = environment[name], !value.isEmpty else {
                return .refused(
                    "the environment variable \(name) is not set", remedy: "set it where earshot is started")
            }
            return .secret(Secret(reference: text, value: value))
        case "file":
            guard strictness != .unread else { return .secret(Secret(reference: text, value: nil)) }
            return read(absolute(name, in: folder), for: text)
        case "credential":
            guard !name.contains("/"), name != ".", name != ".." else {
                return .refused("a credential has a name, not a path", remedy: "write ${file:\(name)} for a file")
            }
            guard strictness != .unread else { return .secret(Secret(reference: text, value: nil)) }
            guard let directory = environment["CREDENTIALS_DIRECTORY"], !directory.isEmpty else {
                let note = "systemd gives the credential \(name) to the service; here it cannot be looked at"
                if strictness == .looked { return .absent(Secret(reference: text, value: nil), note: note) }
                return .refused(
                    "the credential \(name) cannot be read: $CREDENTIALS_DIRECTORY is not set",
                    remedy: "start earshot by systemd with LoadCredential=\(name):/path, or use ${file:/path}")
            }
            return read(directory + "/" + name, for: text)
        default:
            return .refused("\(text) is no kind of reference that is known", remedy: Self.remedy)
        }
    }

    private func read(_ path: String, for reference: String) -> Found {
        do {
            let bytes = try BoundedFile.read(path, limit: 64 << 10)
            guard var value = String(validating: bytes, as: UTF8.self), !value.contains("\0") else {
                return .refused("\(path) is not text", remedy: "put the secret alone into the file, as UTF-8")
            }
            // Editors and `echo` end a file with a line break that is no part of the secret.
            while value.last?.isNewline == true { value.removeLast() }
            guard !value.isEmpty else { return .refused("\(path) is empty", remedy: "put the secret into it") }
            return .secret(Secret(reference: reference, value: value))
        } catch {
            return .refused(error.description, remedy: "put the secret into it, readable for earshot's user")
        }
    }
}

/// `path` itself where it is absolute, else below `folder`.
func absolute(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
}
