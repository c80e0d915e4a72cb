/// Sums, dates, times, numbers of telephones and orders as people type them, found from one word of a text
/// on. Looks a few words ahead and never further, so that reading a text stays linear.
///
/// Every answer is how many words belong to what was found, 0 for nothing.
struct Figures {
    private let text: UnsafeBufferPointer<UInt8>
    private let tokens: UnsafeMutableBufferPointer<Token>
    private let folded: UnsafeMutablePointer<UInt8>

    /// The pointers must outlive this value; a workbench makes one for one text.
    init(
        _ text: UnsafeBufferPointer<UInt8>, _ tokens: UnsafeMutableBufferPointer<Token>,
        _ folded: UnsafeMutablePointer<UInt8>
    ) {
        self.text = text
        self.tokens = tokens
        self.folded = folded
    }

    /// May a figure begin here? Asked of every word, so that the rest is asked of few.
    func mayBegin(at index: Int) -> Bool {
        let traits = tokens[index].traits
        if !traits.isDisjoint(with: [.digit, .link]) { return true }
        return index + 1 < tokens.count && tokens[index + 1].traits.contains(.digit)
            && traits.isDisjoint(with: [.handle, .face, .endless])
    }

    // MARK: links

    func email(at index: Int) -> Int { isLink(index) && hasAt(index) ? 1 : 0 }
    func url(at index: Int) -> Int { isLink(index) && !hasAt(index) ? 1 : 0 }

    private func isLink(_ index: Int) -> Bool { tokens[index].traits.contains(.link) }

    /// An `@` with no `://` before it.
    private func hasAt(_ index: Int) -> Bool {
        for place in Int(tokens[index].start)..<Int(tokens[index].end) {
            if text[place] == UInt8(ascii: "@") { return true }
            if text[place] == UInt8(ascii: "/") { return false }
        }
        return false
    }

    // MARK: numbers

    /// `42`, `1.234,56`, `12 000`, `3.5k`.
    func number(at index: Int) -> Int { isInside(index) ? 0 : amount(at: index) }

    /// The word is the later part of a number: the 50 of 12.50, the 000 of 12 000.
    private func isInside(_ index: Int) -> Bool {
        guard index > 0, let sign = joint(index - 1), let before = digits(index - 1, atMost: 15) else { return false }
        return sign == "." || sign == "," || sign == "'"
            || sign == " " && before <= 3 && digits(index, atMost: 3) == 3
    }

    private func amount(at index: Int) -> Int {
        guard let first = digits(index, atMost: 15) else { return isMultiplied(index) ? 1 : 0 }
        var end = index + 1
        var grouped = first <= 3
        while grouped, end < tokens.count, digits(end, atMost: 3) == 3, let sign = joint(end - 1),
            sign == "." || sign == "," || sign == "'" || sign == " "
        {
            end += 1
        }
        grouped = end > index + 1
        // A part behind the point; not where the point already parted thousands.
        if end < tokens.count, let sign = joint(end - 1), sign == "." || sign == ",",
            !grouped || sign != joint(index)
        {
            if digits(end, atMost: 6) != nil || isMultiplied(end) { end += 1 }
        }
        // 12.05.2026 or 10.0.0.1 is no number.
        if end < tokens.count, let sign = joint(end - 1), sign == "." || sign == "/" || sign == ":" || sign == "-",
            tokens[end].traits.contains(.digit)
        {
            return 0
        }
        return end - index
    }

    /// `3k`, `20m`.
    private func isMultiplied(_ index: Int) -> Bool {
        guard let (digits, rest) = parted(index) else { return false }
        return digits > 0 && Self.multipliers.contains(rest)
    }

    // MARK: money

