import Foundation
import Triage

/// gammu-smsd's files service as the way out, whatever a text is for: a file in its outbox folder, which it moves to
/// its folder of sent texts or of errors. <https://docs.gammu.org/smsd/files.html>
///
/// A file's name is made of what it is for, so that an attempt is found again wherever smsd has put it.
struct GammuOutbox: Sendable {
    private let outbox: String
    private let sent: String?
    private let error: String?

    static let means = "SMS (gammu-smsd)"

    /// What smsd sends first: it goes by the order of names.
    enum Priority: String, Sendable { case first = "A", high = "B", usual = "C", low = "D" }

    /// - Parameters:
    ///   - outbox: smsd's `outboxpath`, absolute; Earshot's user must be allowed to write there, and smsd's group
    ///     should own it.
    ///   - sent: its `sentsmspath`, `error` its `errorsmspath`. Where smsd has none, it deletes what it took, and
    ///     what is gone from the outbox counts as delivered.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    init(outbox: String, sent: String? = nil, error: String? = nil) throws {
        func folder(_ path: String, _ name: String) throws -> String {
            var path = path
            while path.hasSuffix("/"), path.utf8.count > 1 { path.removeLast() }
            guard path.hasPrefix("/"), !path.utf8.contains(0) else {
                throw PageFailure(.refused, "\(Self.means): `\(name)` must be the absolute path of a folder")
            }
            return path
        }
        self.outbox = try folder(outbox, "outbox")
        self.sent = try sent.map { try folder($0, "sent") }
        self.error = try error.map { try folder($0, "error") }
    }

    /// What smsd takes is moved to a folder where it can be found again.
    var keepsWhatItSent: Bool { sent != nil }

    /// `OUTA20261122_034107_00_+12025550111_KEY.smsbackup`. smsd copies names into 100 bytes without looking, so a
    /// name is shorter.
    static func name(priority: Priority, at moment: Moment, to address: String, key: String) throws(PageFailure)
        -> String
    {
        let number = try PhoneNumber.dialled(address, means: means)
        let stamp = Moment(seconds: min(max(moment.microseconds / 1_000_000, 0), 4_000_000_000)).rfc3339
        let digits = stamp.filter { $0.isASCII && $0.isNumber }
        return "OUT\(priority.rawValue)\(digits.prefix(8))_\(digits.dropFirst(8).prefix(6))_00_\(number)_"
            + "\(Digest.name(of: key)).smsbackup"
    }

    func send(_ text: String, to address: String, key: String, as name: String) throws {
        let number = try PhoneNumber.dialled(address, means: Self.means)
        try write(GammuLetter.bytes(text, to: number, reference: Digest.name(of: key)), as: name)
    }

    func delivery(of name: String) throws -> Delivery {
        guard name.hasPrefix("OUT"), name.utf8.count < 100, !name.contains("/") else {
            return .failed("\(Self.means): this is no file of ours")
        }
        // In the order in which smsd moves it, so that it cannot slip past between two looks.
        if try isThere(outbox, name) { return .pending }
        if let error, try isThere(error, name) {
            return .failed("\(Self.means): the modem could not send it, see \(error)")
        }
        guard let sent else { return .delivered }
        if try isThere(sent, name) { return .delivered }
        return .failed("\(Self.means): the text is in none of gammu-smsd's folders")
    }

    /// It lies in a folder of smsd's other than that of errors.
    func hasTaken(_ name: String) throws -> Bool {
        for folder in [outbox, error, sent].compactMap({ $0 }) where try isThere(folder, name) {
            return folder != error
        }
        return false
    }

    /// Whole or not at all: smsd reads whatever has a name that begins with OUT, and nothing hidden.
    private func write(_ bytes: [UInt8], as name: String) throws(PageFailure) {
        let draft = "\(outbox)/.\(name)"
        if unlink(draft) != 0, errno != ENOENT { throw failure("cannot be written to", errno) }
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw failure("cannot be written to", errno) }
        var trouble: Int32 = 0
        var written = 0
        while written < bytes.count, trouble == 0 {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 { written += count } else if count < 0, errno != EINTR { trouble = errno }
        }
        // smsd runs as another user: the folder's group may read it, whatever our umask says. Where we may not
        // give it that group, the folder's set-group-ID bit has done so or smsd will say that it cannot read it.
        var found = stat()
        if trouble == 0, stat(outbox, &found) == 0 { _ = fchown(file, uid_t.max, found.st_gid) }
        if trouble == 0, fchmod(file, 0o640) != 0 { trouble = errno }
        if trouble == 0, fsync(file) != 0 { trouble = errno }
        close(file)
        if trouble == 0, rename(draft, "\(outbox)/\(name)") != 0 { trouble = errno }
        guard trouble == 0 else {
            unlink(draft)
            throw failure("cannot be written to", trouble)
        }
        let folder = open(outbox, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        // Where this fails a power cut may take the text back; the modem has it by then, or the page is called
        // undelivered and goes to the next means.
        fsync(folder)
        close(folder)
    }

    private func isThere(_ folder: String, _ name: String) throws(PageFailure) -> Bool {
        var found = stat()
        if lstat("\(folder)/\(name)", &found) == 0 { return true }
        guard errno == ENOENT else { throw failure("cannot be looked into", errno, folder) }
        // A folder that is gone holds nothing, and says nothing.
        guard stat(folder, &found) == 0 else { throw failure("cannot be looked into", errno, folder) }
        return false
    }

    private func failure(_ what: String, _ code: Int32, _ folder: String? = nil) -> PageFailure {
        let why = String(cString: strerror(code))
        let isPassing = [EINTR, EAGAIN, ENOSPC, EDQUOT, EIO, ENFILE, EMFILE, ENOMEM].contains(code)
        return PageFailure(
            isPassing || folder != nil ? .unreachable : .refused,
            "\(Self.means): the folder \(folder ?? outbox) \(what): \(why)")
    }
}
