import Testing
import Triage

@testable import Letters

@Suite struct CityNamesTests {
    @Test(arguments: [
        ("Europe/London", ["London", "London", "Londres", "Londres", "Londra", "Londres"]),
        ("Europe/Lisbon", ["Lisbon", "Lissabon", "Lisboa", "Lisbonne", "Lisbona", "Lisboa"]),
        ("Europe/Vienna", ["Vienna", "Wien", "Viena", "Vienne", "Vienna", "Viena"]),
        ("Europe/Zurich", ["Zurich", "Zürich", "Zúrich", "Zurich", "Zurigo", "Zurique"]),
        ("Europe/Rome", ["Rome", "Rom", "Roma", "Rome", "Roma", "Roma"]),
        ("Europe/Athens", ["Athens", "Athen", "Atenas", "Athènes", "Atene", "Atenas"]),
        ("Europe/Warsaw", ["Warsaw", "Warschau", "Varsovia", "Varsovie", "Varsavia", "Varsóvia"]),
        ("Europe/Prague", ["Prague", "Prag", "Praga", "Prague", "Praga", "Praga"]),
        ("Europe/Brussels", ["Brussels", "Brüssel", "Bruselas", "Bruxelles", "Bruxelles", "Bruxelas"]),
        ("Europe/Copenhagen", ["Copenhagen", "Kopenhagen", "Copenhague", "Copenhague", "Copenaghen", "Copenhaga"]),
        ("Europe/Moscow", ["Moscow", "Moskau", "Moscú", "Moscou", "Mosca", "Moscovo"]),
        ("Europe/Kyiv", ["Kyiv", "Kyjiw", "Kiev", "Kyiv", "Kiev", "Kiev"]),
        ("Europe/Kiev", ["Kyiv", "Kyjiw", "Kiev", "Kyiv", "Kiev", "Kiev"]),
        ("Atlantic/Azores", ["Azores", "Azoren", "Azores", "Açores", "Azzorre", "Açores"]),
        ("Atlantic/Canary", ["Canary Islands", "Kanaren", "Canarias", "Canaries", "Canarie", "Canárias"]),
        ("America/New_York", ["New York", "New York", "Nueva York", "New York", "New York", "Nova Iorque"]),
        ("America/Sao_Paulo", ["São Paulo", "São Paulo", "São Paulo", "São Paulo", "San Paolo", "São Paulo"]),
        ("America/Bogota", ["Bogotá", "Bogotá", "Bogotá", "Bogotá", "Bogotá", "Bogotá"]),
        ("America/Argentina/Buenos_Aires", Array(repeating: "Buenos Aires", count: 6)),
        ("Europe/Madrid", Array(repeating: "Madrid", count: 6)), ("Test", Array(repeating: "Test", count: 6)),
    ])
    func `a clock's place is called as its reader calls it`(_ zone: String, _ names: [String]) {
        #expect(["en", "de", "es", "fr", "it", "pt"].map { CityNames.of(zone, in: $0) } == names)
        #expect(CityNames.of(zone, in: "de-AT") == names[1])
        #expect(CityNames.of(zone, in: "nl") == names[0])
    }

    @Test func `every place has a name in each language`() {
        for place in CityNames.listed {
            for language in ["en", "de", "es", "fr", "it", "pt"] {
                let name = CityNames.of("Any/\(place)", in: language)
                #expect(!name.isEmpty && !name.contains("_") && !name.contains("|"), "\(place) in \(language)")
            }
        }
        #expect(CityNames.listed.count > 80)
    }

    @Test func `a time is told with the place as the reader calls it`() throws {
        let zone = TimeZoneTable(
            name: "Europe/London", earliest: .init(offset: 0, isDaylight: false, abbreviation: "GMT"), changes: [],
            rule: nil)
        let noon = try #require(Moment(rfc3339: "2026-11-22T12:00:00Z"))
        let nine = try #require(Moment(rfc3339: "2026-11-23T09:00:00Z"))
        func said(_ language: String) -> String {
            SpokenTime(zone: zone, isTheirZone: false, now: noon, language: language).sentence(nine)
        }
        #expect(said("it") == "domani alle 9:00 (Londra)")
        #expect(said("es") == "mañana a las 9:00 (Londres)")
        #expect(said("en") == "tomorrow at 9 am (London)")
    }
}
