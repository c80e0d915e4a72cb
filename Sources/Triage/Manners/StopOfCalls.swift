/// "Stop calling me", "don't ring me any more": whoever says so wants nobody of ours to come near them, by telephone
/// least of all. What only complains of it ("your salesmen don't stop calling me") counts too: a call too few is
/// asked for again, a call too many is not taken back.
///
/// A fault is told with the same words ("my phone won't stop ringing me", "scammers keep calling me"): the anchors of
/// `WishPhrase` keep it out. So is a wish for another call: "don't call me before ten", "don't call me, text me".
enum StopOfCalls {
    enum Reading: Hashable, Sendable {
        /// They want to hear nothing of us.
        case everything
        /// They want to be written to instead.
        case callsOnly
    }

    static func reading(_ message: Message) -> Reading? { message.channel == .feed ? nil : reading(message.text) }

    static func reading(_ text: String) -> Reading? {
        let words = TextWords(text, most: mostWords)
        guard phrases.found(in: words), !atAnotherTime.found(in: words) else { return nil }
        return inWriting.found(in: words) ? .callsOnly : .everything
    }

    private static let mostWords = 300
    private static let phrases = WishPhrases(
        english + spanish + german + french + portuguese + italian, macros: macros, after: ["any", "more", "ever"])
    private static let atAnotherTime = WishPhrases(calls, after: [])
    private static let inWriting = WishPhrases(writing, after: [])

    private static let macros = [
        "CING": "calling|ringing|phoning|telephoning",
        "CVB": "call|ring|phone|telephone",
        "CALLS": "calls|phonecalls|callbacks",
    ]

    private static let english = """
        ^ stop|quit|cease CING me|us|this|my
        ^ stop|quit|cease CING $
        ^ stop|quit|cease cold|sales calling me|us
        ^ stop|quit|cease with? all|these|those|the|your sales|cold|marketing|phone|promotional|constant|endless? CALLS $
        ^ stop|quit|cease sales|cold|marketing|phone|telephone CALLS $
        ! dont|donot|never CVB me|us $
        ! dont|donot|never ever CVB me|us $
        ! do not ever? CVB me|us $
        dont|donot want|wish|need you|u|anyone|anybody|somebody|someone|people to CVB me|us $
        do not want|wish|need you|u|anyone|anybody|somebody|someone|people to CVB me|us $
        dont|donot want|wish|like to be|get called|phoned|rung|rang|telephoned $
        do not want|wish|like to be|get called|phoned|rung|rang|telephoned $
        dont|donot want any|your|these|those|more|further|no more|of|further|sales|marketing|phone|telephone? your|these|phone|sales|marketing|telephone? CALLS $
        do not want any|your|these|those|more|further more|of|further|sales|marketing|phone|telephone? your|these|phone|sales|marketing|telephone? CALLS $
        < no more|further sales|phone|telephone|marketing|cold|of? these|your? CALLS from? * >
        < no more|further sales|phone|telephone|marketing|cold|of? these|your? CALLS >
        you|u keep|kept CING me|us $
        you|u keep|kept CING me|us at|every|all|about|from|day|night|since|on|even|while|during|again
        you|u wont|dont|donot|never stop|quit CING me|us
        you|u will|do|would not stop|quit CING me|us
        your *? * keep|keeps|kept CING me|us
        your *? * wont|dont|doesnt|never|cant stop|quit CING me|us
        your *? * do|does|will|can not stop|quit CING me|us
        sick|tired|fed up? of|with your|all|these|the constant|endless|sales|marketing|phone|of? your? CALLS
        sick|tired|fed up? of|with you|your *? CING me|us
        """ + "\n"

