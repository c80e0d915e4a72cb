import Foundation
import Letters
import Triage

/// Something outside of the file that the configuration names, and where. Whether it is there is looked for by
/// `check`: a command that only reads the database may run where it is not.
struct OutsideMention: Sendable, Equatable {
    enum Thing: Sendable, Equatable {
        /// Absolute.
        case folder(path: String)
        /// In which somebody is answered: two or three letters.
        case language(String)
    }
    var thing: Thing
    /// The place, and what is wrong there in case.
    var complaint: Complaint
}

extension Configuration {
    /// Folders that are not there, or are none.
    func missingFolders() -> [Complaint] {
        outsideMentions.compactMap { mention in
            guard case .folder(let path) = mention.thing else { return nil }
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if isThere, isFolder.boolValue { return nil }
            var complaint = mention.complaint
            complaint.message += isThere ? " is no folder" : " is not there"
            complaint.remedy =
                isThere
                ? "name the folder that gammu-smsd has in its configuration" : "make the folder, or mend the path"
            return complaint
        }
    }

    /// Languages to be answered in for which nobody wrote words.
    func unspokenLanguages(_ book: ReplyBook) -> [Complaint] {
        outsideMentions.compactMap { mention in
            guard case .language(let language) = mention.thing, !book.languages.contains(language) else { return nil }
            var complaint = mention.complaint
            let folder = "\(rules.asWritten)/replies"
            complaint.remedy =
                book.languages.isEmpty
                ? "write them in \(folder)/\(language), or bring those of `earshot init`"
                : "there are words in \(book.languages.joined(separator: ", ")); others go to \(folder)/\(language)"
            return complaint
        }
    }
}
