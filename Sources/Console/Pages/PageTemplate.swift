import Mustache

/// A page's body as a Mustache template. Hold it in a `static let`: it is parsed once.
///
/// `{{name}}` puts a fact in its place; see `Fact` for why nothing else is needed, and why three braces do the same.
package struct PageTemplate: Sendable {
    private let parsed: MustacheTemplate

    /// - Parameter text: ours; one that does not parse is a slip that the first test of its page finds.
    package init(_ text: String) {
        do {
            // Facts are made harmless by their type, before the engine sees them.
            parsed = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
        } catch {
            preconditionFailure("a template does not parse: \(error)")
        }
    }

    package func render(_ facts: Facts) -> Markup {
        Markup(trusted: parsed.render(facts.mapValues(\.value)))
    }
}
