import Wire

/// What the IMAP client needs of a connection; in tests it is a script.
protocol IMAPWire: Sendable {
    func write(_ bytes: [UInt8], within limit: Duration) async throws
    /// At least one byte, or an empty array at the end.
    func read(upTo most: Int, within limit: Duration) async throws -> [UInt8]
    func close() async
}

extension Stream: IMAPWire {}

/// Why a command did not succeed.
enum IMAPProblem: Error, Equatable {
    /// `NO`, with the code in brackets, upper case, and the server's words.
    case no(code: String, String)
    case bad(String)
    /// The server said good-bye.
    case bye(String)
    /// It closed the connection without a word.
    case ended
    /// It does not speak IMAP, or passed a bound.
    case nonsense(String)
    /// It sent something all the time and yet never came to an end.
    case endless
}
