/// Sentences by which people ask not to be written to any more.
///
/// The anchors of `WishPhrase` are what keeps "it won't stop ringing me" and "keine SMS mehr seit gestern" out: a fault
/// told with the same words.
enum StopPhrases {
    static func found(in text: TextWords) -> Bool { phrases.found(in: text) }

    private static let phrases = WishPhrases(lines, macros: macros)

    /// What is written to people, in each language.
    private static let macros = [
        "EN":
            "texts|text|messages|message|msgs|sms|smses|emails|email|mails|mail|notifications|alerts|reminders|newsletters|newsletter|spam|stuff|things",
        "FR": "sms|textos|texto|messages|message|mails|mail|emails|email|courriels|notifications|rien|spam",
        "DE": "sms|nachrichten|nachricht|mails|mail|emails|email|texte|benachrichtigungen|werbung",
        "ES": "sms|mensajes|mensaje|correos|correo|emails|mails|textos|notificaciones|nada|publicidad",
        "PT": "sms|mensagens|mensagem|emails|email|textos|torpedos|notificacoes|nada",
        "IT": "sms|messaggi|messaggio|mail|email|notifiche|nulla|niente",
        "NL": "sms|smsjes|smsen|berichten|bericht|berichtjes|mails|mail|emails|mailtjes|meldingen",
    ]

    private static let lines = english + french + german + spanish + portuguese + italian + northern

    private static let english = """
        ^ stop|quit|cease|discontinue texting|messaging|emailing|mailing|contacting|spamming|pestering|harassing|bothering|smsing|dming me|us|this|my?
        ^ stop|quit|cease texting|messaging|emailing|contacting|spamming|pestering|harassing $
        ^ stop|quit|cease writing to? me|us
        ^ stop|cease sending me|us? any|all|these|those|your|the|such? EN
        ^ stop|cease sending me|us? these|those $
        ^ stop|cease all? contact|communication|communications $
        ^ stop|cease all|these|those|your|the texts|messages|emails|sms|notifications $
        ! dont|donot|never text|message|email|contact|sms|dm|msg me|us $
        ! do not text|message|email|contact|sms|dm|msg me|us $
        ! dont|never write|send to? me|us|this? anything|EN? $
        ! do not ever? write|send to? me|us anything|EN? $
        < no more|further EN from? * >
        < no more|further EN >
        ! take|remove|delete|get me off|from your|the|this|that|all|any list|lists|database|mailinglist|mailing
        ! take|remove|delete|drop|erase my? number|details|contact from|off your|the|this|that list|lists|database|system|records
        ! remove|delete|take|drop my number $
        ! take me off $
        ! unsubscribe me $
        ! unsubscribe me from your|these|those|this|all|the|any EN|list|lists
        want|wish|like to unsubscribe $
        want|wish|like to unsubscribe from your|these|those|this|all|the|any EN|list|lists
        want|wish|like to opt out $
        want|wish|like to opt out of|from your|these|those|this|all|the|any EN|list|lists
        ! opt me out
        i opt out $
        i am|im opting out $
        i no longer|nolonger want|wish|desire|care to receive|get any|your|these|those|the|more? EN
        i no longer|nolonger want|wish your|these|those|any EN
        dont|donot want|wish to? receive|get|any|your|these|more any|your|these|more|further? EN from? $
        do not want|wish to receive|get any|your|these|more|further? EN
        do not want|wish any|your|these|more|further more|of? EN
        dont|donot|not want|wish to be contacted|texted|messaged|emailed $
        ! leave me alone $
        ! stop bugging|annoying me $
        """ + "\n"

    private static let french = """
        ! arretez|arrete|cessez|cesse|stoppez|veuillez arreter|cesser? de|d mecrire|menvoyer|me me? *? $
        ! arretez|arrete|cessez|cesse|stoppez de mecrire|mecrire|menvoyer
        ! arretez|arrete|cessez|cesse|stoppez de me contacter|texter|spammer|harceler|deranger|solliciter|relancer|ecrire
        ! arretez|arrete|cessez|cesse|stoppez vos|ces|les|tous? FR $
        ne mecrivez|mecris plus $
        ne me contactez|contacte|textez|texte|relancez|sollicitez|derangez plus $
        ne menvoyez|menvoie plus de|d|vos|ces|rien|aucun? FR
        ne menvoyez|menvoie plus rien $
        ne plus me contacter|texter|ecrire|solliciter|deranger
        ne plus mecrire|menvoyer
        veux|souhaite|desire|voudrais plus recevoir
        ne veux|souhaite plus de|vos|ces|aucun vos|ces? FR
        ! laissez|laisse moi tranquille|en paix?
        ! retirez|retire|enlevez|supprimez|effacez moi|mon numero? de|d vos|votre|la|cette|toutes? liste|listes|base|fichier|fichiers
        ! retirez|supprimez|effacez mon numero $
        ! desabonnez|desinscrivez|desabonne|desinscris moi
        < plus de|d FR svp|merci|stp >
        """ + "\n"

