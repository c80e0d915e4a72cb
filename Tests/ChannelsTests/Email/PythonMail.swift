import Foundation

/// What Python's `email` package makes of mails: an independent reader to hold ours against.
struct PythonMail: Decodable {
    struct Part: Decodable {
        var type: String
        var name: String?
        /// Text parts decoded, line ends LF.
        var text: String?
        var bytes: Int
        /// The parameter of a calendar's type.
        var method: String?
        var charset: String?
        /// As they stand in the mail, decoded from the transfer encoding.
        var hex: String?
    }
    /// Of the containers, outermost first.
    var containers: [String]
    /// Name and decoded value, in order.
    var headers: [[String]]
    var defects: [String]
    var parts: [Part]
    var longestLine: Int
    var bareLineEnds: Int

    func header(_ name: String) -> String? { headers.first { $0[0].lowercased() == name.lowercased() }?[1] }

    /// One Python process for all of them; the readings come in the order of the mails.
    static func read(_ mails: [[UInt8]]) throws -> [PythonMail] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "earshot-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (place, mail) in mails.enumerated() {
            try Data(mail).write(to: folder.appending(path: "\(place).eml"))
        }
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = ["-c", script, folder.path, String(mails.count)]
        let output = folder.appending(path: "answer.json")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        python.standardOutput = try FileHandle(forWritingTo: output)
        try python.run()
        python.waitUntilExit()
        return try JSONDecoder().decode([PythonMail].self, from: Data(contentsOf: output))
    }

    private static let script = #"""
        import email, email.policy, json, re, sys
        answers = []
        for place in range(int(sys.argv[2])):
            raw = open(f"{sys.argv[1]}/{place}.eml", "rb").read()
            mail = email.message_from_bytes(raw, policy=email.policy.SMTP)
            defects = []
            parts = []
            containers = []
            for part in mail.walk():
                defects += [repr(d) for d in part.defects]
                for name, value in part.items():
                    defects += [f"{name}: {d!r}" for d in getattr(value, "defects", ())]
                if part.is_multipart():
                    containers.append(part.get_content_type())
                    continue
                payload = part.get_payload(decode=True)
                parts.append({
                    "type": part.get_content_type(), "name": part.get_filename(), "bytes": len(payload),
                    "method": part.get_param("method"), "charset": part.get_content_charset(),
                    "hex": payload.hex() if part.get_content_subtype() in ("calendar", "ics") else None,
                    "text": part.get_content().replace("\r\n", "\n")
                        if part.get_content_maintype() == "text" else None,
                })
                defects += [repr(d) for d in part.defects]
            answers.append({
                "headers": [[name, str(value)] for name, value in mail.items()], "defects": defects, "parts": parts,
                "containers": containers,
                "longestLine": max(len(line) for line in raw.split(b"\r\n")),
                "bareLineEnds": len(re.findall(rb"\r(?!\n)|(?<!\r)\n", raw)),
            })
        json.dump(answers, sys.stdout)
        """#
}
