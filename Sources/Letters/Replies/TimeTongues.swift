import Triage

/// The six languages that templates come in.
extension TimeTongue {
    static let english = TimeTongue(
        today: "today", tomorrow: "tomorrow",
        weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        shortWeekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        onDay: { "on \($1.weekday($0)) \($0.parts.day) \($1.month($0))" },
        shortDay: { "\($1.shortWeekday($0)) \($0.parts.day) \($1.shortMonth($0))," },
        atClock: { " at \(twelve($0))" }, clock: twelve)

    /// `9 am`, `9:30 am`, `12 noon`: said so, nobody takes one half of the day for the other.
    @Sendable private static func twelve(_ minutes: Int) -> String {
        if minutes == 720 { return "12 noon" }
        if minutes == 0 { return "12 midnight" }
        let hour = minutes / 60 % 12 == 0 ? 12 : minutes / 60 % 12
        let clock = minutes % 60 == 0 ? "\(hour)" : digits(hour * 60 + minutes % 60)
        return clock + (minutes < 720 ? " am" : " pm")
    }

    static let german = TimeTongue(
        today: "heute", tomorrow: "morgen",
        weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        shortWeekdays: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
        months: [
            "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
            "Dezember",
        ],
        shortMonths: [
            "Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
        ],
        onDay: { "am \($1.weekday($0)), \($0.parts.day). \($1.month($0))," },
        shortDay: { "\($1.shortWeekday($0)), \($0.parts.day). \($1.shortMonth($0))," },
        atClock: { " um \(uhr($0))" }, clock: uhr)

    /// `9 Uhr`, `9:30 Uhr`
    @Sendable private static func uhr(_ minutes: Int) -> String {
        minutes % 60 == 0 ? "\(minutes / 60) Uhr" : "\(digits(minutes)) Uhr"
    }

    static let spanish = TimeTongue(
        today: "hoy", tomorrow: "mañana",
        weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        shortWeekdays: ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
        months: [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ],
        shortMonths: ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
        onDay: { "el \($1.weekday($0)) \($0.parts.day) de \($1.month($0))" },
        shortDay: { "\($1.shortWeekday($0)) \($0.parts.day) \($1.shortMonth($0))," },
        atClock: { $0 / 60 == 1 ? " a la \(digits($0))" : " a las \(digits($0))" }, clock: { digits($0) })

    static let french = TimeTongue(
        today: "aujourd’hui", tomorrow: "demain",
        weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        shortWeekdays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
        months: [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
            "novembre", "décembre",
        ],
        shortMonths: [
            "janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
        ],
        onDay: { "\($1.weekday($0)) \(first($0)) \($1.month($0))" },
        shortDay: { "\($1.shortWeekday($0)) \(first($0)) \($1.shortMonth($0))" },
        atClock: { " à \(heures($0))" }, clock: { "à \(heures($0))" })

    /// `9 h`, `9 h 30`, in one piece.
    @Sendable private static func heures(_ minutes: Int) -> String {
        minutes % 60 == 0 ? "\(minutes / 60)\u{A0}h" : "\(minutes / 60)\u{A0}h\u{A0}\(rest(of: minutes))"
    }

    private static func first(_ date: CivilDate) -> String {
        date.parts.day == 1 ? "1er" : "\(date.parts.day)"
    }

    static let italian = TimeTongue(
        today: "oggi", tomorrow: "domani",
        weekdays: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        shortWeekdays: ["lun", "mar", "mer", "gio", "ven", "sab", "dom"],
        months: [
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
            "novembre", "dicembre",
        ],
        shortMonths: ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
        // `1º` would send a text message in an alphabet in which less than half as much fits.
        onDay: { "\($1.weekday($0)) \($0.parts.day) \($1.month($0))" },
        shortDay: { "\($1.shortWeekday($0)) \($0.parts.day) \($1.shortMonth($0))," },
        atClock: { $0 / 60 == 1 ? " all’\(digits($0))" : " alle \(digits($0))" }, clock: { digits($0) })

    static let portuguese = TimeTongue(
        today: "hoje", tomorrow: "amanhã",
        weekdays: [
            "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo",
        ],
        shortWeekdays: ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"],
        months: [
            "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
            "novembro", "dezembro",
        ],
        shortMonths: ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
        onDay: { date, tongue in
            let name = tongue.weekday(date)
            // Saturday and Sunday are masculine.
            return "\(name.hasSuffix("a") ? "na" : "no") \(name), \(date.parts.day) de \(tongue.month(date)),"
        },
        shortDay: { "\($1.shortWeekday($0)) \($0.parts.day) \($1.shortMonth($0))," },
        atClock: { $0 / 60 == 1 ? " à \(horas($0))" : " às \(horas($0))" }, clock: horas)

    /// `9h`, `9h30`
    @Sendable private static func horas(_ minutes: Int) -> String {
        minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes / 60)h\(rest(of: minutes))"
    }
}
