/// The words by which mail programs introduce what they quote, in the languages they speak.
enum QuoteWords {
    enum Field: Hashable { case from, sent, to, copy, subject }

    /// The field that a line of a quoted header names: `From: …`, `*De :* …`.
    static func field(of line: Substring) -> Field? {
        var name = ""
        var length = 0
        for character in line {
            if character == ":" || character == "：" {
                while name.last == " " { name.removeLast() }
                return fields[name]
            }
            length += 1
            guard length <= 24 else { return nil }
            if character == "*" || character == "|" || (name.isEmpty && character == " ") { continue }
            name += character == "\u{A0}" ? " " : character.lowercased()
        }
        return nil
    }

    private static let fields: [String: Field] = {
        let words: [(Field, [String])] = [
            (
                .from,
                [
                    "from", "von", "de", "da", "van", "od", "från", "fra", "lähettäjä", "от", "от кого", "kimden",
                    "gönderen", "expéditeur", "remitente", "mittente", "afzender", "发件人", "寄件者", "差出人", "보낸 사람",
                    "feladó", "odesílatel", "від", "de la",
                ]
            ),
            (
                .sent,
                [
                    "sent", "date", "gesendet", "datum", "envoyé", "envoyé le", "date d'envoi", "message du", "enviado",
                    "enviado el", "enviado em", "enviada em", "fecha", "data", "inviato", "verzonden", "wysłano",
                    "wysłane", "skickat", "sendt", "dato", "lähetetty", "päivämäärä", "дата", "отправлено", "tarih",
                    "gönderildi", "发送时间", "日期", "送信日時", "日付", "보낸 날짜", "elküldve", "odesláno", "надіслано", "trimis",
                ]
            ),
            (
                .to,
                [
                    "to", "an", "à", "a", "pour", "para", "aan", "naar", "do", "till", "til", "vastaanottaja", "кому",
                    "kime", "alıcı", "destinataire", "destinatario", "收件人", "收件者", "宛先", "받는 사람", "címzett", "komu",
                ]
            ),
            (.copy, ["cc", "copie à", "copie", "kopie", "kopia", "copia", "kopi", "bcc", "copia per conoscenza"]),
            (
                .subject,
                [
                    "subject", "betreff", "objet", "sujet", "asunto", "oggetto", "assunto", "onderwerp", "temat",
                    "ämne",
                    "emne", "aihe", "тема", "konu", "主题", "主旨", "件名", "제목", "tárgy", "předmět", "subiect",
                ]
            ),
        ]
        var fields: [String: Field] = [:]
        for (field, names) in words { for name in names { fields[name] = field } }
        return fields
    }()

    /// Between dashes, above a message that is quoted as a whole.
    static let originals: Set<String> = forwards.union([
        "original message", "original appointment", "reply message", "original mail", "ursprüngliche nachricht",
        "originalnachricht", "original-nachricht", "message d'origine", "message d’origine", "message original",
        "mail original", "mensaje original", "mensagem original", "messaggio originale", "messaggio da",
        "oorspronkelijk bericht", "originele bericht", "wiadomość oryginalna", "oryginalna wiadomość",
        "ursprungligt meddelande", "originalmeddelande", "oprindelig meddelelse", "opprinnelig melding",
        "alkuperäinen viesti", "исходное сообщение", "orijinal mesaj", "původní zpráva", "eredeti üzenet", "原始邮件",
        "原始郵件", "元のメッセージ",
    ])

    static let forwards: Set<String> = beginnings.union([
        "forwarded message", "forwarded mail", "weitergeleitete nachricht", "message transféré", "message réexpédié",
        "mensaje reenviado", "mensagem encaminhada", "messaggio inoltrato", "doorgestuurd bericht",
        "wiadomość przekazana", "vidarebefordrat meddelande", "videresendt meddelelse", "videresendt melding",
        "välitetty viesti", "пересылаемое сообщение", "yönlendirilmiş mesaj", "转发邮件", "轉寄郵件",
    ])

    /// Lines of Apple's, ended by a colon.
    static let beginnings: Set<String> = [
        "begin forwarded message", "anfang der weitergeleiteten nachricht", "début du message réexpédié",
        "début du message transféré", "inicio del mensaje reenviado", "inizio messaggio inoltrato",
        "inizio del messaggio inoltrato", "início da mensagem encaminhada", "início da mensagem reencaminhada",
        "begin doorgestuurd bericht", "vidarebefordrat brev", "start på videresendt besked",
    ]

    // MARK: “On … wrote:”

    /// Followed by a space, and somewhere after it by a digit.
    private static let openings = [
        "on", "am", "le", "el", "il", "em", "no dia", "op", "dnia", "w dniu", "den", "på", "in data", "il giorno", "a",
        "dňa", "dne", "în", "pe", "vào", "pada", "ons", "tor", "fre", "lör", "sön", "mån", "tis", "tir", "man", "lør",
        "søn", "ma", "ti", "ke", "to", "pe", "la", "su", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di",
        "mi", "do", "fr", "sa", "so", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "pon", "wt", "śr", "czw", "pt",
        "пн", "вт", "ср", "чт", "пт", "сб", "вс",
    ].map { Array($0.utf8) }

