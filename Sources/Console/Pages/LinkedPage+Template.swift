/// How linked pages are written: what, why, who has it, then the buttons, then all that was said.
extension LinkedPage {
    static let template = PageTemplate(
        """
        <section class="card narrow linked">
        {{#trouble}}<p class="trouble" role="alert">{{trouble}}</p>{{/trouble}}
        {{#case}}
        <p class="code"><span class="tag{{#isGrave}} bad{{/isGrave}}">{{severity}}</span> heat {{heat}} · case {{number}} · for <bdi>{{person}}</bdi></p>
        <h1><bdi>{{title}}</bdi></h1>
        <p class="because">{{#because}}<mark><bdi>{{word}}</bdi></mark> {{/because}}{{#tier}}<span class="tag good"><bdi>{{tier}}</bdi> customer</span>{{/tier}}</p>
        {{#calls}}<section class="said-by" aria-label="The call">
        <p><a class="button huge" href="tel:{{number}}">Ring <bdi>{{number}}</bdi></a></p>
        <p>{{#who}}<bdi>{{who}}</bdi>, call-back{{/who}}{{^who}}Call-back{{/who}} {{call}}, agreed for <strong>{{agreed}}</strong>{{#attempt}} ({{attempt}}){{/attempt}}. They wait since {{since}}{{#language}} and speak {{language}}{{/language}}.</p>
        {{#about}}<p>About: <bdi>{{about}}</bdi></p>{{/about}}
        {{#mayMark}}<form method="post" action="{{action}}" class="stack"><input type="hidden" name="call" value="{{call}}">
        <label>A note with it <small>It may stay empty.</small><input name="note" maxlength="{{longest}}" autocomplete="off"></label>
        <div class="grid"><button class="good" name="do" value="kept">Kept</button><button name="do" value="no-reply">No reply</button></div></form>{{/mayMark}}
        {{#hasSaid}}<details open><summary>What was said so far</summary>
        {{#said}}<article><p class="hint"><bdi>{{author}}</bdi>, {{ago}}</p><div class="text" dir="auto">{{text}}</div></article>{{/said}}
        </details>{{/hasSaid}}
        <details><summary>How this call came to be</summary><ol class="rows">{{#events}}<li><span><b>{{what}}</b> by <bdi>{{by}}</bdi>{{#note}}: <bdi>{{note}}</bdi>{{/note}}</span><small>{{at}}</small></li>{{/events}}</ol></details>
        </section>{{/calls}}
        {{#first}}<article class="said-by" aria-label="What was said">
        {{#subject}}<h2><bdi>{{subject}}</bdi></h2>{{/subject}}
        <div class="text" dir="auto" lang="{{language}}">{{text}}</div>
        {{#more}}<details><summary>The rest of it</summary><div class="text" dir="auto" lang="{{language}}">{{more}}</div></details>{{/more}}
        {{#isCut}}<p class="hint">It is longer still; the ticket has all of it.</p>{{/isCut}}
        <p class="hint"><bdi>{{author}}</bdi> on {{source}}, {{ago}}</p>
        </article>{{/first}}
        <p>First heard {{age}}, {{messages}}.{{#promise}} Promise: <strong{{#isLate}} class="late"{{/isLate}}>{{promise}}</strong>.{{/promise}}{{#why}} <bdi>{{why}}</bdi>{{/why}}</p>
        <p><strong><bdi>{{holder}}</bdi></strong></p>
        {{#mayTake}}
        <form method="post" action="{{action}}"><button class="main huge" name="do" value="ack">I take it</button></form>
        {{/mayTake}}
        {{#mayPass}}
        <form method="post" action="{{action}}"><button class="wide" name="do" value="esc">Pass it on</button></form>
        {{/mayPass}}
        {{#mayResolve}}
        <details>
        <summary>It is solved</summary>
        <form method="post" action="{{action}}" class="stack">
        <label>What was done? <small>For whoever reads the case later; it may stay empty.</small><input name="note" maxlength="{{longest}}" autocomplete="off"></label>
        <button class="good" name="do" value="resolve">It is solved</button>
        </form>
        </details>
        {{/mayResolve}}
        {{#mayClose}}
        <details>
        <summary>Not hot</summary>
        <form method="post" action="{{action}}" class="stack">
        <label>Why not? <small>It closes the case, and the rules learn from it.</small><input name="reason" maxlength="{{longest}}" autocomplete="off" required></label>
        <button class="bad" name="do" value="not-hot">It is not hot</button>
        </form>
        </details>
        {{/mayClose}}
        <h2>Why it is hot</h2>
        <ul class="rows">{{#rules}}<li><span>{{rule}} {{#found}}<mark><bdi>{{word}}</bdi></mark> {{/found}}</span><b>{{score}}</b></li>{{/rules}}{{^rules}}<li>{{unruled}}</li>{{/rules}}</ul>
        {{#hasOthers}}<details><summary>What else was said</summary>
        {{#others}}<article class="said-by" aria-label="Also said"><div class="text" dir="auto" lang="{{language}}">{{text}}</div>
        {{#more}}<details><summary>The rest of it</summary><div class="text" dir="auto" lang="{{language}}">{{more}}</div></details>{{/more}}
        <p class="hint"><bdi>{{author}}</bdi> on {{source}}, {{ago}}</p></article>{{/others}}
        {{#hidden}}<p class="hint">And {{hidden}} more; the case shows them.</p>{{/hidden}}
        </details>{{/hasOthers}}
        <p><a class="button" href="/cases/{{number}}">To the case</a> <small>sign-in needed</small></p>
        {{/case}}
        {{^case}}
        <h1>A notice for <bdi>{{person}}</bdi></h1>
        <p>{{words}}</p>
        <p>Nothing is to be answered.</p>
        <p><a class="button" href="/queue">To the queue</a> <small>sign-in needed</small></p>
        {{/case}}
        </section>
        """)

    static let gone = PageTemplate(
        """
        <section class="card narrow">
        <h1>This link does not open anything any more</h1>
        <p>Links of pages hold for seven days, and only whole: perhaps a letter of it was lost on the way.</p>
        <p>What to do: answer the page by its number (<code>1 ack</code>), or look into the queue.</p>
        <p><a class="button" href="/queue">To the queue</a></p>
        </section>
        """)
}