    /// `£12.50`, `12,50 €`, `USD 300`, `2 million dollars`, `50p`.
    func money(at index: Int) -> Int {
        if !tokens[index].traits.contains(.digit) {
            guard Self.codes.contains(word(index)), index + 1 < tokens.count, gap(index) <= 2 else { return 0 }
            let amount = number(at: index + 1)
            return amount == 0 ? 0 : 1 + amount
        }
        if isInside(index) { return 0 }
        if let (digits, rest) = parted(index), digits > 0, Self.small.contains(rest) { return 1 }
        let amount = number(at: index)
        guard amount > 0 else { return 0 }
        var end = index + amount
        if end < tokens.count, gap(end - 1) <= 2, Self.multipliers.contains(word(end)) { end += 1 }
        if hasSign(before: Int(tokens[index].start)) || hasSign(behind: Int(tokens[end - 1].end)) { return end - index }
        guard end < tokens.count, gap(end - 1) <= 2 else { return 0 }
        let next = word(end)
        return Self.codes.contains(next) || Self.currencies.contains(next) ? end + 1 - index : 0
    }

    /// A currency sign, with at most one space between.
    private func hasSign(before place: Int) -> Bool {
        var place = place
        if place > 0, text[place - 1] == UInt8(ascii: " ") { place -= 1 }
        for width in 1...3 where place >= width && isSign(place - width, width) { return true }
        return false
    }

    private func hasSign(behind place: Int) -> Bool {
        var place = place
        if place < text.count, text[place] == UInt8(ascii: " ") { place += 1 }
        // A no-break space.
        if place + 1 < text.count, text[place] == 0xC2, text[place + 1] == 0xA0 { place += 2 }
        for width in 1...3 where place + width <= text.count && isSign(place, width) { return true }
        return false
    }

    private func isSign(_ place: Int, _ width: Int) -> Bool {
        let (scalar, found) = Reading.scalar(text, at: place)
        guard found == width else { return false }
        switch scalar.value {
        case 0x24, 0xA2...0xA5, 0x58F, 0x60B, 0xE3F, 0x20A0...0x20C0, 0xFF04, 0xFFE1, 0xFFE5: return true
        default: return false
        }
    }

    // MARK: dates and times

    /// `12/03/2026`, `2026-05-03`, `3rd of May`, `5. Mai`, `May 5, 2026`, `5 de mayo de 2026`, `5月3日`.
    func date(at index: Int) -> Int {
        if !tokens[index].traits.contains(.digit) {
            guard Self.months.contains(word(index)), index + 1 < tokens.count, gap(index) <= 2, isDay(index + 1)
            else { return 0 }
            return withYear(index + 2) - index
        }
        let numeric = numericDate(at: index)
        if numeric > 0 { return numeric }
        guard isDay(index) else { return 0 }
        var next = index + 1
        guard next < tokens.count, gap(index) <= 2 else { return 0 }
        if Self.joiners.contains(word(next)) { next += 1 }
        guard next < tokens.count, Self.months.contains(word(next)) else { return 0 }
        return withYear(next + 1) - index
    }

    private func numericDate(at index: Int) -> Int {
        guard let first = value(index), joint(index - 1) != "/", let sign = joint(index), index + 1 < tokens.count,
            let second = value(index + 1)
        else { return eastern(at: index) }
        guard sign == "/" || sign == "." || sign == "-" else { return 0 }
        let lengths = (tokens[index].length, tokens[index + 1].length)
        if index + 2 < tokens.count, joint(index + 1) == sign, let third = value(index + 2) {
            let last = tokens[index + 2].length
            if lengths.0 == 4 {
                return isDayAndMonth(third, second) && (1900...2199).contains(first) ? 3 : 0
            }
            guard lengths.0 <= 2, lengths.1 <= 2, last == 2 || last == 4 && (1900...2199).contains(third) else {
                return 0
            }
            // A fourth part makes an address of it: 10.0.0.10
            if index + 3 < tokens.count, joint(index + 2) == sign, value(index + 3) != nil { return 0 }
            return isDayAndMonth(first, second) || isDayAndMonth(second, first) ? 3 : 0
        }
        // Two parts alone are often a fraction or an hour; with two digits each they are a day and a month.
        guard sign == "/", lengths.0 == 2, lengths.1 == 2 else { return 0 }
        return isDayAndMonth(first, second) || isDayAndMonth(second, first) ? 2 : 0
    }

