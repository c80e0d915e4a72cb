import Console
import Foundation
import Seal

/// Asks for a password: on a terminal twice and without showing it, elsewhere as the first line of the standard
/// input. Never an argument, which other users of the machine can read.
enum PasswordPrompt {
    static func newPassword(for name: String, brand: String) throws -> String {
        let password: String
        if isatty(STDIN_FILENO) == 1 {
            password = try hidden("Password for \(Shown.line(name)): ")
            guard try hidden("Again: ") == password else {
                throw CommandFailure(.badData, "the two passwords differ", remedy: "nothing was changed; try again")
            }
        } else {
            password = try line()
        }
        if let complaint = PasswordRule.complaint(password, name: name, brand: brand) {
            throw CommandFailure(.badData, String(complaint.lowercased().dropLast()), remedy: "nothing was changed")
        }
        return password
    }

    /// Whatever ends the reading, the terminal shows what is typed again.
    private static func hidden(_ question: String) throws -> String {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else {
            throw CommandFailure(.unavailable, "the terminal cannot be kept from showing what is typed")
        }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        Output.complaints.write(question)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            Output.complaints.write("\n")
        }
        return try line()
    }

    /// Byte by byte, so that nothing behind the line is taken away.
    private static func line() throws -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count <= PasswordHash.longest {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 || byte == UInt8(ascii: "\n") { break }
            bytes.append(byte)
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure(.badData, "the password is not UTF-8")
        }
        guard !text.isEmpty else {
            throw CommandFailure(
                .usage, "no password was given", remedy: "type it, or give it as the first line of the input")
        }
        return text
    }
}
