/// A machine that answers in a person's name, on channels that have no header to say so, and in mail that leaves it
/// out: "I am driving and will reply later", "Out of office", a carrier's "Message blocked".
///
/// Few sentences, and told as a whole: where a customer says anything of their own trouble, asks, or wants to be rung,
/// a person wrote it. "Now I am driving home and my phone still has no signal" is none.
enum Autoresponder {
    /// In words; nil: nothing looks like one.
    static func sign(in message: Message) -> String? {
        guard message.attachments.isEmpty, message.text.utf8.count <= longest else { return nil }
        let text = TextWords(message.text, most: mostWords)
        guard !text.words.isEmpty, !text.asks, !text.words.contains(where: ownTrouble.contains), !wishes.found(in: text)
        else { return nil }
        if undelivered.found(in: text) { return "it reads as a carrier's notice" }
        if saidAtOnce.found(in: text) { return "it reads as an automatic reply" }
        if away.found(in: text), later.found(in: text) { return "it reads as the automatic reply of somebody away" }
        return nil
    }

    /// Bytes, and words. Nobody's machine says more.
    private static let longest = 1_200
    private static let mostWords = 150

    private static let undelivered = WishPhrases(
        """
        < message blocked|undeliverable|undelivered >
        < message blocking is active >
        < free? msg? unable to send message message? blocking? is? active? >
        < message not|could not? be? delivered|sent >
        < your message was|could|has|cannot|can not? be|been? not? delivered|sent|blocked >
        < mensaje bloqueado|rechazado >
        < mensaje no entregado|enviado >
        < su|tu mensaje no se|ha|pudo pudo|sido|ser? entregado|entregar|enviado|enviar >
        < message bloque|refuse >
        < message non remis|distribue|envoye|delivre >
        < votre message na|nest pas pu|ete? etre? remis|envoye|distribue|delivre >
        < nachricht blockiert >
        < nachricht nicht zugestellt|gesendet|zustellbar >
        < ihre|deine nachricht wurde|konnte nicht zugestellt|gesendet werden? >
        < mensagem bloqueada >
        < mensagem nao entregue|enviada >
        < a? sua|tua mensagem nao foi|pode ser? entregue|enviada >
        < messaggio bloccato >
        < messaggio non consegnato|inviato|recapitato >
        """, after: [])

    /// One sentence that says it all.
    private static let saidAtOnce = WishPhrases(
        """
        < automatic|automated|auto reply|response|answer $
        < autoreply|autoresponse|autoresponder $
        < automatic|automated|auto reply|response re|out|i|im|thank|thanks|hello|your
        < autoreply re|out|i|im|thank|thanks|hello|your
        < this is an? automatic|automated|auto reply|response|message|answer $
        < out of the? office $
        < out of the? office reply|autoreply|automatic|auto|re|until|till|message|notification
        < this mailbox|inbox|account|number|address is not monitored|checked|read|attended
        < this mailbox|inbox|account|number|address isnt monitored|checked|read|attended
        < this mailbox|inbox|account|number|address is unmonitored|unattended
        < this mailbox|inbox|account|number|address does not accept|receive|take replies
        < i am driving right|just? now|currently? >
        < im driving right|just? now|currently? >
        < driving right? now? >
        < respuesta automatica $
        < respuesta automatica estoy|me|gracias|en|re|actualmente
        < este|esta es un|una respuesta|mensaje automatica|automatico $
        < fuera de la? oficina $
        < este|esta buzon|correo|numero|direccion|cuenta no esta|es|se supervisado|supervisada|monitorizado|monitoreado|atendido|atendida|revisa|supervisa|lee
        < estoy|voy conduciendo|manejando ahora? >
        < automatische antwort|nachricht|ruckmeldung|abwesenheitsnotiz $
        < automatische antwort|ruckmeldung ich|vielen|danke|guten|aw|re
        < abwesenheitsnotiz|abwesenheitsmeldung|autoreply
        < dies ist eine automatische|automatisierte antwort|nachricht|email|mail $
        < dieses|diese|dieser postfach|mailbox|nummer|adresse|konto wird nicht uberwacht|gelesen|betreut|abgerufen|gepruft
        < ich fahre gerade|auto|jetzt auto? >
        < ich sitze gerade? am steuer >
        < reponse automatique $
        < reponse automatique je|bonjour|merci|re|actuellement
        < ceci est une? reponse|message automatique $
        < absence|absent|absente du bureau $
        < message dabsence
        < cette boite|adresse aux? lettres|mail|email? nest pas surveillee|consultee|lue|relevee
        < ce numero nest pas surveille|consulte|lu
        < je conduis actuellement|maintenant? >
        < je suis au volant >
        < resposta automatica $
        < resposta automatica estou|obrigado|obrigada|re|de
        < esta e uma resposta|mensagem automatica $
        < fora do escritorio $
        < esta caixa *? *? nao e monitorada|monitorizada|verificada|lida
        < este numero|email nao e monitorado|monitorizado|verificado|lido
        < estou a? conduzir|conduzindo|dirigindo|guiar|guiando agora? >
        < risposta automatica $
        < risposta automatica sono|grazie|re|al
        < questo e un|una messaggio|risposta automatico|automatica $
        < fuori sede|ufficio $
        < questa casella *? *? non e monitorata|presidiata|controllata|letta
        < sto guidando ora|adesso? >
        < sono alla guida >
        """, after: [])

