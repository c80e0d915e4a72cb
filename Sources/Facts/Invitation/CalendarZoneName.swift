/// How calendars call time zones, in IANA's names where they can be told.
///
/// Outlook and Exchange write Windows' names, one for each set of clocks; they stand for the city that Unicode's CLDR
/// (supplemental/windowsZones.xml, territory 001) gives. Whatever somebody made themselves (`Customized Time Zone`) is
/// none of them, and its rules in the mail are a stranger's: nobody can say which clocks are meant.
enum CalendarZoneName {
    /// `Europe/Berlin` for itself, for `W. Europe Standard Time` and for `/freeassociation.example/Europe/Berlin`. What
    /// is known by no other name is given back as it is; whether there is such a zone, others know.
    static func iana(_ name: String) -> String {
        if let known = windows[name.lowercased()] { return known }
        guard name.hasPrefix("/") else { return name }
        // RFC 5545 §3.8.3.1: a name that is unique in the world begins with a slash and whose it is.
        let pieces = name.split(separator: "/")
        guard pieces.count >= 3 else { return name }
        let areas: Set<Substring> = [
            "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
        ]
        guard let area = pieces.lastIndex(where: areas.contains), area >= 1 else { return name }
        return pieces[area...].joined(separator: "/")
    }

    static let windows: [String: String] = Dictionary(
        uniqueKeysWithValues: """
            utc = Etc/UTC
            greenwich standard time = Atlantic/Reykjavik
            gmt standard time = Europe/London
            morocco standard time = Africa/Casablanca
            w. europe standard time = Europe/Berlin
            central europe standard time = Europe/Budapest
            romance standard time = Europe/Paris
            central european standard time = Europe/Warsaw
            w. central africa standard time = Africa/Lagos
            jordan standard time = Asia/Amman
            gtb standard time = Europe/Bucharest
            middle east standard time = Asia/Beirut
            egypt standard time = Africa/Cairo
            e. europe standard time = Europe/Chisinau
            syria standard time = Asia/Damascus
            south africa standard time = Africa/Johannesburg
            fle standard time = Europe/Kyiv
            israel standard time = Asia/Jerusalem
            kaliningrad standard time = Europe/Kaliningrad
            turkey standard time = Europe/Istanbul
            arab standard time = Asia/Riyadh
            arabic standard time = Asia/Baghdad
            belarus standard time = Europe/Minsk
            russian standard time = Europe/Moscow
            e. africa standard time = Africa/Nairobi
            iran standard time = Asia/Tehran
            arabian standard time = Asia/Dubai
            azerbaijan standard time = Asia/Baku
            mauritius standard time = Indian/Mauritius
            georgian standard time = Asia/Tbilisi
            caucasus standard time = Asia/Yerevan
            afghanistan standard time = Asia/Kabul
            west asia standard time = Asia/Tashkent
            ekaterinburg standard time = Asia/Yekaterinburg
            pakistan standard time = Asia/Karachi
            india standard time = Asia/Kolkata
            sri lanka standard time = Asia/Colombo
            nepal standard time = Asia/Kathmandu
            bangladesh standard time = Asia/Dhaka
            myanmar standard time = Asia/Yangon
            se asia standard time = Asia/Bangkok
            china standard time = Asia/Shanghai
            singapore standard time = Asia/Singapore
            w. australia standard time = Australia/Perth
            taipei standard time = Asia/Taipei
            tokyo standard time = Asia/Tokyo
            korea standard time = Asia/Seoul
            cen. australia standard time = Australia/Adelaide
            aus central standard time = Australia/Darwin
            e. australia standard time = Australia/Brisbane
            aus eastern standard time = Australia/Sydney
            tasmania standard time = Australia/Hobart
            vladivostok standard time = Asia/Vladivostok
            new zealand standard time = Pacific/Auckland
            fiji standard time = Pacific/Fiji
            azores standard time = Atlantic/Azores
            cape verde standard time = Atlantic/Cape_Verde
            greenland standard time = America/Nuuk
            e. south america standard time = America/Sao_Paulo
            argentina standard time = America/Argentina/Buenos_Aires
            sa eastern standard time = America/Cayenne
            montevideo standard time = America/Montevideo
            bahia standard time = America/Bahia
            newfoundland standard time = America/St_Johns
            atlantic standard time = America/Halifax
            central brazilian standard time = America/Cuiaba
            sa western standard time = America/La_Paz
            pacific sa standard time = America/Santiago
            paraguay standard time = America/Asuncion
            venezuela standard time = America/Caracas
            sa pacific standard time = America/Bogota
            eastern standard time = America/New_York
            us eastern standard time = America/Indiana/Indianapolis
            central america standard time = America/Guatemala
            central standard time = America/Chicago
            central standard time (mexico) = America/Mexico_City
            canada central standard time = America/Regina
            us mountain standard time = America/Phoenix
            mountain standard time = America/Denver
            pacific standard time = America/Los_Angeles
            alaskan standard time = America/Anchorage
            hawaiian standard time = Pacific/Honolulu
            """.split(separator: "\n").map { line in
                let halves = line.split(separator: "=")
                return (String(halves[0].dropLast()), String(halves[1].dropFirst()))
            })
}
