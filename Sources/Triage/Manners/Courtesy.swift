/// Thanks, an okay, an emoji: nothing that wants an answer.
enum Courtesy {
    /// Longer than this nobody thanks without saying something.
    private static let mostWords = 8

    static func asksNothing(_ message: Message) -> Bool {
        guard message.attachments.isEmpty, message.links.isEmpty, !message.text.utf8.contains(UInt8(ascii: "?")) else {
            return false
        }
        // A new letter carries its subject before its words, and both were said.
        let text = TextWords(message.text, most: mostWords + 1)
        guard !text.asks, text.words.count <= mostWords else { return false }
        if text.words.isEmpty { return true }
        return text.words.allSatisfy(words.contains) && text.words.contains(where: telling.contains)
    }

    /// One of these must be there.
    private static let telling: Set<String> = Set(
        """
        thanks thank thx thnx tnx ty tysm cheers ta ok okay okey k kk great perfect fine cool nice lovely brilliant
        awesome super good bye goodbye welcome noted understood solved fixed sorted
        danke dankeschon merci gracias graciñas obrigado obrigada obg valeu grazie bedankt dank dankjewel tack takk tak
        kiitos dzieki dziekuje tesekkurler sagol спасибо благодарю ευχαριστω תודה شكرا ありがとう 谢谢 謝謝 감사합니다
        vale perfecto genial entendido perfeito otimo beleza combinado perfetto ottimo bene parfait super daccord
        christmas xmas weihnachten navidad noel natal natale easter ostern pascua paques pasqua pascoa
        prima klasse alles passt geht verstanden tschuss ciao adios tchau doei
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    private static let words: Set<String> = telling.union(
        """
        you u so very much a lot lots for the your help all many again kindly sir madam team guys everyone that this it
        is was now works working got and y und et e en vielen herzlichen besten lieben schonen schon sehr gut ihnen dir euch
        fur die ihre hilfe beaucoup bien de por todo muchas mil la ayuda muito pela ajuda mille tante il vostro aiuto
        to merry happy season new year neues jahr frohe frohes feliz felices joyeux bom buon ano nuevo novo anno
        je u wel hartelijk noch einen tag abend day evening night nice have good schones wochenende weekend
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
