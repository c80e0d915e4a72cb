/// What the place of a clock is called in the reader's language: the times of `Europe/London` are those of London,
/// Londres or Londra.
///
/// The places are those by which IANA names its zones; those that are called the same everywhere are not listed.
enum CityNames {
    /// - Parameters:
    ///   - zone: `Europe/London`; of one that is not listed the last part, `America/Boise` is Boise.
    ///   - language: BCP 47; English where we do not speak it.
    static func of(_ zone: String, in language: String) -> String {
        let own = String(language.lowercased().prefix { $0 != "-" && $0 != "_" })
        let last = String(zone.split(separator: "/").last ?? zone[...])
        guard let names = names[last] else { return last.replacing("_", with: " ") }
        return names[columns.firstIndex(of: own) ?? 0]
    }

    private static let columns = ["en", "de", "es", "fr", "it", "pt"]

    /// By the last part of the zone's name, one name for each of `columns`.
    private static let names: [String: [String]] = {
        var names: [String: [String]] = [:]
        for line in table.split(separator: "\n") {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            let usual = fields[0].replacing("_", with: " ")
            let own = fields.dropFirst().map { $0.isEmpty ? usual : $0 }
            // One name alone is said in all of them.
            names[fields[0]] = own.count == 1 ? columns.map { _ in own[0] } : own
        }
        return names
    }()

    static var listed: [String] { names.keys.sorted() }

