/// The model files of a rules folder, one for each task.
struct ModelShelf {
    private var files: [ModelFile.Task: ModelFile] = [:]
    private var paths: [ModelFile.Task: String] = [:]

    mutating func read(_ file: RuleFile, _ complaints: Complaints) {
        let model: ModelFile
        do {
            model = try ModelFile(file.bytes)
        } catch {
            complaints.refuse(file, error.message, remedy: error.remedy)
            return
        }
        if let other = paths[model.task] {
            complaints.refuse(
                file, "There is another model for \(model.task.rawValue): \(other).", remedy: "keep one of the files")
            return
        }
        files[model.task] = model
        paths[model.task] = file.path
    }

    var names: [String] { files.keys.map(\.rawValue).sorted() }

    /// Nil where there is none: the lexicons alone speak.
    var ready: FeelingModels? {
        files.isEmpty ? nil : FeelingModels(sentiment: files[.sentiment], complaint: files[.complaint])
    }
}
