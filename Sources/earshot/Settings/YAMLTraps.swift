import Triage

/// Finds what this file has no use for and YAML would let do harm, before YAML reads it: anchors and
/// aliases (a few lines of them stand for billions of values), tags, tabs that indent, brackets nested
/// without end, characters that a person cannot see.
///
/// It follows quotes, comments and the places where a value may begin, no more. Where it is unsure it
/// complains: whatever it refuses can be written with quotes.
enum YAMLTraps {
    static let depthLimit = 32
    private static let most = 20

    static func find(in text: SettingsText) -> [Complaint] {
        var walk = Walk(text: text)
        for number in text.lines.indices where walk.complaints.count < most { walk.line(number) }
        return walk.complaints
    }

    private struct Walk {
        enum State { case open, singleQuoted, doubleQuoted }
        let text: SettingsText
        var complaints: [Complaint] = []
        var state = State.open
        var depth = 0

        init(text: SettingsText) { self.text = text }

        private mutating func complain(_ number: Int, _ place: Int, _ length: Int, _ message: String, _ remedy: String)
        {
            guard complaints.count < most else { return }
            complaints.append(
                text.complaint(
                    at: .init(line: number + 1, column: place + 1, length: length), message, remedy: remedy))
        }

        mutating func line(_ number: Int) {
            let scalars = Array(text.lines[number].unicodeScalars)
            func isSpace(_ place: Int) -> Bool {
                place >= scalars.count || scalars[place] == " " || scalars[place] == "\t"
            }
            var mayBegin = true
            var onlyBlank = true
            var place = 0
            while place < scalars.count {
                let scalar = scalars[place]
                defer { place += 1 }
                if scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F {
                    complain(
                        number, place, 1, "there is an invisible control character here", "remove it")
                    return
                }
                switch state {
                case .doubleQuoted:
                    if scalar == "\\" { place += 1 } else if scalar == "\"" { state = .open }
                    mayBegin = false
                    continue
                case .singleQuoted:
                    if scalar == "'" {
                        if place + 1 < scalars.count, scalars[place + 1] == "'" { place += 1 } else { state = .open }
                    }
                    mayBegin = false
                    continue
                case .open: break
                }
                if scalar == " " { continue }
                if scalar == "\t" {
                    let rest = scalars[place...].first { $0 != " " && $0 != "\t" }
                    if onlyBlank, depth == 0, let rest, rest != "#" {
                        complain(number, place, 1, "a tab may not indent", "indent with spaces")
                        return
                    }
                    continue
                }
                defer { onlyBlank = false }
                if scalar == "#", onlyBlank || isSpace(place - 1) { return }
                if mayBegin {
                    begin(scalar, number, place, isSpace(place + 1), scalars, &mayBegin)
                } else {
                    goOn(scalar, place, isSpace(place + 1), scalars, &mayBegin)
                }
                if depth > YAMLTraps.depthLimit {
                    complain(
                        number, place, 1, "brackets are nested more than \(YAMLTraps.depthLimit) deep",
                        "close those that were left open")
                    return
                }
            }
        }

        private mutating func begin(
            _ scalar: Unicode.Scalar, _ number: Int, _ place: Int, _ spaceFollows: Bool, _ scalars: [Unicode.Scalar],
            _ mayBegin: inout Bool
        ) {
            mayBegin = false
            let length = scalars[place...].prefix { !" ,]}\t".unicodeScalars.contains($0) }.count
            switch scalar {
            case "\"": state = .doubleQuoted
            case "'": state = .singleQuoted
            case "&" where !spaceFollows:
                complain(
                    number, place, length, "anchors (&) are not used in this file",
                    "write the value out; if the & belongs to it, put quotes around it")
            case "*" where !spaceFollows:
                complain(
                    number, place, length, "aliases (*) are not used in this file",
                    "write the value out; if the * belongs to it, put quotes around it")
            case "!":
                complain(
                    number, place, length, "tags (!) are not used in this file",
                    "remove it; if the ! belongs to the value, put quotes around it")
            case "[", "{":
                depth += 1
                mayBegin = true
            case "]", "}": depth = max(0, depth - 1)
            case ",": mayBegin = depth > 0
            case "-" where spaceFollows, "?" where spaceFollows, ":" where spaceFollows: mayBegin = true
            case "-" where scalars.starts(with: ["-", "-", "-"]) && place < 3: mayBegin = true
            default: break
            }
        }

        private mutating func goOn(
            _ scalar: Unicode.Scalar, _ place: Int, _ spaceFollows: Bool, _ scalars: [Unicode.Scalar],
            _ mayBegin: inout Bool
        ) {
            switch scalar {
            case ":":
                let afterQuote = place > 0 && (scalars[place - 1] == "\"" || scalars[place - 1] == "'")
                mayBegin = spaceFollows || depth > 0 && afterQuote
            case ",": mayBegin = depth > 0
            case "[" where depth > 0, "{" where depth > 0:
                depth += 1
                mayBegin = true
            case "]" where depth > 0, "}" where depth > 0: depth -= 1
            default: break
            }
        }
    }
}