    private static let spanish = """
        ! dejen|deje|deja|dejad|paren|pare|para|parad|basta|cesen de llamarme|llamarnos|telefonearme
        ! dejen|deje|deja|dejad|paren|pare|para|parad de llamar $
        no me|nos llamen|llame|llames|llameis mas|nunca|jamas|nuevamente|otra
        no me|nos llamen|llame|llames|llameis $
        no me|nos vuelvan|vuelva|vuelvas|volvais a llamar
        no vuelvan|vuelva|vuelvas|volvais a llamarme|llamarnos
        nunca mas me|nos llamen|llame|llames
        no quiero|deseo mas llamadas
        no quiero|deseo sus|estas|esas|ninguna|vuestras mas? llamadas|llamada
        no quiero|deseo recibir mas|sus|estas|ninguna|vuestras? llamadas|llamada
        no quiero|deseo que me|nos llamen|llame|llames|llameis mas|nunca? $
        no quiero|deseo que me|nos vuelvan|vuelva|vuelvas a llamar
        < no mas llamadas de? * >
        < no mas llamadas >
        < basta de llamadas >
        sus|vuestros|vuestras|tus|ustedes *? no paran|para|dejan|deja|cesan de llamarme|llamarnos|llamar
        sus|vuestros|vuestras|tus|ustedes *? me|nos siguen|sigue llamando
        no paran|dejan|parais|dejais de llamarme|llamarnos sus|vuestros|vuestras|ustedes
        harto|harta|hartos|hartas de sus|vuestras|tus|tantas llamadas
        """ + "\n"

    private static let german = """
        ! rufen|ruf|ruft|telefonieren sie|ihr? mich|uns bitte? nicht|nie|niemals mehr|wieder|nochmal|nochmals|langer an? $
        ! rufen|ruf|ruft sie|ihr? mich|uns bitte? nicht|nie|niemals an $
        ! horen|hor|hort sie|ihr? bitte|endlich? auf mich|uns? bitte|standig|dauernd? anzurufen
        ! horen|hor|hort sie|ihr? bitte|endlich? auf mit den|diesen|euren|ihren anrufen $
        mochte|will|wunsche|wollen|mochten nicht|nie mehr|langer|wieder|mehr angerufen werden
        mochte|will nicht|nie mehr? angerufen werden $
        mochte|will|wunsche|wollen keine anrufe|telefonate mehr|von|bekommen|erhalten
        mochte|will|wunsche|wollen keine weiteren|ihrer|eurer anrufe|telefonate
        < keine anrufe|telefonate|werbeanrufe mehr >
        < keine weiteren anrufe|telefonate|werbeanrufe >
        < nicht mehr|wieder anrufen >
        ! unterlassen|stoppen|lassen sie|ihr? bitte|endlich? die|ihre|diese|eure anrufe|werbeanrufe $
        ihre|eure|sie|ihr *? horen|hort nicht auf mich|uns? standig|dauernd? anzurufen
        ihre|eure *? rufen|ruft mich|uns standig|dauernd|pausenlos|taglich|immerzu
        warum? rufen sie|ihr mich|uns standig|dauernd|pausenlos|immerzu an
        """ + "\n"

    private static let french = """
        ne mappelez|mappelle|mappelles plus|jamais
        ne mappelez|mappelle|mappelles pas $
        ne me|nous telephonez|telephone|rappelez|rappelle|appelez plus|jamais
        ne plus mappeler
        ne plus me|nous appeler|telephoner|rappeler
        ! arretez|arrete|cessez|cesse|stoppez de|d mappeler|telephoner|appeler $
        ! arretez|arrete|cessez|cesse|stoppez de|d mappeler
        ! arretez|arrete|cessez|cesse|stoppez de me|nous telephoner|rappeler|appeler
        ! arretez|arrete|cessez|cesse|stoppez vos|ces|les|tous appels|coups
        veux|souhaite|desire|voudrais plus etre appele|appelee|rappele|rappelee
        ne? veux|souhaite|desire plus dappels|dappel
        ne? veux|souhaite|desire plus recevoir|de|vos|ces|aucun dappels|vos|ces|appels|appel appels?
        veux|souhaite|desire plus que vous|vos|lon|lon * mappeliez|mappelle|mappellent
        veux|souhaite|desire plus quon mappelle
        < plus dappels >
        vos|vous *? narretent|narrete|narretez|cessent|cessez pas? de mappeler|appeler
        vos|vous *? narretent|narrete|narretez pas de me telephoner|rappeler|appeler
        marre|assez de vos|ces appels
        """ + "\n"

