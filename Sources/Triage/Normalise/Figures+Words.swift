/// Words that figures are written with, folded, in English, German, French, Spanish, Italian and Portuguese.
extension Figures {
    static let codes: Set<String> = words(
        """
        usd eur gbp chf jpy cny rmb inr rs brl mxn ars clp cop aud cad nzd zar sek nok dkk pln czk huf ron try tl rub
        krw sgd hkd thb aed sar ils ngn kes egp
        """)

    static let currencies: Set<String> = words(
        """
        euro euros dollar dollars dólar dólares dollari dollaro pound pounds quid buck bucks fiver tenner pence penny
        cent cents cts centimes centavos centesimi céntimos cêntimos libra libras sterling pfund livres sterline franken
        francs franchi francos rappen yen yuan rupee rupees real reais reales peso pesos lira liras lire krona kronor
        krone kroner kr zloty zł forint ruble rubles rouble roubles rand won 円 元 块 원
        """)

    /// Behind digits in the same word.
    static let small: Set<String> = ["p", "eur", "usd", "gbp", "chf", "euro", "euros", "quid"]

    static let multipliers: Set<String> = words(
        """
        k m bn tn mn mio mrd grand thousand million millions billion billions tausend millionen milliarde milliarden
        mille milliard milliards mil millón millones mila milione milioni miliardo miliardi milhão milhões milhares
        """)

    static let months: Set<String> = words(
        """
        january february march april may june july august september october november december
        jan feb mar apr jun jul aug sep sept oct nov dec
        januar jänner februar märz mai juni juli oktober dezember mär okt dez
        janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil déc
        enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
        ene abr ago dic
        gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre gen mag giu lug set ott
        janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev out
        """)

    static let ordinals: Set<String> = ["st", "nd", "rd", "th", "er", "ère", "º", "ª", "o", "a", "e"]
    /// Between the day and the month.
    static let joiners: Set<String> = ["of", "de", "di", "do", "del"]

    /// A number and a measure, not an order.
    static let units: Set<String> = words(
        "km kg mg cm mm ml mb gb kb tb mah mbps kbps gbps hz mhz ghz px th st nd rd am pm kwh mph kmh usd eur gbp chf")

    static let introductions: Set<String> = words(
        """
        order orders no nr num number ref reference case ticket booking invoice tracking account
        bestellung bestellnummer auftrag auftragsnummer nummer referenz rechnung vorgang kundennummer
        commande numéro numero n référence facture dossier
        pedido número orden referencia factura
        ordine riferimento fattura pratica
        encomenda referência fatura
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
