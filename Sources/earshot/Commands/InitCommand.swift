import ArgumentParser
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a configuration and rules to begin with into an empty folder.",
        discussion: "Overwrites nothing: where one of its files is there already, it writes none.")

    @Argument(help: "The folder; made where it is missing.")
    var folder = "."

    func run() throws {
        let files = StarterFolder.files(rules: StarterFolder.installedRules())
        let inWords = Shown.line(folder)
        for file in files {
            var facts = stat()
            if lstat("\(folder)/\(file.path)", &facts) == 0 {
                throw CommandFailure(
                    .badData, "\(inWords)/\(file.path) is there already, and nothing was written",
                    remedy: "name an empty folder: `earshot init FOLDER`")
            }
        }
        do {
            for file in files {
                let url = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.bytes).write(to: url, options: .withoutOverwriting)
            }
        } catch {
            throw CommandFailure(
                .unavailable, "the files cannot be written into \(inWords): \(error.localizedDescription)")
        }
        let rules = files.count { $0.path.hasPrefix("Rules/") }
        if !files.contains(where: { $0.path.hasPrefix("Rules/replies/") }) {
            Output.standard.line(
                "No words for customers came with this program (PREFIX/share/earshot/Rules is not there), so Rules/replies "
                    + "is missing and `acknowledge` would have nothing to say: copy Rules/replies from the source.")
        }
        let enter = folder == "." ? "" : "cd \(inWords)\n       "
        Output.standard.write(
            """
            Wrote earshot.yaml, \(rules) files in Rules/ and .gitignore into \(inWords).

            Next:  \(enter)put your brand and sources into earshot.yaml
                   earshot check        says whether all is well
                   earshot run --once   hears every source once
                   earshot queue list   shows what cannot wait

            """)
    }
}