    private static let german = """
        ! schreiben|schreib|schreibt|simsen|texten sie|ihr? mir|mich bitte? nicht|nie|nichts mehr|wieder
        ! kontaktieren|kontaktier|kontaktiert|belastigen|belastigt|nerven|nervt sie|ihr? mich|mir bitte? nicht|nie mehr|wieder|langer
        ! horen|hore|hor|hort sie|ihr? bitte|endlich|sofort|doch|jetzt? auf mir|mich|uns|damit bitte|immer|standig? DE|zu? *? *?
        ! schicken|schick|schickt|senden|sende|sendet sie|ihr? mir bitte? keine|keinen|nichts weiteren|weitere? DE? mehr? $
        ! schicken|senden sie mir bitte? nichts mehr
        < keine DE mehr >
        < keine weiteren|weitere DE >
        mochte|will|wunsche keine weiteren|weitere|eurer|ihrer? DE mehr|von|erhalten|bekommen
        mochte|will nicht mehr kontaktiert|angeschrieben|belastigt werden
        mochte|will nichts mehr von ihnen|euch horen|lesen|bekommen|erhalten
        ! lassen|lass|lasst sie|ihr? mich bitte|endlich? in ruhe|frieden
        ! streichen|streich|streicht|nehmen|nehmt|loschen|loscht|entfernen|entfernt sie|ihr? mich|meine? nummer? bitte? aus|von dem|der|ihrem|ihrer|eurem|eurer? verteiler|liste|datenbank|mailingliste
        ! loschen|loscht sie|ihr? bitte? meine nummer $
        """ + "\n"

    private static let spanish = """
        no me escriban|escriba|escribas|escribais|contacten|contacte|contactes|molesten|moleste|molestes mas
        no me manden|mande|mandes|mandeis|envien|envie|envies|envieis mas|nada|ningun mas? ES? $
        no me manden|mande|mandes|envien|envie|envies ES $
        ! dejen|deje|deja|dejad|paren|pare|para|parad de escribirme|mandarme|enviarme|contactarme|molestarme|acosarme|spamearme|textearme
        no quiero|deseo recibir mas|sus|estos|ningun|nada
        no quiero|deseo mas|sus|estos sus|estos? ES
        no quiero|deseo que me escriban|contacten|manden|envien|molesten
        ! dejenme|dejeme|dejame|dejadme en paz|tranquilo|tranquila
        ! borrenme|borreme|borrame|quitenme|quiteme|quitame|saquenme|saqueme|sacame|eliminenme|elimineme de la|su|esta|sus|tu lista|listas|base
        ! borren|quiten|eliminen mi numero $
        < no mas ES >
        ! denme|deme|dame de baja de los|sus|estos|la ES|lista
        """ + "\n"

    private static let portuguese = """
        ! parem|pare|para|parar|deixem|deixe de me mandar|enviar|escrever|contatar|contactar|incomodar|perturbar|chatear|spamar
        ! parem|pare|para|parar|deixem|deixe de mandar|enviar mais|me|essas|estas? PT
        nao me mandem|mande|mandes|enviem|envie|envies mais|nada mais? PT? $
        nao me escrevam|escreva|contatem|contate|contactem|contacte|incomodem|incomode|perturbem mais
        nao quero|desejo mais receber|suas|essas|estas|PT
        nao quero|desejo receber mais|suas|essas|estas|nada
        ! me? deixem|deixe|deixa me? em paz
        ! removam|remova|retirem|retire|tirem|tire|apaguem|apague me|o|meu meu? numero? da|de|desta|dessa|vossa|sua sua|vossa? lista|listas|base
        < chega de PT >
        """ + "\n"

    private static let italian = """
        ! smettetela|smettila|smetta|smettete|smetti|piantatela|piantala|finitela di scrivermi|mandarmi|inviarmi|contattarmi|disturbarmi|messaggiarmi|spammarmi
        non scrivetemi|scrivermi|mandatemi|mandarmi|inviatemi|inviarmi|contattatemi|contattarmi|disturbatemi piu
        non mi scrivete|scriva|scrivere|mandate|mandi|inviate|invii|contattate|contatti|disturbate piu
        non voglio|desidero piu ricevere|vostri|IT
        non voglio|desidero ricevere piu|vostri|altri
        < basta con? i|gli? vostri? IT >
        ! lasciatemi|lasciami in pace
        ! toglietemi|toglimi|rimuovetemi|rimuovimi|cancellatemi dalla|dalle|da vostra|vostre|questa|quella? lista|liste|database
        ! cancellate|rimuovete il mio numero $
        """ + "\n"

    private static let northern = """
        ! stop met sms|smsen|smsjes|smssen|berichten|berichtjes|mailen|mails|appen|sturen|contact|schrijven
        ! stuur|sturen|zend mij|me|ons aub|alstublieft? geen|niets NL? meer $
        ! schrijf|contacteer|mail|sms|app mij|me niet meer
        wil geen NL meer
        < geen NL meer >
        ! haal|verwijder mij|me|mijn nummer? van|uit de|jullie|uw|deze lijst|bestand|database
        ! laat mij|me met rust
        ! sluta skicka|smsa|skriva|kontakta|mejla|stora
        ! skriv|skicka inte till? mig? *? mer|langre
        ! lat mig vara
        ! hold op|opp med a|at skrive|sende|kontakte
        ! prosze? przestancie|przestan|prosze nie? pisac|wysylac|kontaktowac
        ! nie piszcie|wysylajcie|piszciedo wiecej|mi|do
        """
}