    /// Zone, then English, German, Spanish, French, Italian and Portuguese; empty: as the zone has it.
    private static let table = """
        Amsterdam|||Ámsterdam|||Amesterdão
        Andorra||||Andorre||
        Athens||Athen|Atenas|Athènes|Atene|Atenas
        Belgrade||Belgrad|Belgrado||Belgrado|Belgrado
        Berlin|||||Berlino|Berlim
        Brussels||Brüssel|Bruselas|Bruxelles|Bruxelles|Bruxelas
        Bucharest||Bukarest|Bucarest|Bucarest|Bucarest|Bucareste
        Budapest||||||Budapeste
        Chisinau|||Chisináu|||
        Copenhagen||Kopenhagen|Copenhague|Copenhague|Copenaghen|Copenhaga
        Dublin|||Dublín||Dublino|
        Guernsey||||Guernesey||
        Helsinki||||||Helsínquia
        Isle_of_Man|||Isla de Man|Île de Man|Isola di Man|Ilha de Man
        Istanbul|||Estambul|||Istambul
        Kaliningrad|||Kaliningrado|||Caliningrado
        Kiev|Kyiv|Kyjiw||Kyiv||
        Kyiv||Kyjiw|Kiev||Kiev|Kiev
        Lisbon||Lissabon|Lisboa|Lisbonne|Lisbona|Lisboa
        Ljubljana|||Liubliana||Lubiana|Liubliana
        London|||Londres|Londres|Londra|Londres
        Luxembourg||Luxemburg|Luxemburgo||Lussemburgo|Luxemburgo
        Malta||||Malte||
        Monaco|||Mónaco|||Mónaco
        Moscow||Moskau|Moscú|Moscou|Mosca|Moscovo
        Nicosia||Nikosia||Nicosie||Nicósia
        Paris|||París||Parigi|
        Prague||Prag|Praga||Praga|Praga
        Rome||Rom|Roma||Roma|Roma
        San_Marino||||Saint-Marin||São Marinho
        Sofia||||||Sófia
        Stockholm|||Estocolmo||Stoccolma|Estocolmo
        Tallinn|||Tallin|||
        Tirane|Tirana|Tirana|Tirana|Tirana|Tirana|Tirana
        Uzhgorod|Uzhhorod|Uschhorod|Úzhgorod|Oujhorod|Užhorod|Uzhhorod
        Vatican||Vatikan|el Vaticano|le Vatican|Vaticano|Vaticano
        Vienna||Wien|Viena|Vienne||Viena
        Volgograd|||Volgogrado|||Volgogrado
        Warsaw||Warschau|Varsovia|Varsovie|Varsavia|Varsóvia
        Zagreb|||||Zagabria|
        Zurich||Zürich|Zúrich||Zurigo|Zurique
        Azores||Azoren||Açores|Azzorre|Açores
        Bermuda|||Bermudas|Bermudes||Bermudas
        Canary|Canary Islands|Kanaren|Canarias|Canaries|Canarie|Canárias
        Cape_Verde||Kap Verde|Cabo Verde|Cap-Vert|Capo Verde|Cabo Verde
        Faeroe|Faroe Islands|Färöer|Islas Feroe|Îles Féroé|Fær Øer|Ilhas Faroé
        Faroe|Faroe Islands|Färöer|Islas Feroe|Îles Féroé|Fær Øer|Ilhas Faroé
        Madeira||||Madère||
        Reykjavik||Reykjavík|Reikiavik||Reykjavík|Reiquiavique
        Accra|||Acra|||Acra
        Addis_Ababa||Addis Abeba|Adís Abeba|Addis-Abeba|Addis Abeba|Adis Abeba
        Algiers||Algier|Argel|Alger|Algeri|Argel
        Cairo||Kairo|El Cairo|Le Caire|Il Cairo|
        Johannesburg|||Johannesburgo|||Joanesburgo
        Khartoum||Khartum|Jartum||Khartum|Cartum
        Tripoli||Tripolis|Trípoli|||Trípoli
        Tunis|||Túnez||Tunisi|Tunes
        Asuncion|Asunción|Asunción|Asunción|Asunción|Asunción|Assunção
        Bahia|||Bahía|||Baía
        Belem|Belém
        Bogota|Bogotá
        Cancun|Cancún
        Cayman|Cayman Islands|Kaimaninseln|Islas Caimán|Îles Caïmans|Isole Cayman|Ilhas Caimão
        Cuiaba|Cuiabá
        Curacao|Curaçao|Curaçao|Curazao|Curaçao|Curaçao|Curaçau
        El_Salvador||||Salvador||
        Guadeloupe|||Guadalupe||Guadalupa|Guadalupe
        Havana||Havanna|La Habana|La Havane|L’Avana|
        Jamaica||Jamaika||Jamaïque|Giamaica|
        Los_Angeles|||Los Ángeles|||
        Maceio|Maceió
        Martinique|||Martinica||Martinica|Martinica
        Mexico_City||Mexiko-Stadt|Ciudad de México|Mexico|Città del Messico|Cidade do México
        Montreal||||Montréal||
        New_York|||Nueva York|||Nova Iorque
        Panama|||Panamá|||Panamá
        Port-au-Prince|||Puerto Príncipe|||
        Puerto_Rico||||Porto Rico|Portorico|Porto Rico
        Santo_Domingo||||Saint-Domingue||São Domingos
        Sao_Paulo|São Paulo|São Paulo|São Paulo|São Paulo|San Paolo|São Paulo
        St_Johns|St. John’s
        Baghdad||Bagdad|Bagdad|Bagdad||Bagdade
        Baku|||Bakú|Bakou||
        Bangkok||||||Banguecoque
        Beirut||||Beyrouth||Beirute
        Calcutta|Kolkata|Kalkutta|Calcuta|||Calcutá
        Damascus||Damaskus|Damasco|Damas|Damasco|Damasco
        Dhaka|||Daca|Dacca|Dacca|Daca
        Dubai|||Dubái|Dubaï||
        Ho_Chi_Minh|Ho Chi Minh City|Ho-Chi-Minh-Stadt|Ciudad Ho Chi Minh|Hô Chi Minh-Ville||
        Hong_Kong||Hongkong||||
        Jakarta|||Yakarta||Giacarta|Jacarta
        Jerusalem|||Jerusalén|Jérusalem|Gerusalemme|Jerusalém
        Karachi||||||Carachi
        Kathmandu|||Katmandú|Katmandou||Catmandu
        Kolkata||Kalkutta|Calcuta|Calcutta|Calcutta|Calcutá
        Kuwait||||Koweït||
        Manila||||Manille||
        Qatar||Katar|Catar|||Catar
        Riyadh||Riad|Riad|Riyad|Riad|Riade
        Seoul|||Seúl|Séoul|Seul|Seul
        Shanghai|||Shanghái|||Xangai
        Singapore||Singapur|Singapur|Singapour||Singapura
        Taipei||Taipeh|Taipéi|||Taipé
        Tbilisi||Tiflis|Tiflis|Tbilissi||
        Tehran||Teheran|Teherán|Téhéran|Teheran|Teerão
        Tokyo||Tokio|Tokio|||Tóquio
        Yerevan||Eriwan|Ereván|Erevan|Erevan|Erevã
        Sydney|||Sídney|||
        Fiji||Fidschi|Fiyi|Fidji|Figi|
        """
}