    /// `2026年5月3日`, `5月3日`.
    private func eastern(at index: Int) -> Int {
        func part(_ place: Int, _ sign: String) -> Bool {
            place + 1 < tokens.count && value(place) != nil && gap(place) == 0 && word(place + 1) == sign
        }
        let year = part(index, "年") ? 2 : 0
        guard part(index + year, "月") else { return 0 }
        return part(index + year + 2, "日") ? year + 4 : 0
    }

    private func isDayAndMonth(_ day: Int, _ month: Int) -> Bool { (1...31).contains(day) && (1...12).contains(month) }

    /// `5`, `5th`, `1er`.
    private func isDay(_ index: Int) -> Bool {
        guard let (digits, rest) = parted(index), digits == 1 || digits == 2 else { return false }
        guard rest.isEmpty || Self.ordinals.contains(rest) else { return false }
        return (1...31).contains(leading(index, digits))
    }

    private func withYear(_ next: Int) -> Int {
        guard next < tokens.count, gap(next - 1) <= 2 else { return next }
        let at = ["de", "del", "do"].contains(word(next)) ? next + 1 : next
        guard at < tokens.count, tokens[at].length == 4, let year = value(at), (1900...2199).contains(year)
        else { return next }
        return at + 1
    }

    /// `10am`, `7 p.m.`, `14:30`, `10.30 Uhr`, `14h30`, `3 o'clock`.
    func time(at index: Int) -> Int {
        guard joint(index - 1) != ":", let (digits, rest) = parted(index), digits == 1 || digits == 2 else { return 0 }
        let hour = leading(index, digits)
        guard hour <= 24 else { return 0 }
        if !rest.isEmpty {
            if rest == "am" || rest == "pm" { return (1...12).contains(hour) ? 1 : 0 }
            return rest == "h" || rest == "uhr" || isHourAndMinutes(rest) ? 1 : 0
        }
        var end = index + 1
        var hasMinutes = false
        if end < tokens.count, let sign = joint(index), sign == ":" || sign == ".",
            let (more, suffix) = parted(end), more == 2, leading(end, more) < 60
        {
            if suffix == "am" || suffix == "pm" || suffix == "h" || suffix == "uhr" { return 2 }
            guard suffix.isEmpty else { return 0 }
            hasMinutes = sign == ":"
            end += 1
            if hasMinutes, end < tokens.count, joint(end - 1) == ":" {
                guard let seconds = value(end), tokens[end].length == 2, seconds < 60 else { return 0 }
                end += 1
            }
        }
        if end < tokens.count, gap(end - 1) <= 1 {
            let next = word(end)
            if ["am", "pm", "uhr", "oclock", "h"].contains(next) { return end + 1 - index }
            if next == "a" || next == "p", end + 1 < tokens.count, joint(end) == ".", word(end + 1) == "m" {
                return end + 2 - index
            }
        }
        return hasMinutes ? end - index : 0
    }

    /// The rest of `14h30`.
    private func isHourAndMinutes(_ rest: String) -> Bool {
        let minutes = rest.utf8.dropFirst()
        return rest.utf8.first == UInt8(ascii: "h") && minutes.count == 2
            && minutes.allSatisfy { (0x30...0x39).contains($0) } && (minutes.first ?? 0) < 0x36
    }

    // MARK: telephones and orders

    /// Seven to fifteen digits in groups: `+44 20 7946 0958`, `(0)89-12345`, `5550123`.
    func phone(at index: Int) -> Int {
        guard value(index) != nil || (digits(index, atMost: 15) ?? 0) > 0 else { return 0 }
        if index > 0, isGroup(index - 1, before: index) { return 0 }
        var count = 0
        var end = index
        while end < tokens.count, end - index < 12, let more = digits(end, atMost: 15),
            end == index || isGroup(end - 1, before: end)
        {
            count += more
            guard count <= 15 else { return 0 }
            end += 1
        }
        guard count >= 7, date(at: index) == 0 else { return 0 }
        // A sum with its thousands parted is no telephone.
        let isSum = end - index > 1 && number(at: index) == end - index
        return isSum && (tokens[index].start == 0 || text[Int(tokens[index].start) - 1] != UInt8(ascii: "+"))
            ? 0 : end - index
    }

