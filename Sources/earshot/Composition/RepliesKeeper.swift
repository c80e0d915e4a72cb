import Letters
import Triage

/// Sees that a template changed, and says what is to be said by now. Asked every second or so: a look costs the
/// listing of a few small folders.
struct RepliesKeeper {
    private let folder: Configuration.RulesFolder
    private var seen: FolderGlance?
    /// A change that was seen once and must lie still until it is read.
    private var unread: FolderGlance?

    init(_ folder: Configuration.RulesFolder) {
        self.folder = folder
        seen = FolderGlance.look(at: folder.path + "/replies")
    }

    enum Found: Sendable {
        case book(ReplyBook)
        case refused([Complaint])
    }

    /// Nil: nothing new, or it is being written.
    mutating func ask() -> Found? {
        let glance = FolderGlance.look(at: folder.path + "/replies")
        guard glance != seen else {
            unread = nil
            return nil
        }
        guard unread == glance else {
            unread = glance
            return nil
        }
        seen = glance
        unread = nil
        let reading = ReplyFolder.read(folder)
        return reading.hasErrors ? .refused(reading.complaints.filter { $0.weight == .error }) : .book(reading.book)
    }
}