    static func startsAttribution(_ line: Substring) -> Bool {
        guard line.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        if let first = line.utf8.first, (0x30...0x39).contains(first) { return true }
        let start = Array(line.prefix(12).lowercased().utf8)
        return openings.contains { opening in
            start.count > opening.count && start.starts(with: opening) && " .,".utf8.contains(start[opening.count])
        }
    }

    /// At the end of the line.
    private static let closings = [
        "wrote", "writes", "said", "schrieb", "schrieb am", "a écrit", "écrit", "escribió", "escribio", "ha escrito",
        "ha scritto", "scrive", "escreveu", "schreef", "het volgende geschreven", "napisał", "napisała",
        "napisał(a)", "pisze", "skrev", "kirjoitti", "написал", "написала", "написал(а)", "написав", "пишет", "yazdı",
        "yazmış", "写道", "寫道", "のメール", "님이 작성", "ezt írta", "napsal", "napsal(a)", "napísal(a)", "a scris", "đã viết",
        "menulis", "έγραψε",
    ]

    /// Before the name, in languages whose verb comes there.
    private static let middles = [
        " schrieb ", " schreef ", " skrev ", " napisał", " kirjoitti ", " escribió ", " wrote ",
    ]

    /// - Parameters:
    ///   - text: a line, trimmed, its pieces joined if it was broken.
    ///   - strong: it must hold a time or an address too.
    static func isAttribution(_ text: String, strong: Bool) -> Bool {
        var lower = text.lowercased()
        var hasColon = false
        while let last = lower.last, last == ":" || last == "：" || last == " " || last == "," {
            if last == ":" || last == "：" { hasColon = true }
            lower.removeLast()
        }
        let hasAddress = lower.contains("@")
        let hasTime = holdsTime(lower)
        guard !strong || hasAddress || hasTime else { return false }
        let starts = startsAttribution(Substring(text))
        if closings.contains(where: { lower.hasSuffix($0) && isWordStart(lower, $0) }) {
            return hasColon || (starts && hasTime)
        }
        // Germanic order: the name comes last. Or no verb at all: a date, a name and an address.
        guard hasTime else { return false }
        if hasColon, starts, middles.contains(where: { lower.contains($0) }) { return true }
        guard starts, hasAddress, lower.hasSuffix(">") else { return false }
        return hasColon || (!strong && lower.utf8.first.map { (0x30...0x39).contains($0) } ?? false)
    }

    private static func isWordStart(_ text: String, _ closing: String) -> Bool {
        let before = text.dropLast(closing.count)
        guard let last = before.last else { return false }
        return !last.isLetter || !(closing.first?.isASCII ?? true)
    }

    /// A year, a time of day or a date in digits.
    private static func holdsTime(_ text: String) -> Bool {
        var run = 0
        var afterMark = false
        for byte in text.utf8 {
            if (0x30...0x39).contains(byte) {
                run += 1
                if run == 2, afterMark { return true }
                if run == 4 { return true }
            } else {
                afterMark =
                    run > 0 && run <= 2
                    && (byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "."))
                run = 0
            }
        }
        return false
    }

    // MARK: Phones

    private static let phoneOpenings = [
        "sent from my ", "sent from mail for ", "sent from outlook", "sent from yahoo", "sent from proton", "sent via ",
        "sent with ", "get outlook for ", "von meinem ", "gesendet von ", "gesendet mit ", "gesendet über ",
        "diese nachricht wurde von meinem ", "envoyé de mon ", "envoyé depuis ", "envoyé à partir de ", "envoyé avec ",
        "obtenir outlook pour", "télécharger outlook pour", "enviado desde ", "enviado de ", "enviado do ",
        "enviado a partir ", "obtener outlook para", "obter o outlook para", "inviato da ", "inviato dal ",
        "scarica outlook per", "ottieni outlook per", "verstuurd vanaf ", "verzonden vanaf ", "verzonden met ",
        "outlook voor ", "wysłane z ", "wysłano z ", "skickat från ", "hämta outlook", "sendt fra ", "hent outlook",
        "lähetetty ", "отправлено с ", "отправлено из ", "iphone'umdan gönderildi", "从我的", "发自我的", "iphoneから送信",
    ]

    /// `Sent from my iPhone`, and not the beginning of a sentence about where one works.
    static func isPhoneSignature(_ line: Substring) -> Bool {
        guard line.utf8.count <= 200 else { return false }
        var lower = line.lowercased()
        if let link = lower.firstIndex(of: "<") { lower = String(lower[..<link]) }
        if let link = lower.range(of: "http") { lower = String(lower[..<link]) }
        guard phoneOpenings.contains(where: { lower.hasPrefix($0) }) else { return false }
        let words = lower.split(separator: " ").count
        return words <= 9 && !lower.contains(", ") && !(lower.hasSuffix(".") && words > 6)
    }
}

extension String {
    /// Where `part` begins.
    fileprivate func range(of part: String) -> String.Index? { utf8.firstRange(of: part.utf8)?.lowerBound }
}
