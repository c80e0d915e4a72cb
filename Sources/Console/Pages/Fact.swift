import Letters
import Mustache

/// What a template is filled with. A text is outside text until it is shown, and becomes harmless on its way into
/// the page, whatever the template does with it; markup can only come from a template or from our own drawing.
package enum Fact: Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case list([Facts])
    case group(Facts)
    case markup(Markup)

    /// What the template's engine walks through.
    var value: Any {
        switch self {
        case .text(""): NoText()
        case .text(let text): Markup(showing: text).text
        case .number(let number): number
        case .flag(let flag): flag
        case .list(let list): list.map { $0.mapValues(\.value) }
        case .group(let facts): facts.mapValues(\.value)
        case .markup(let markup): markup.text
        }
    }

    /// Nil is left out, so that `{{^name}}` sees it.
    package static func optional(_ text: String?) -> Fact { text.map { .text($0) } ?? .flag(false) }
}

/// `{{^name}}` is shown where a text is empty.
private struct NoText: MustacheCustomRenderable {
    let renderText = ""
    let isNull = true
}

package typealias Facts = [String: Fact]

extension Fact: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .flag(value) }
    package init(arrayLiteral elements: Facts...) { self = .list(elements) }
}

/// HTML that may go into a page as it is.
package struct Markup: Sendable, Hashable {
    package let text: String

    /// Of our own making: nothing in it came from outside but through `init(showing:)`.
    package init(trusted text: String) { self.text = text }

    /// Outside text: escaped for content and quoted attributes, and with all that turns the direction of writing,
    /// hides, controls or piles up made visible or left out.
    package init(showing outside: String) {
        text = Self.escaped(Visible.text(Self.withoutTricks(outside)))
    }

    package static func + (a: Markup, b: Markup) -> Markup { Markup(trusted: a.text + b.text) }

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { isSpecial($0) }) else { return text }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): escaped += "&amp;".utf8
            case UInt8(ascii: "<"): escaped += "&lt;".utf8
            case UInt8(ascii: ">"): escaped += "&gt;".utf8
            case UInt8(ascii: "\""): escaped += "&quot;".utf8
            case UInt8(ascii: "'"): escaped += "&#39;".utf8
            case UInt8(ascii: "`"): escaped += "&#96;".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "`"):
            true
        default: false
        }
    }

    /// What a letter lets pass and a page should not: the Arabic letter mark, notes between lines, tags outside
    /// of a flag.
    private static func withoutTricks(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isTrick($0.value) }) else { return text }
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isTrick(scalar.value) {
                shown.append(contentsOf: "‹U+\(String(scalar.value, radix: 16, uppercase: true))›".unicodeScalars)
            } else {
                shown.append(scalar)
            }
        }
        return String(shown)
    }

    private static func isTrick(_ value: UInt32) -> Bool {
        value >= 0x061C
            && (value == 0x061C || (0xFFF9...0xFFFB).contains(value) || (0xE0000...0xE007F).contains(value))
    }
}
