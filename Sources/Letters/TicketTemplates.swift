/// What tickets look like. Triple braces in the plain text, which needs no escaping; double ones in HTML.
enum TicketTemplates {
    static let plain = """
        {{#firstLine}}
        {{{firstLine}}}

        {{/firstLine}}
        {{{who}}} wrote on {{{channel}}} ({{{source}}}), {{{time}}}:

        {{#subject}}
        Subject: {{{subject}}}

        {{/subject}}
        {{{text}}}

        {{#permalink}}
        There: {{{permalink}}}
        {{/permalink}}
        {{#attachments}}
        Attached there: {{{name}}} {{{type}}} {{{url}}}
        {{/attachments}}
        {{#case}}
        Case: {{{case}}}
        {{/case}}
        {{#heat}}
        Heat: {{{heat}}} · severity: {{{severity}}} · sentiment: {{{sentiment}}}
        {{/heat}}
        {{#reasons}}
        Why: {{{title}}} {{{score}}} ({{{rule}}}, {{{place}}}): {{{words}}}
        {{/reasons}}
        {{#customer}}
        Customer: {{{name}}} [{{{id}}}] {{{facts}}}
        {{/customer}}
        {{#notes}}
        Note: {{{note}}}
        {{/notes}}
        {{#quoted}}

        ---- What they quoted ----
        {{{quoted}}}
        {{/quoted}}
        {{#hasEarlier}}

        ---- The conversation so far ----
        {{#leftOut}}
        ({{{leftOut}}} earlier messages are left out)
        {{/leftOut}}
        {{#earlier}}
        {{{time}}} {{{author}}}:
        {{{text}}}

        {{/earlier}}
        {{/hasEarlier}}

        --\u{20}
        Earshot for {{{brand}}} · heard {{{heardAt}}}
        """

    static let html = """
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"></head>
        <body style="font-family:sans-serif;max-width:44em">
        {{#firstLine}}
        <p style="{{#isHot}}background:#b00020;color:#fff;{{/isHot}}padding:.5em;font-weight:bold">{{firstLine}}</p>
        {{/firstLine}}
        <p><strong>{{who}}</strong> wrote on {{channel}} ({{source}}), {{time}}:</p>
        {{#subject}}
        <p>Subject: {{subject}}</p>
        {{/subject}}
        <blockquote dir="auto" style="border-left:3px solid #888;margin:0;padding:.25em 1em">
        {{#paragraphs}}
        {{line}}<br>
        {{/paragraphs}}
        </blockquote>
        {{#permalink}}
        <p>There: {{#isLink}}<a href="{{permalink}}" rel="noreferrer">{{permalink}}</a>{{/isLink}}{{^isLink}}{{permalink}}{{/isLink}}</p>
        {{/permalink}}
        <ul>
        {{#attachments}}
        <li>Attached there: {{name}} {{type}} {{url}}</li>
        {{/attachments}}
        {{#case}}
        <li>Case {{case}}</li>
        {{/case}}
        {{#heat}}
        <li>Heat {{heat}}, severity {{severity}}, sentiment {{sentiment}}</li>
        {{/heat}}
        {{#reasons}}
        <li>Why: <strong>{{title}}</strong> {{score}} ({{rule}}, {{place}}): {{words}}</li>
        {{/reasons}}
        {{#customer}}
        <li>Customer: {{name}} [{{id}}] {{facts}}</li>
        {{/customer}}
        {{#notes}}
        <li>Note: {{note}}</li>
        {{/notes}}
        </ul>
        {{#quoted}}
        <p>What they quoted:</p>
        <pre style="white-space:pre-wrap;color:#555">{{quoted}}</pre>
        {{/quoted}}
        {{#hasEarlier}}
        <h3>The conversation so far</h3>
        {{#leftOut}}
        <p>({{leftOut}} earlier messages are left out)</p>
        {{/leftOut}}
        {{#earlier}}
        <p><em>{{time}} {{author}}</em><br>
        {{#paragraphs}}
        {{line}}<br>
        {{/paragraphs}}
        </p>
        {{/earlier}}
        {{/hasEarlier}}
        <p style="color:#777">Earshot for {{brand}} · heard {{heardAt}}</p>
        </body></html>
        """

    static let unreadable = """
        An item of {{{source}}} ({{{channel}}}) could not be read, so Earshot cannot say what it is about.
        Please look at it: it is attached as it came{{#isCut}} (the first {{{kept}}} of {{{bytes}}} bytes){{/isCut}}.

        Why: {{{reason}}}
        Heard: {{{heardAt}}}
        Type: {{{contentType}}}
        Size: {{{bytes}}} bytes
        Number in the quarantine: {{{number}}}

        --\u{20}
        Earshot for {{{brand}}}
        """
}
