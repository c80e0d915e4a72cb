import Mustache
import Triage

/// One file of `replies`: what is said on one occasion in one language, on all channels or on one of them.
/// `en/after-hours.mustache`, `en/after-hours.sms.mustache`, `en/after-hours.public.mustache`; a part that others
/// take in by `{{> offer}}` is `en/_offer.mustache`.
struct ReplyPage: Sendable {
    /// What a file is for, as its name says.
    enum Purpose: Hashable, Sendable {
        case reply(AnswerKind, Variant)
        case part(String)
    }

    enum Variant: String, Hashable, Sendable, CaseIterable {
        case any = ""
        case `public`
        case email, sms, mastodon
    }

    var file: RuleFile
    var language: String
    var purpose: Purpose
    /// From a first line `Subject: …`; empty where there is none.
    var subject: String
    var body: String
    /// Characters before the body in the file.
    var bodyOffset: Int

    static let sizeLimit = 64 << 10
    static let ending = ".mustache"

    /// - Returns: nil where the file's name or bytes say nothing; that is added to the complaints.
    init?(_ file: RuleFile, below: String, _ complaints: inout [Complaint]) {
        self.file = file
        func refuse(_ message: String, _ remedy: String) {
            complaints.append(
                Complaint(.error, file: file.path, line: 1, column: 1, source: "", message: message, remedy: remedy))
        }
        let parts = below.split(separator: "/").map(String.init)
        guard parts.count == 2, (2...3).contains(parts[0].count),
            parts[0].unicodeScalars.allSatisfy({ ("a"..."z").contains($0) })
        else {
            refuse(
                "A template lies in a folder named for its language.",
                "move it to replies/en/ (or de, es, fr, it, pt …)")
            return nil
        }
        language = parts[0]
        var name = parts[1].dropLast(Self.ending.count)
        if name.first == "_" {
            name = name.dropFirst()
            purpose = .part(String(name))
        } else {
            let words = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard let kind = AnswerKind(rawValue: words[0]) else {
                let typed = words[0].lowercased().replacing("_", with: "-")
                let near = NearestName.of(typed, among: AnswerKind.allCases.map(\.rawValue))
                refuse(
                    "No occasion is called “\(Visible.line(words[0], limit: 40))”.",
                    near.map { "call the file \($0)\(Self.ending)" }
                        ?? "the occasions are \(AnswerKind.allCases.map(\.rawValue).joined(separator: ", ")); "
                        + "a part that others take in is called _offer\(Self.ending)")
                return nil
            }
            guard words.count <= 2, let variant = Variant(rawValue: words.count == 2 ? words[1] : ""),
                words.count == 1 || variant != .any
            else {
                refuse(
                    "After the occasion may stand where it is said: public, email, sms or mastodon.",
                    "call the file \(kind.rawValue)\(Self.ending) or \(kind.rawValue).sms\(Self.ending)")
                return nil
            }
            purpose = .reply(kind, variant)
        }
        guard file.bytes.count <= Self.sizeLimit else {
            refuse("This template has \(file.bytes.count) bytes; \(Self.sizeLimit) are the most.", "shorten it")
            return nil
        }
        guard let whole = String(validating: file.bytes, as: UTF8.self), !whole.contains("\0") else {
            refuse("This file is not UTF-8 text.", "save it as UTF-8")
            return nil
        }
        let text = whole.replacing("\r\n", with: "\n").drop { $0 == "\u{FEFF}" }
        let line = text.prefix { $0 != "\n" }
        if line.lowercased().hasPrefix("subject:") {
            subject = line.dropFirst("subject:".count).split(separator: " ").joined(separator: " ")
            body = String(text.dropFirst(line.count + 1))
        } else {
            subject = ""
            body = String(text)
        }
        bodyOffset = text.count - body.count
    }

    /// Subject and body as the engine reads them: text, in which nothing is escaped.
    func templates() throws -> (subject: MustacheTemplate, body: MustacheTemplate) {
        (try MustacheTemplate(string: Self.asText + subject), try MustacheTemplate(string: Self.asText + body))
    }

    private static let asText = "{{% CONTENT_TYPE:TEXT}}"
}
