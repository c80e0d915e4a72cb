import Testing

@testable import Triage

/// The matcher beside one that tries everything: every phrase at every word, every pair of places.
struct ReferenceTests {
    private struct Dice {
        var state: UInt64
        mutating func below(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound
        }
        mutating func pick<T>(_ from: [T]) -> T { from[below(from.count)] }
    }

    private struct Place: Hashable, Comparable {
        var start: Int
        var end: Int
        static func < (a: Place, b: Place) -> Bool { (a.start, a.end) < (b.start, b.end) }
    }

    private static let words = ["ada", "bo", "cy", "dan", "eve", "longwordbeyondeight", "longwordbeyondeighx"]

    private static func phrase(_ dice: inout Dice) -> [String] { (0...dice.below(3)).map { _ in dice.pick(words) } }

    private static func places(of phrase: [String], in text: [String]) -> [Place] {
        guard phrase.count <= text.count else { return [] }
        return (0...(text.count - phrase.count)).filter { Array(text[$0..<($0 + phrase.count)]) == phrase }.map {
            Place(start: $0, end: $0 + phrase.count)
        }
    }

    private static func stand(_ list: (phrases: [[String]], exceptions: [[String]]), in text: [String]) -> [Place] {
        let cancelled = list.exceptions.flatMap { places(of: $0, in: text) }
        let all = Set(list.phrases.flatMap { places(of: $0, in: text) })
        return all.filter { place in !cancelled.contains { $0.start <= place.start && place.end <= $0.end } }.sorted()
    }

    private static func areNear(_ left: [Place], _ right: [Place], within: Int, isOrdered: Bool) -> Bool {
        left.contains { a in
            right.contains { b in
                a.end <= b.start && b.start - a.end + 1 <= within
                    || !isOrdered && b.end <= a.start && a.start - b.end + 1 <= within
            }
        }
    }

    @Test(arguments: 1...12)
    func `a matcher that tries everything finds the same`(seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &* 0x9e37_79b9_7f4a_7c15)
        var files: [String: String] = [:]
        var lists: [(phrases: [[String]], exceptions: [[String]])] = []
        for number in 0..<4 {
            let phrases = Array(Set((0..<3).map { _ in Self.phrase(&dice) }))
            let exceptions = Array(Set((0..<2).map { _ in Self.phrase(&dice) })).filter { !phrases.contains($0) }
            lists.append((phrases, exceptions))
            files["list-\(number).keywords"] =
                (phrases.map { $0.joined(separator: " ") } + exceptions.map { "-" + $0.joined(separator: " ") })
                .joined(separator: "\n") + "\n"
        }
        var rules = ""
        var asked: [(name: String, finds: ([String]) -> (isTrue: Bool, places: [Place]?))] = []
        for number in 0..<24 {
            let list = dice.below(lists.count)
            let (phrase, other) = (Self.phrase(&dice), Self.phrase(&dice))
            let within = 1 + dice.below(5)
            let chosen = lists[list]
            let written = "\"\(phrase.joined(separator: " "))\""
            let when: String
            switch number % 4 {
            case 0:
                when = written
                asked.append(
                    (
                        "r\(number)",
                        { text in
                            let found = Self.places(of: phrase, in: text)
                            return (!found.isEmpty, found)
                        }
                    ))
            case 1:
                when = "list:list-\(list)"
                asked.append(
                    (
                        "r\(number)",
                        { text in
                            let found = Self.stand(chosen, in: text)
                            return (!found.isEmpty, found)
                        }
                    ))
            case 2:
                when = "\(written) NEAR/\(within) list:list-\(list)"
                asked.append(
                    (
                        "r\(number)",
                        { text in
                            (
                                Self.areNear(
                                    Self.places(of: phrase, in: text), Self.stand(chosen, in: text), within: within,
                                    isOrdered: false), nil
                            )
                        }
                    ))
            default:
                when = "\(written) BEFORE/\(within) \"\(other.joined(separator: " "))\" AND NOT list:list-\(list)"
                asked.append(
                    (
                        "r\(number)",
                        { text in
                            (
                                Self.areNear(
                                    Self.places(of: phrase, in: text), Self.places(of: other, in: text), within: within,
                                    isOrdered: true) && Self.stand(chosen, in: text).isEmpty, nil
                            )
                        }
                    ))
            }
            rules += "rule r\(number)\nscore 1\nwhen \(when)\n"
        }
        files["all.rules"] = rules
        let ruleSet = try Scene.rules(files)
        for _ in 0..<60 {
            let text = (0...dice.below(40)).map { _ in dice.below(6) == 0 ? "other" : dice.pick(Self.words) }
            var written = ""
            for word in text {
                if !written.isEmpty { written += dice.pick([" ", ", ", " – ", "\n", " 'n "]) }
                written += dice.below(3) == 0 ? word.uppercased() : word
            }
            // "n" is a word too.
            let words = written.split { !$0.isLetter }.map { $0.lowercased() }
            let offsets = Self.offsets(of: written)
            let message = Scene.message(written)
            let evidence = ruleSet.judge(message)
            #expect(evidence == ruleSet.judge(message))
            let fired = Dictionary(
                uniqueKeysWithValues: Scene.verdict(ruleSet, message).reasons.map { ($0.rule, $0) })
            for (name, finds) in asked {
                let (isTrue, places) = finds(words)
                #expect((fired[name] != nil) == isTrue, "\(name) in \(written.debugDescription)")
                guard let reason = fired[name], let places else { continue }
                #expect(
                    reason.matches.map { Place(start: $0.start, end: $0.end) }
                        == places.prefix(16).map { Place(start: offsets[$0.start].start, end: offsets[$0.end - 1].end) }
                )
                #expect(reason.more == max(0, places.count - 16))
            }
        }
    }

    /// The bytes of each run of letters.
    private static func offsets(of text: String) -> [(start: Int, end: Int)] {
        var found: [(start: Int, end: Int)] = []
        var start = -1
        var place = 0
        for character in text {
            if character.isLetter {
                if start < 0 { start = place }
            } else if start >= 0 {
                found.append((start, place))
                start = -1
            }
            place += character.utf8.count
        }
        if start >= 0 { found.append((start, place)) }
        return found
    }
}
