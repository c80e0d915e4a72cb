/// The agreed words by which a customer says whether they are written to, each with the language that it is of where
/// it is of one only: whoever writes BAJA is answered in Spanish, and STOP is said everywhere.
///
/// Joined and without accents, as `TextWords` gives them.
struct AgreedWords: Sendable {
    let all: Set<String>
    private let languages: [String: String]

    /// - Parameter lines: `es: alto baja`, the language left out where a word is of several or of none.
    private init(_ lines: String) {
        var all: Set<String> = []
        var languages: [String: String] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let language = parts[0].filter { $0 != " " }
            for word in parts.count > 1 ? parts[1].split(separator: " ") : [] {
                all.insert(String(word))
                if !language.isEmpty { languages[String(word)] = language }
            }
        }
        (self.all, self.languages) = (all, languages)
    }

    func contains(_ word: String) -> Bool { all.contains(word) }

    func language(of word: String) -> String? { languages[word] }

    /// Nothing else, as the subject or the whole text of a mail either.
    static let mailStops = AgreedWords(mail)
    static let stops = AgreedWords(mail + short + cancel)
    static let cancels = AgreedWords(cancel)

    private static let mail = """
        : stop stopall unsubscribe unsub unsubscribeme optout optmeout stoptexts stopsms removeme unsuscribe
        de: stopp abmelden abmeldung abbestellen austragen
        es: desuscribir desuscribirme desuscribirse cancelarsuscripcion bajasms
        fr: arret arrete arretez desabonner desabonnement desinscription desinscrire
        pt: descadastrar cancelarinscricao descadastramento removerme
        it: disiscrivi disiscrivimi cancellami cancellaiscrizione
        nl: afmelden uitschrijven afmeld
        pl: wypisz rezygnuje
        : frameld avregistrera meldmegav odhlasit отписаться отписка ακυρωση διαγραφη
        : 退订 退訂 取消订阅 停止 配信停止 登録解除 수신거부 إيقاف الغاء

        """

    /// Words of a text message, where a mail may mean by them what they say.
    private static let short = """
        : end quit revoke endall quitall pare fin avsluta slutt lopeta koniec konec dur iptal ret стоп хватит
        es: alto baja
        pt: parar sair
        fr: arreter fermer
        de: beenden ende abbrechen
        it: ferma fermare
        nl: afbreken

        """

    private static let cancel = """
        : cancel canceled cancelled cancelar cancela
        fr: annuler annulez
        de: stornieren
        it: annulla annullare

        """

    static let starts = AgreedWords(
        """
        : start unstop yes startall resume subscribe optin si ja inicio iniciar sta starten старт
        fr: oui demarrer
        pt: sim
        es: alta comenzar
        de: anfangen weiter
        it: inizia riprendi
        """)

    /// They take a stop back only where nothing else was asked.
    static let yes: Set<String> = ["yes", "si", "oui", "ja", "sim", "weiter", "sta", "alta"]

    static let helps = AgreedWords(
        """
        : help info hjalp hjelp
        fr: aide aideinfo
        es: ayuda
        de: hilfe
        it: aiuto
        pt: ajuda
        nl: hulp
        pl: pomoc
        """)
}