    /// Where they are.
    private static let away = WishPhrases(
        """
        i am|will|shall currently|presently|now|be? out of the? office|country
        im currently|presently|now|just? out of the? office|country
        out of the? office
        i am|will|shall currently|presently|now|be? on annual|parental|maternity|sick? leave|holiday|vacation
        im currently|presently|now? on annual|parental|maternity|sick? leave|holiday|vacation
        i am currently|presently|now? away from my|the office|desk|email|phone|mail
        im currently|presently|now? away from my|the office|desk|email|phone|mail
        i am currently|presently|now|just? driving|travelling|abroad
        im currently|presently|now|just? driving|travelling|abroad
        i am currently|just? in a meeting
        im currently|just? in a meeting
        driving focus turned on
        estoy|voy|estare ahora|actualmente? conduciendo|manejando
        estoy|estare|encuentro ahora|actualmente? fuera|ausente|de
        estoy|estare|encuentro de vacaciones|viaje|baja
        estoy en una reunion
        ich fahre gerade|auto|jetzt
        bin|sitze gerade? am|beim steuer|autofahren|fahren
        ich bin bis|vom|ab|derzeit|zurzeit|zur|momentan|aktuell|heute|gerade *? *? *? *? nicht im|am|in
        ich bin bis|vom|ab|derzeit|zurzeit|zur|momentan|aktuell|heute|gerade *? *? *? *? abwesend|verreist|urlaub
        bin im urlaub
        je conduis
        je suis actuellement? au volant|bureau
        je suis actuellement? en voiture|conges|conge|vacances|reunion|deplacement|train
        je suis|serai actuellement? absent|absente
        estou a? conduzir|conduzindo|dirigindo|guiar|guiando
        estou|estarei fora do|de
        estou|estarei de ferias
        estou|estarei ausente
        estou em uma? reuniao
        sto guidando
        sono alla guida
        sono|saro fuori sede|ufficio|dallufficio
        sono|saro attualmente? in ferie|vacanza|riunione
        sono|saro attualmente? assente
        """)

    /// What they promise for then, or whom one may turn to.
    private static let later = WishPhrases(
        """
        ill|will|shall reply|respond|answer|text|call|get|see|return|read|contact|be|write
        back to you
        back on|in monday|tuesday|wednesday|thursday|friday|the
        limited|no|intermittent|little access to
        on|upon|after my return
        when|once|until i return|stop|arrive|park|get|am
        not receiving notifications
        for|if urgent|urgently
        te|le|les|os respondo|contesto|llamo|escribo|respondere|contestare|llamare|escribire|contacto
        respondere|contestare|llamare|escribire|contactare
        en cuanto pueda|llegue|vuelva|regrese|termine
        cuando llegue|pueda|pare|termine|vuelva|regrese
        a mi regreso|vuelta
        no puedo contestar|responder|atender|hablar|escribir
        melde|antworte|schreibe|rufe mich|ihnen|dir|spater|zuruck|sie|dich
        werde|kann *? *? *? *? *? melden|antworten|zuruckrufen|zuruckmelden|beantworten|schreiben|telefonieren|sprechen
        nach meiner ruckkehr
        in dringenden fallen
        je te|vous rappelle|reponds|rappellerai|repondrai|recontacte|recontacterai|ecris
        des|a que|mon possible|je|retour
        ne peux|puis pas repondre|parler|telephoner
        respondo|respondere|responderei|ligo|ligarei|retorno|retornarei|responder|contacto mais|assim|quando|logo|te|lhe|ja|a|o
        assim que possivel|puder|possa|chegar
        nao posso atender|responder|falar
        ti|vi|la|le richiamo|richiamero|rispondo|rispondero|ricontatto|ricontattero|chiamo
        rispondero|richiamero|ricontattero
        appena possibile|posso|arrivo
        al mio rientro|ritorno
        non posso rispondere|parlare
        """)

    /// They want something of us, so it is they who write.
    private static let wishes = WishPhrases(
        """
        ! call|ring|phone|text|email me|us|back
        want|wanna|like|prefer a|to|another human|person|agent|talk|speak|know|cancel|complain
        ! llamenme|llameme|llamame|llamadme
        ! rufen|ruf|ruft sie|ihr? mich|uns
        ! rappelez|appelez moi
        ! liguemme|ligueme
        me liguem|ligue|telefonem
        ! chiamatemi|richiamatemi|chiamami
        """)

    /// What a customer of ours writes about, and no machine in its owner's name does.
    private static let ownTrouble: Set<String> = Set(
        """
        router modem internet broadband wifi wlan fibre fiber signal coverage landline bill bills invoice refund
        contract outage engineer technician dead broken slow charged useless again still human fire smoke smell sparks
        netz empfang rechnung vertrag leitung anschluss kaputt storung immer techniker rauch feuer brennt
        senal cobertura factura contrato linea averia tecnico roto humo fuego sigue todavia
        reseau signal facture contrat ligne panne technicien fumee feu toujours
        sinal rede fatura linha tecnico avaria fumo fumaca fogo continua
        segnale rete bolletta fattura contratto guasto tecnico fumo fuoco ancora
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
