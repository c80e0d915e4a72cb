/// HTML as a person would read it aloud: text with line breaks where blocks end, and the links.
///
/// The reader is our own single pass over the bytes and not libxml2's HTML parser, because the latter takes
/// quadratic time on outside input (end tags without a start tag below many open elements; a tag with
/// thousands of attributes) and knows only the 253 entities of HTML 4. Here every byte is looked at a
/// bounded number of times, whatever the markup.
package enum HTMLText {
    package struct Reading: Hashable, Sendable {
        package var text: String
        /// In order, each once, at most 64, as written (relative ones too) with character references
        /// resolved. Only what a person could open or ring: no `javascript:`, `data:`, `cid:`, no bare
        /// fragment, nothing over 2,048 bytes. Mastodon's links to hashtags and mentions (class
        /// `mention`) are not links that an author gave, and are left out.
        package var links: [String]
    }

    /// Never fails: broken markup is read as browsers do. Scripts, styles, comments and hidden parts are
    /// left out; `alt` texts of images stay.
    ///
    /// Paragraphs are parted by an empty line, other blocks by a line break; list items get `- ` or their
    /// number; cells of a table row are parted by ` | `; quotes (`blockquote`) are prefixed with `> `.
    /// White space, no-break spaces included, is folded outside `pre`. Control characters are dropped.
    package static func read(_ html: String) -> Reading {
        var html = html
        return html.withUTF8 { bytes in
            var layout = TextLayout(capacity: bytes.count)
            HTMLScan.read(bytes, into: &layout)
            return Reading(text: layout.text, links: layout.links)
        }
    }
}
