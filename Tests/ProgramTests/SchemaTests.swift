import Foundation
import TestKit
import Testing

@testable import earshot

struct SchemaTests {
    private func schema() throws -> [String: Any] {
        let url = SharedFolder.packageRoot.appendingPathComponent("deploy/earshot.schema.json")
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    }

    private func keys(_ object: Any?) throws -> Set<String> {
        let object = try #require(object as? [String: Any])
        return Set(try #require(object["properties"] as? [String: Any]).keys)
    }

    @Test func `the schema knows the keys that the program knows, and no others`() throws {
        let schema = try schema()
        #expect(try keys(schema) == Set(ConfigurationLoader.keys))
        let properties = try #require(schema["properties"] as? [String: Any])
        #expect(try keys(properties["acd"]) == Set(ACDReader.keys))
        #expect(try keys(properties["hours"]) == Set(HoursReader.keys))
        #expect(try keys(properties["on-call"]) == Set(OnCallReader.keys))
        #expect(try keys(properties["pages"]) == Set(PagesReader.keys))
        #expect(try keys(properties["console"]) == Set(ConsoleReader.keys))
        #expect(try keys(properties["callbacks"]) == Set(CallBacksReader.keys))
        let definitions = try #require(schema["$defs"] as? [String: Any])
        for (name, known) in [
            ("person", OnCallReader.personKeys), ("step", OnCallReader.stepKeys), ("rota", RotaReader.keys),
            ("layer", RotaReader.layerKeys), ("webhook", PagesReader.webhookKeys),
            ("alertmanager", PagesReader.alertmanagerKeys),
        ] {
            #expect(try keys(definitions[name]) == Set(known), "\(name)")
        }
        #expect(try keys(definitions["calendar"]) == Set(HoursReader.calendarKeys + HoursReader.scopeKeys))
        #expect(try keys(definitions["common"]) == Set(SourceReader.commonKeys))
        let source = try #require(definitions["source"] as? [String: Any])
        let kinds = try #require(source["oneOf"] as? [[String: Any]])
        #expect(kinds.count == SourceReader.channelKeys.count - 1)
        for kind in kinds {
            let properties = try #require(kind["properties"] as? [String: [String: Any]])
            let name = properties["provider"]?["const"] as? String ?? properties["channel"]?["const"] as? String
            #expect(try keys(kind).subtracting(["channel"]) == Set(SourceReader.keys(try #require(name))))
        }
    }

    /// Python's jsonschema judges, where there is one.
    private func judged(_ text: String) throws -> String? {
        let folder = try Scratch()
        let path = try folder.write("earshot.yaml", text)
        let schema = SharedFolder.packageRoot.appendingPathComponent("deploy/earshot.schema.json").path
        let script = """
            import sys
            try:
                import json, yaml
                from jsonschema import Draft202012Validator as Validator
            except ImportError:
                print("absent"); sys.exit()
            schema = json.load(open(sys.argv[1]))
            Validator.check_schema(schema)
            errors = list(Validator(schema).iter_errors(yaml.safe_load(open(sys.argv[2]))))
            print("\\n".join(f"{e.json_path}: {e.message}" for e in errors) or "good")
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, schema, path]
        let out = try folder.write("out", "")
        process.standardOutput = FileHandle(forWritingAtPath: out)
        try process.run()
        process.waitUntilExit()
        let said = try folder.text("out").trimmingCharacters(in: .whitespacesAndNewlines)
        if said == "absent" || process.terminationStatus == 127 {
            print("skipped: no jsonschema and yaml for Python")
            return nil
        }
        return said
    }

    @Test func `the sample and what init writes are good by the schema`() throws {
        let sample = SharedFolder.packageRoot.appendingPathComponent("deploy/earshot.yaml.sample").path
        for text in [try String(contentsOfFile: sample, encoding: .utf8), StarterFolder.configuration] {
            guard let said = try judged(text) else { return }
            #expect(said == "good")
        }
    }

    @Test(arguments: [
        "consle: {}", "heat: { hot: many }", "sources: [ { name: a, channel: feed } ]",
        "sources: [ { name: a, channel: feed, url: \"https://a.example\", listen: [x] } ]",
        "sources: [ { name: A, channel: feed, url: \"https://a.example\" } ]",
        "sources: [ { name: a, channel: email, url: \"imaps://h\", user: u, password: hunter2 } ]",
        "acknowledge: { mode: \"yes\" }", "acknowledge: { window: 12 }", "acknowledge: { quiet: nights }",
        "acknowledge: { languages: [english] }", "region: UK", "region: gb", "acknowledge: { loop: 2 }",
        "hours: { time-zone: UTC }",
        "hours: { time-zone: UTC, weekly: { mon: \"09:00-25:00\" } }",
        "hours: { time-zone: UTC, weekly: { monday-fryday: 9-5 } }",
        "hours: { time-zone: UTC, weekly: { mon: \"09:00-10:00\" }, exceptions: { 1.1.2027: closed } }",
        "on-call: {}", "on-call: { people: {} }", "on-call: { people: { Ana: {} } }",
        "on-call: { people: { lead: {} } }",
        "on-call: { people: { ana: { email: nowhere } } }",
        "on-call: { people: { ana: {} }, escalation: [ { wait: 5m } ] }",
        "on-call: { people: { ana: {} }, rotas: { night: { people: [ana] } } }",
        "on-call: { people: { ana: {} }, rotas: { night: { time-zone: UTC } } }",
        "pages: { email: smtp }", "pages: { webhook: { secret: \"${env:A}\" } }", "pages: { ntfy: {} }",
        "console: { listen: 127.0.0.1:8420 }", "console: { listen: here, secret: \"${env:A}\" }",
    ])
    func `what the program refuses the schema refuses too`(_ rest: String) throws {
        let text = "brand: a\ndatabase: sqlite:a.db\nrules: R\n\(rest)\n"
        #expect(settings(text).configuration == nil)
        guard let said = try judged(text) else { return }
        #expect(said != "good")
    }
}
