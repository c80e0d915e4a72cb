/// Sentences by which people ask not to be written to any more.
enum StopPhrases {
    static func found(in text: TextWords) -> Bool { false }
}
