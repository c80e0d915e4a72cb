import Foundation
import Triage

extension Configuration.RulesFolder {
    /// When a file of the folder, as reasons name it, was last written; nil for what lies elsewhere or is not there.
    func changed(_ file: String) -> Moment? {
        guard file.hasPrefix(asWritten + "/"), !file.contains("\0"),
            !file.split(separator: "/", omittingEmptySubsequences: false).contains("..")
        else { return nil }
        var status = stat()
        guard stat(path + file.dropFirst(asWritten.count), &status) == 0 else { return nil }
        return Moment(
            microseconds: Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1_000)
    }
}