    /// Two words of digits with nothing but what parts a telephone number between them.
    private func isGroup(_ left: Int, before right: Int) -> Bool {
        guard digits(left, atMost: 15) != nil else { return false }
        let start = Int(tokens[left].end)
        let end = Int(tokens[right].start)
        guard end > start, end - start <= 3 else { return false }
        return (start..<end).allSatisfy { " -./()".utf8.contains(text[$0]) }
    }

    /// `QF-123456`, `1Z999AA1`, `#20231`, and digits behind "order", "no", "ref".
    func order(at index: Int) -> Int {
        if index > 0, joint(index - 1) == "-" { return 0 }
        var end = index
        var length = 0
        var digits = 0
        var letters = 0
        while end < tokens.count, end - index < 8, tokens[end].traits.isDisjoint(with: [.handle, .face, .link, .wide]),
            end == index || joint(end - 1) == "-"
        {
            for place in 0..<Int(tokens[end].length) {
                if (0x30...0x39).contains(byte(end, place)) { digits += 1 } else { letters += 1 }
            }
            length += Int(tokens[end].length)
            guard length <= 20 else { return 0 }
            end += 1
        }
        if letters > 0, digits >= 3, length >= 6 {
            if let (_, rest) = parted(index), end == index + 1, Self.units.contains(rest) { return 0 }
            return end - index
        }
        guard letters == 0, digits >= 4 else { return 0 }
        if tokens[index].traits.contains(.tag) { return end - index }
        guard index > 0, Self.introductions.contains(word(index - 1)) else { return 0 }
        let start = Int(tokens[index - 1].end)
        let between = start..<Int(tokens[index].start)
        return between.count <= 4 && between.allSatisfy { " .:#°º\u{BA}".utf8.contains(text[$0]) } ? end - index : 0
    }

    // MARK: looking at words

    private func byte(_ index: Int, _ place: Int) -> UInt8 { folded[Int(tokens[index].fold) + place] }

    /// Short words alone; a long one is none that figures know.
    private func word(_ index: Int) -> String {
        let token = tokens[index]
        guard token.length <= 24 else { return "" }
        return String(
            decoding: UnsafeBufferPointer(start: folded + Int(token.fold), count: Int(token.length)), as: UTF8.self)
    }

    /// How many digits the word is made of; nil where it is anything else.
    private func digits(_ index: Int, atMost most: Int) -> Int? {
        let token = tokens[index]
        guard token.traits.contains(.digit), token.length <= most else { return nil }
        for place in 0..<Int(token.length) where !(0x30...0x39).contains(byte(index, place)) { return nil }
        return Int(token.length)
    }

    /// A word of up to four digits as a number.
    private func value(_ index: Int) -> Int? {
        guard index < tokens.count, let count = digits(index, atMost: 4) else { return nil }
        return leading(index, count)
    }

    private func leading(_ index: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 * 10 + Int(byte(index, $1) & 0x0F) }
    }

    /// The digits that a word begins with, and what follows them in it.
    private func parted(_ index: Int) -> (digits: Int, rest: String)? {
        let token = tokens[index]
        guard token.traits.contains(.digit), token.length <= 20 else { return nil }
        var count = 0
        while count < Int(token.length), (0x30...0x39).contains(byte(index, count)) { count += 1 }
        let rest = UnsafeBufferPointer(start: folded + Int(token.fold) + count, count: Int(token.length) - count)
        return (count, String(decoding: rest, as: UTF8.self))
    }

    /// Bytes between a word and the next.
    private func gap(_ index: Int) -> Int { Int(tokens[index + 1].start) - Int(tokens[index].end) }

    /// The one character between a word and the next; a narrow or no-break space counts as a space.
    private func joint(_ index: Int) -> Unicode.Scalar? {
        guard index >= 0, index + 1 < tokens.count else { return nil }
        let start = Int(tokens[index].end)
        let width = gap(index)
        guard width >= 1, width <= 3 else { return nil }
        let (scalar, found) = Reading.scalar(text, at: start)
        guard found == width else { return nil }
        switch scalar.value {
        case 0xA0, 0x2009, 0x202F: return " "
        case 0x2019: return "'"
        default: return scalar
        }
    }
}
