import Triage

extension Verdict {
    /// One line of `earshot judge --json`, written without building it as a value first: this is what a stream
    /// of hundreds of thousands a second is made of. Keys as scripts rely on them.
    /// - Parameter id: as whoever asked calls the message.
    func write(id: JSON, into bytes: inout [UInt8]) {
        bytes.append(contentsOf: "{\"id\":".utf8)
        id.write(into: &bytes)
        bytes.append(contentsOf: (isHot ? ",\"hot\":true,\"heat\":" : ",\"hot\":false,\"heat\":").utf8)
        bytes.append(contentsOf: String(heat).utf8)
        bytes.append(contentsOf: ",\"severity\":".utf8)
        JSON.text(severity?.rawValue).write(into: &bytes)
        bytes.append(contentsOf: ",\"sentiment\":".utf8)
        sentiment.json.write(into: &bytes)
        bytes.append(contentsOf: ",\"complaint\":".utf8)
        (complaint.map { JSON.number($0.rounded(places: 4)) } ?? .null).write(into: &bytes)
        bytes.append(contentsOf: ",\"language\":".utf8)
        JSON.text(language).write(into: &bytes)
        bytes.append(contentsOf: ",\"reasons\":[".utf8)
        for (place, reason) in reasons.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            reason.json.write(into: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
        if !shadowed.isEmpty {
            bytes.append(contentsOf: ",\"shadow\":".utf8)
            JSON.list(shadowed.map(\.json)).write(into: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
