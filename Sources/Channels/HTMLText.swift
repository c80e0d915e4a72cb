/// HTML as a person would read it aloud: text with line breaks where blocks end, and the links.
package enum HTMLText {
    package struct Reading: Hashable, Sendable {
        package var text: String
        /// In order, each once.
        package var links: [String]
    }

    /// Never fails: broken markup is read as browsers do. Scripts, styles, comments and hidden parts are
    /// left out; `alt` texts of images stay.
    package static func read(_ html: String) -> Reading { preconditionFailure("not built yet") }
}
