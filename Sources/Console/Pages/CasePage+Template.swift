extension CasePage {
    static let template = PageTemplate(
        """
        <p id=news class=said data-news="/cases/{{id}}/mark" data-mark="{{mark}}" hidden>Something is new here. <a href="{{here}}">Show it</a></p>
        <div class="head case-head {{severity}}"><div><p class=code>Case {{id}}</p><h1><bdi>{{title}}</bdi></h1>
        <p class=facts><span class="heat-tag {{severity}}"><b>{{heat}}</b> {{severity}}</span>{{#isIncident}} <span class="tag warn">incident</span>{{/isIncident}}
        <span class=tag>{{state}}</span>{{#promise}} <b class={{tone}}>{{promise}}</b>{{/promise}}{{#mergedInto}} <a href="/cases/{{mergedInto}}">part of case {{mergedInto}}</a>{{/mergedInto}}</p>
        <p class=hint>Heard {{age}} ({{heard}}){{#promiseAt}}, promised by {{promiseAt}}{{/promiseAt}}{{#owner}}, for {{owner}}{{/owner}}{{#due}}; looked at again {{due}}{{/due}}</p></div>
        <div class=tools><button type=button popovertarget=help data-key="?">Keys</button></div></div>

        <div class=columns><div class=wide-column>
        {{#progress}}<section aria-labelledby=status-title class=card><h2 id=status-title>How it goes</h2>
        {{#words}}<p><bdi>{{words}}</bdi> <small>said by <bdi>{{by}}</bdi>, {{at}}</small></p>{{/words}}{{^words}}<p class=hint>Nobody has said yet.</p>{{/words}}
        {{#isAgent}}<form method=post action="/cases/{{id}}/status" class=stack>{{guard}}
        <label>How it goes, for customers: authors of linked cases are told once, in your words <textarea name=words maxlength={{longest}} required></textarea></label><p><button>Say it</button></p></form>{{/isAgent}}
        </section>{{/progress}}
        <section aria-labelledby=said-title><h2 id=said-title>What was said</h2>
        {{#gap}}<p class=hint>{{gap}}</p>{{/gap}}
        <form method=post action="/cases/{{id}}/act" id=split>{{guard}}<input type=hidden name=back value="{{here}}">
        {{#messages}}<article class="card message" aria-label="Message of {{author}}">
        <p class=who>{{#canSplit}}<input type=checkbox name=message value={{message}} aria-label="Message of {{author}}, to split off">{{/canSplit}}<b><bdi>{{author}}</bdi></b> <bdi class=hint>{{handle}}</bdi>{{#isVerified}} <span class=tag>verified</span>{{/isVerified}}{{#isAutomatic}} <span class=tag>a machine</span>{{/isAutomatic}}{{#visibility}} <span class=tag>{{visibility}}</span>{{/visibility}}</p>
        {{#subject}}<h3><bdi>{{subject}}</bdi></h3>{{/subject}}
        <div class=text dir=auto lang="{{language}}">{{text}}</div>
        {{#more}}<details><summary>The rest of it</summary><div class=text dir=auto>{{more}}</div></details>{{/more}}
        {{#isCut}}<p class=hint>It is longer still; the ticket has all of it.</p>{{/isCut}}
        {{#quoted}}<details><summary>What they quoted</summary><div class="text quoted" dir=auto>{{quoted}}</div></details>{{/quoted}}
        {{#hasFiles}}<p class=hint>With {{#files}}<span class=tag><bdi>{{name}}</bdi></span> {{/files}}</p>{{/hasFiles}}
        {{#notes}}<p class=hint>{{note}}</p>{{/notes}}
        <p class=hint>{{ago}} ({{at}}) on {{source}}{{#followers}}, {{followers}}{{/followers}}{{#heat}}, heat {{heat}}{{/heat}}{{#link}}, <a href="{{link}}" rel="noopener noreferrer">where it was written</a>{{/link}}</p>
        </article>{{/messages}}
        {{^messages}}<p class=hint>Its messages belong to another case now.</p>{{/messages}}
        {{#canSplit}}<p><button name=do value=split>Split the ticked messages off</button></p>{{/canSplit}}
        </form></section>

        {{#hasSaid}}<section aria-labelledby=answers-title class=card><h2 id=answers-title>What was said by itself</h2>

        """ + AnswersPage.lines + """
            </section>{{/hasSaid}}
            <section aria-labelledby=why-title class=card><h2 id=why-title>Why it is hot</h2>
            {{#sum}}<div class=wide role=region aria-label="The sum of the heat" tabindex=0><table class=sum><thead><tr><th scope=col>Rule<th scope=col>Words<th scope=col class=number>Heat</thead><tbody>
            {{#rules}}<tr{{#isWorn}} class=worn{{/isWorn}}><th scope=row><a href="{{path}}">{{ruleTitle}}</a> <span class=tag>{{ruleSeverity}}</span><small class=place>{{place}}{{#how}}<br>{{how}}{{/how}}</small><td>{{#words}}<mark><bdi>{{word}}</bdi></mark> {{/words}}<td class=number>{{score}}
            {{/rules}}</tbody><tfoot><tr><th scope=row colspan=2>Heat{{#isFloor}} (never below 0){{/isFloor}}<td class=number><b>{{heat}}</b></tfoot></table></div>
            <p class=hint>It sounds {{feeling}}.{{#complaint}} A complaint with a likelihood of {{complaint}}.{{/complaint}}</p>
            {{#hasShadows}}<p class=hint>On trial, and counted for nothing: {{#shadows}}<a href="{{path}}">{{ruleTitle}}</a> ({{score}}) {{/shadows}}</p>{{/hasShadows}}{{/sum}}
            {{^sum}}<p>A spike opened it; no single message is hot by itself.</p>{{/sum}}</section>

            <section aria-labelledby=story-title class=card><h2 id=story-title>Who did what</h2>
            {{#earlier}}<p class=hint>{{earlier}} are not shown.</p>{{/earlier}}
            <ol class=story>{{#events}}<li><b>{{what}}</b> by <bdi>{{by}}</bdi> <small>{{at}}</small>{{#note}}<p class=note><bdi>{{note}}</bdi></p>{{/note}}{{/events}}</ol>
            {{#isAgent}}<form method=post action="/cases/{{id}}/note" class=stack>{{guard}}
            <label>A note for whoever comes next <textarea name=note maxlength=2000 required></textarea></label><p><button>Note it</button></p></form>{{/isAgent}}
            </section>
            </div><div class=side-column>

            {{#isAgent}}{{#isOpen}}<section aria-labelledby=do-title class="card acts"><h2 id=do-title>What to do</h2>
            {{#heldBy}}<p class=hint>{{heldBy}} holds it.</p>{{/heldBy}}
            <form method=post action="/cases/{{id}}/act" id=desk>{{guard}}<input type=hidden name=back value="{{here}}">
            <div class=grid>{{#canClaim}}<button name=do value=claim data-key=c class=main>Claim</button>{{/canClaim}}
            {{#canAcknowledge}}<button name=do value=acknowledge data-key=a>Acknowledge</button>{{/canAcknowledge}}
            <button name=do value=resolve data-key=r>Resolve</button>
            <button type=button popovertarget=not-hot data-key=n>Not hot</button>
            {{#canChange}}<button type=button popovertarget=snooze data-key=s>Snooze</button>{{/canChange}}
            {{#canHandOver}}<button type=button popovertarget=hand-over data-key=h>Hand over</button>{{/canHandOver}}
            {{#canRelease}}<button name=do value=release>Release</button>{{/canRelease}}</div>

            """ + DeskPopovers.text + """
                </form>
                <details><summary>{{#canChange}}Add a note, merge or link{{/canChange}}{{^canChange}}Add a note{{/canChange}}</summary>
                <label>A note with it <textarea name=note form=desk maxlength=2000></textarea></label>
                {{#canChange}}<form method=post action="/cases/{{id}}/act" class=pair>{{guard}}<input type=hidden name=back value="{{here}}"><input type=hidden name=do value=merge>
                <label>Merge into case <input name=into inputmode=numeric maxlength=20 autocomplete=off required></label><button>Merge</button></form>
                <form method=post action="/cases/{{id}}/act" class=pair>{{guard}}<input type=hidden name=back value="{{here}}"><input type=hidden name=do value=link>
                <label>Link to incident <input name=incident inputmode=numeric maxlength=20 autocomplete=off list=incidents required></label><datalist id=incidents>{{#incidents}}<option value="{{number}}">{{name}}</option>{{/incidents}}</datalist><button>Link</button></form>{{/canChange}}</details>
                </section>{{/isOpen}}{{/isAgent}}

                {{#hasCallBacks}}<section class=card aria-labelledby=calls-title><h2 id=calls-title>Call-back</h2><ul class=rows>
                {{#callBacks}}<li><div><a href="/call-backs/{{id}}">{{start}}</a> <span class="tag {{tone}}">{{state}}</span></div><small>{{when}}</small></li>{{/callBacks}}</ul></section>{{/hasCallBacks}}
                {{#canBook}}<p><a class=button href="/call-backs?case={{id}}#book-title">Book a call-back</a></p>{{/canBook}}
                {{#hasCalled}}<section class=card aria-labelledby=called-title><h2 id=called-title>Who was called</h2><p class=hint>The last call first.</p><ol class="rows calls">
                {{#called}}<li><div><b><bdi>{{person}}</bdi></b> by {{means}} <span class="tag {{tone}}">{{became}}</span>
                <ul class=hops>{{#story}}<li>{{at}} <bdi>{{what}}</bdi></li>{{/story}}</ul>{{#error}}<small><bdi>{{error}}</bdi></small>{{/error}}</div></li>{{/called}}</ol></section>{{/hasCalled}}

                {{#customers}}<section class=card aria-label="Customer"><h2><bdi>{{name}}</bdi></h2>
                <p>{{#tier}}<span class="tag good">{{tier}}</span> {{/tier}}{{#tags}}<span class=tag>{{tag}}</span> {{/tags}}</p>
                <dl class=facts-list><dt>Number<dd><bdi>{{number}}</bdi>{{#value}}<dt>Worth<dd>{{value}}{{/value}}{{#language}}<dt>Speaks<dd>{{language}}{{/language}}{{#zone}}<dt>Lives by<dd>{{zone}}{{/zone}}<dt>Known as{{#handles}}<dd><bdi>{{handle}}</bdi>{{/handles}}</dl></section>{{/customers}}
                {{^customers}}<section class=card aria-label="Customer"><h2>Customer</h2><p class=hint>Nobody whom the CRM knows.</p></section>{{/customers}}

                {{#hasOthers}}<section class=card aria-labelledby=others-title><h2 id=others-title>Their other cases</h2><ul class=rows>
                {{#others}}<li><a href="/cases/{{id}}">{{id}}: <bdi>{{title}}</bdi></a><small>{{state}}, heat {{heat}}, {{ago}}</small></li>{{/others}}</ul></section>{{/hasOthers}}

                {{#incident}}<section class=card aria-labelledby=incident-title><h2 id=incident-title>Its incident</h2>
                <p><a href="/cases/{{id}}">{{id}}: <bdi>{{title}}</bdi></a> <small>{{state}}, heat {{heat}}</small></p></section>{{/incident}}
                {{#hasLinked}}<section class=card aria-labelledby=linked-title><h2 id=linked-title>Cases of this incident</h2><ul class=rows>
                {{#linked}}<li><a href="/cases/{{id}}">{{id}}: <bdi>{{title}}</bdi></a><small>{{state}}, heat {{heat}}</small></li>{{/linked}}</ul></section>{{/hasLinked}}
                {{#hasMerged}}<section class=card aria-labelledby=merged-title><h2 id=merged-title>Merged into it</h2><p>{{#merged}}<a class=button href="/cases/{{id}}">{{id}}</a> {{/merged}}</p></section>{{/hasMerged}}
                </div></div>
                """ + DeskPopovers.help)
}