    private static let portuguese = """
        ! parem|pare|para|parar|deixem|deixe|deixa de me|nos ligar|telefonar|chamar
        ! parem|pare|para|parar|deixem|deixe|deixa de ligar|telefonar para? mim|me $
        ! parem|pare|para|parar|deixem|deixe|deixa de ligar|telefonar|ligarme|telefonarme $
        nao me|nos liguem|ligue|ligues|telefonem|telefone|telefones mais|nunca|novamente|outra
        nao me|nos liguem|ligue|ligues|telefonem|telefone|telefones de novo
        nao me|nos liguem|ligue|ligues|telefonem|telefone|telefones $
        nao liguem|ligue|telefonem|telefone mais
        nao voltem|volte|voltes a me? ligar|telefonar|ligarme|telefonarme
        nunca mais me|nos liguem|ligue|telefonem|telefone
        nao quero|desejo mais suas|vossas|essas|estas|receber? ligacoes|chamadas|telefonemas
        nao quero|desejo receber|suas|vossas|essas|nenhuma mais|suas|vossas|essas? ligacoes|chamadas|telefonemas|ligacao|chamada
        nao quero|desejo que me|nos liguem|telefonem|ligue|telefone mais? $
        < chega|basta de ligacoes|chamadas|telefonemas >
        < nao|nem mais ligacoes|chamadas|telefonemas >
        < mais nenhuma ligacao|chamada >
        seus|suas|vossos|vossas|voces *? nao param|deixam de me? ligar|telefonar
        """ + "\n"

    private static let italian = """
        ! smettetela|smettila|smetta|smettete|smetti|piantatela|piantala|finitela|basta|smettere di chiamarmi|telefonarmi|chiamarci|chiamare|telefonare
        non chiamatemi|chiamarmi|telefonatemi|telefonarmi|richiamatemi|chiamateci piu|mai
        non chiamatemi|chiamarmi|telefonatemi|telefonarmi $
        non mi|ci chiamate|chiami|chiamare|telefonate|telefoni|richiamate piu|mai
        non voglio|desidero piu vostre|ricevere|le|altre? vostre|ricevere|altre? chiamate|telefonate
        non voglio|desidero ricevere|vostre|altre piu|vostre|altre? chiamate|telefonate
        non voglio|desidero piu? essere chiamato|chiamata|ricontattato|ricontattata
        < basta con? le|queste? vostre? chiamate|telefonate >
        < niente|nessuna piu|altre|altra chiamate|telefonate|chiamata|telefonata >
        i|le? vostri|vostre *? non smettono|smette di chiamarmi|telefonarmi|chiamarci
        """ + "\n"

    /// They want to be rung at another time or place: no stop, and the talk reads it.
    private static let calls = """
        ! call|ring|phone|telephone me|us|my|him|her|back|on|at
        ! llamen|llame|llama|llamad a|al|mi|manana
        ! llamenme|llameme|llamame|llamadme
        ! rufen|ruf|ruft sie|ihr? bitte? lieber|stattdessen|meine|meinen|morgen|unter
        sondern morgen|am|um|erst|meine|meinen
        ! appelez|appelle plutot|ma|mon|demain
        ! liguem|ligue|liga para|amanha
        ! chiamate|chiama|chiamatemi mia|mio|domani|invece|piuttosto
        """

    private static let writing = """
        ! text|message|email|mail|sms|whatsapp me|us
        ! write to? me|us
        ! send me|us a|an text|message|sms|email|mail
        rather|instead you? text|texted|email|emailed|write|wrote
        ! escribanme|escribame|escribeme|escribidme|mandenme|mandeme|mandame
        ! schreiben|schreib|schreibt|texten|simsen|mailen sie|ihr? mir|uns
        schreiben|schreibt sie|ihr mir|uns|bitte|lieber
        sondern schreiben|schreib|schreibt|per
        ! ecrivez|ecris moi|plutot
        ! envoyez moi un
        ! escrevam|escreva|escreve|mandem|mande|manda|enviem|envie me|um|uma|mensagem
        ! escrevamme|escrevame|mandemme|mandeme
        ! scrivetemi|scrivimi
        ! mandatemi|mandami un|una
        """
}
