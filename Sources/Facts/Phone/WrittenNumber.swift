/// What somebody wrote where a telephone number was asked for, taken apart: a label, the number, an extension.
///
/// libphonenumber takes the digits out of whatever stands around them: "12345 or 6789" is a number to it. Here a
/// text is a number only where all of it is one.
struct WrittenNumber {
    enum Letters {
        case none
        /// ASCII, such as stand on a keypad.
        case keypad
        case others
    }

    /// Without label and extension, white space as single spaces, without invisible characters.
    var number = ""
    /// ASCII digits.
    var extensionDigits: String?
    /// Whether letters stand within the number.
    var letters = Letters.none

    /// What stands before an extension, in the languages of the house and as telephones write it.
    private static let marks: Set<String> = [
        "x", "ext", "extn", "extension", "xtn", "durchwahl", "dw", "app", "nst", "poste", "interno", "int", "anexo",
        "ramal", "#",
    ]
    private static let longestExtension = 8

    /// Nil where it has no digit.
    init?(_ text: String) {
        var scalars = Self.cleaned(text)
        guard scalars.contains(where: Self.isDigit) else { return nil }
        if let start = scalars.firstIndex(where: { Self.isDigit($0) || "+＋(（".unicodeScalars.contains($0) }) {
            let label = scalars[..<start].filter { $0 != " " }
            if label.contains(where: \.properties.isAlphabetic), label.last != ":", label.last != "." {
                letters = .others
            }
            scalars.removeFirst(start)
        }
        if let cut = Self.cut(scalars) {
            extensionDigits = cut.digits
            scalars.removeLast(scalars.count - cut.start)
        }
        while let last = scalars.last, last == " " || last == "," || last == ";" || last == "." { scalars.removeLast() }
        for scalar in scalars where scalar.properties.isAlphabetic && !Self.isDigit(scalar) {
            letters = letters == .others || !scalar.isASCII ? .others : .keypad
        }
        number.unicodeScalars.append(contentsOf: scalars)
    }

    /// White space of any kind as single spaces and none at the ends; what is not seen (the marks of direction that
    /// address books copy along) left out.
    private static func cleaned(_ text: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                if let last = result.last, last != " " { result.append(" ") }
            } else if scalar.properties.generalCategory != .format {
                result.append(scalar)
            }
        }
        if result.last == " " { result.removeLast() }
        return result
    }

    /// Where a mark stands that only digits follow, and those.
    private static func cut(_ scalars: [Unicode.Scalar]) -> (start: Int, digits: String)? {
        guard
            let start = scalars.indices.first(where: {
                $0 > 0 && (scalars[$0].properties.isAlphabetic && !isDigit(scalars[$0]) || scalars[$0] == "#")
            })
        else { return nil }
        var word = ""
        var place = start
        while place < scalars.count, scalars[place] == "#" || scalars[place].properties.isAlphabetic,
            !isDigit(scalars[place])
        {
            word.unicodeScalars.append(scalars[place])
            place += 1
        }
        guard marks.contains(word.lowercased()) else { return nil }
        while place < scalars.count, " .:=#".unicodeScalars.contains(scalars[place]) { place += 1 }
        var digits = ""
        for scalar in scalars[place...] {
            guard let value = scalar.properties.numericType == .decimal ? scalar.properties.numericValue : nil else {
                return nil
            }
            digits += String(Int(value))
        }
        guard (1...longestExtension).contains(digits.count) else { return nil }
        return (start, digits)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == .decimal }
}
