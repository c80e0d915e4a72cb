import Foundation
import Triage

/// Takes out of a customer's words what says who they are, before they go into a file that many read.
///
/// Handles become `@user`, addresses `{email}`, links `{url}`, numbers of five digits and more `{number}`, and
/// the names that the channel and the CRM give the author `{name}`. What the brand itself is called stays.
struct Discretion {
    /// Handles and names of the brand, small letters, without the sign before them.
    let brand: Set<String>
    /// Words of the author's names.
    private let names: Set<String>

    init(brand: Set<String>, author: Message.Author, customer: Customer?) {
        self.brand = brand
        var names: Set<String> = []
        for name in [author.displayName, customer?.name ?? ""] {
            for word in name.split(whereSeparator: { !$0.isLetter && $0 != "-" && $0 != "'" }) where word.count >= 3 {
                names.insert(word.lowercased())
            }
        }
        let local = author.handle.address.split(separator: "@").first.map { $0.lowercased() } ?? ""
        if local.count >= 3, !local.allSatisfy(\.isNumber) { names.insert(local) }
        self.names = names.subtracting(brand)
    }

    func text(_ text: String) -> String {
        // Number by number first, for they may stand in several words: +44 20 7946 0000.
        let words = numbers(text).split(omittingEmptySubsequences: true, whereSeparator: \.isWhitespace)
        return words.map { word(String($0)) }.joined(separator: " ")
    }

    private func word(_ word: String) -> String {
        let marks: (Character) -> Bool = { $0.isPunctuation && $0 != "@" && $0 != "#" && $0 != "{" && $0 != "}" }
        let lead = String(word.prefix(while: marks))
        let rest = word.dropFirst(lead.count)
        let trail = String(rest.reversed().prefix(while: marks).reversed())
        let core = String(rest.dropLast(trail.count))
        return lead + said(core) + trail
    }

    private func said(_ word: String) -> String {
        let small = word.lowercased()
        if small.contains("://") || small.hasPrefix("www.") { return "{url}" }
        if word.hasPrefix("@"), word.count > 1 {
            let handle = small.dropFirst()
            let name = handle.split(separator: "@").first.map(String.init) ?? ""
            return brand.contains(name) || brand.contains(String(handle)) ? word : "@user"
        }
        if let at = word.firstIndex(of: "@"), at != word.startIndex, word[at...].contains(".") { return "{email}" }
        // What hangs on a name, as in Ana's, stays on it.
        let end = small.firstIndex { $0 == "'" || $0 == "’" } ?? small.endIndex
        if names.contains(String(small[..<end])) {
            return "{name}" + word.suffix(small.distance(from: end, to: small.endIndex))
        }
        return word
    }

    /// Runs of digits with the marks that hold a number together; four digits and fewer are years, prices and
    /// error codes, which rules look for.
    private func numbers(_ text: String) -> String {
        var shown = ""
        var run = ""
        var digits = 0
        func isInside(_ character: Character) -> Bool { "+-()./ ".contains(character) }
        func end() {
            let tail = run.reversed().prefix { !$0.isNumber }.reversed()
            if digits >= 5 {
                let head = run.prefix { !$0.isNumber && $0 != "+" }
                shown += head + "{number}" + String(tail)
            } else {
                shown += run
            }
            (run, digits) = ("", 0)
        }
        for character in text {
            if character.isNumber {
                run.append(character)
                digits += 1
            } else if isInside(character), !run.isEmpty || character == "+" {
                run.append(character)
            } else {
                end()
                shown.append(character)
            }
        }
        end()
        return shown
    }
}
