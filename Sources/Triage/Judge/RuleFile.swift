/// One file of the rules folder, as read: Triage parses, the program reads.
package struct RuleFile: Hashable, Sendable {
    /// As it is to be shown: the folder as the operator wrote it, `/`, the path below it.
    package var path: String
    package var bytes: [UInt8]
    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// Something an author must or should mend, with the place and the remedy.
package struct Complaint: Hashable, Sendable {
    package enum Weight: String, Sendable, Codable { case error, warning, note }
    package var weight: Weight
    package var file: String
    /// From 1. Columns count characters.
    package var line: Int
    package var column: Int
    /// How many characters the caret line underlines, at least 1.
    package var length: Int
    /// The whole line of the file, for the caret.
    package var source: String
    /// One plain sentence.
    package var message: String
    /// What to do; most likely meant first. Empty where there is nothing to say.
    package var remedy: String

    package init(
        _ weight: Weight, file: String, line: Int, column: Int, length: Int = 1, source: String, message: String,
        remedy: String = ""
    ) {
        self.weight = weight
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
        self.source = source
        self.message = message
        self.remedy = remedy
    }
}
