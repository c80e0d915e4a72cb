/// How an incident goes, in the words of whoever works on it, as customers are told them: one line, not empty, and
/// short enough for a post and for a text message with the brand's words around them.
package struct StatusWords: Hashable, Sendable {
    package let text: String

    /// In characters as an alphabet counts them (Unicode scalars), so that marks heaped on one letter count too.
    package static let longest = 300

    package enum Flaw: Error, Hashable, Sendable, CustomStringConvertible {
        case empty
        case tooLong(Int)

        package var description: String {
            switch self {
            case .empty: "a status says something: how it goes, and when there will be more"
            case .tooLong(let count):
                "a status is at most \(StatusWords.longest) characters, since it goes out as a text message too; "
                    + "this is \(count)"
            }
        }
    }

    /// - Parameter typed: white space in it, line ends too, becomes single spaces; controls are left out.
    package init(_ typed: String) throws(Flaw) {
        var scalars = String.UnicodeScalarView()
        var isGap = false
        for scalar in typed.unicodeScalars {
            if scalar.properties.isWhitespace {
                isGap = !scalars.isEmpty
                continue
            }
            if scalar.properties.generalCategory == .control { continue }
            if isGap { scalars.append(" ") }
            isGap = false
            scalars.append(scalar)
        }
        if scalars.isEmpty { throw .empty }
        if scalars.count > Self.longest { throw .tooLong(scalars.count) }
        text = String(scalars)
    }
}
