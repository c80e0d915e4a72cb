import Triage

extension Verdict {
    /// One line of `earshot judge --json`, written without building it as a value first: this is what a stream
    /// of hundreds of thousands a second is made of. Keys as scripts rely on them.
    /// - Parameter id: as whoever asked calls the message.
    func write(id: JSON, into bytes: inout [UInt8]) {
        bytes.write("{\"id\":")
        id.write(into: &bytes)
        bytes.write(isHot ? ",\"hot\":true,\"heat\":" : ",\"hot\":false,\"heat\":")
        bytes.write(heat)
        bytes.write(",\"severity\":")
        if let severity { bytes.write(quoted: severity.rawValue) } else { bytes.write("null") }
        bytes.write(",\"sentiment\":")
        sentiment.write(into: &bytes)
        bytes.write(",\"complaint\":")
        if let complaint { bytes.write(complaint, places: 4) } else { bytes.write("null") }
        bytes.write(",\"language\":")
        bytes.write(quoted: language)
        bytes.write(",\"reasons\":")
        Reason.write(reasons, into: &bytes)
        if !shadowed.isEmpty {
            bytes.write(",\"shadow\":")
            Reason.write(shadowed, into: &bytes)
        }
        bytes.write("}")
    }
}

extension Sentiment {
    fileprivate func write(into bytes: inout [UInt8]) {
        bytes.write("{\"label\":")
        bytes.write(quoted: label.rawValue)
        bytes.write(",\"compound\":")
        bytes.write(compound, places: 4)
        bytes.write(",\"confidence\":")
        bytes.write(confidence, places: 2)
        bytes.write("}")
    }
}

extension Reason {
    fileprivate static func write(_ reasons: [Reason], into bytes: inout [UInt8]) {
        bytes.write("[")
        for place in reasons.indices {
            if place > 0 { bytes.write(",") }
            reasons[place].write(into: &bytes)
        }
        bytes.write("]")
    }

    private func write(into bytes: inout [UInt8]) {
        bytes.write("{\"rule\":")
        bytes.write(quoted: rule)
        bytes.write(",\"file\":")
        bytes.write(quoted: file)
        bytes.write(",\"line\":")
        bytes.write(line)
        bytes.write(",\"score\":")
        bytes.write(score)
        bytes.write(",\"matches\":[")
        for place in matches.indices.prefix(Self.matchLimit) {
            if place > 0 { bytes.write(",") }
            matches[place].write(into: &bytes)
        }
        bytes.write("]")
        let rest = more + max(0, matches.count - Self.matchLimit)
        if rest > 0 {
            bytes.write(",\"more\":")
            bytes.write(rest)
        }
        bytes.write("}")
    }
}

extension Reason.Match {
    fileprivate func write(into bytes: inout [UInt8]) {
        bytes.write("{\"text\":")
        bytes.write(quoted: text)
        bytes.write(",\"start\":")
        bytes.write(start)
        bytes.write(",\"end\":")
        bytes.write(end)
        if zone != .text {
            bytes.write(",\"in\":")
            bytes.write(quoted: zone.rawValue)
        }
        bytes.write("}")
    }
}

extension [UInt8] {
    fileprivate mutating func write(_ words: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount))
    }

    fileprivate mutating func write(quoted text: String) { JSON.quote(text, into: &self) }

    fileprivate mutating func write(_ value: Int) {
        guard value >= 0, value < 10 else { return append(contentsOf: String(value).utf8) }
        append(UInt8(ascii: "0") + UInt8(value))
    }

    /// Rounded, as `Double.rounded(places:)` would be written: scores lie between -1 and 1, of which the digits
    /// are known sooner than those of any number.
    fileprivate mutating func write(_ value: Double, places: Int) {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard scaled.magnitude < 1e9 else {
            JSON.number(value.rounded(places: places)).write(into: &self)
            return
        }
        if scaled.sign == .minus { append(UInt8(ascii: "-")) }
        var divisor = Int(scale)
        write(Int(scaled.magnitude) / divisor)
        append(UInt8(ascii: "."))
        var rest = Int(scaled.magnitude) % divisor
        repeat {
            divisor /= 10
            append(UInt8(ascii: "0") + UInt8(rest / divisor))
            rest %= divisor
        } while rest > 0
    }
}
