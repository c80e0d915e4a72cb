" Colours for Earshot's rule files.
if exists("b:current_syntax")
  finish
endif

syn match earshotComment "\(^\|\s\)\@<=#\(\s.*\|$\)"
syn match earshotBegin "^\s*\(rule\|spike\)\s" nextgroup=earshotName
syn match earshotName "[a-z0-9-]\+" contained
syn match earshotKey "^\s*\(title\|severity\|score\|action\|group\|tags\|skill\|owner\|respond\|mode\|when\|raise\|lower\|replaces\|hit\|miss\|todo\|count\|fires\|or\|per\|again\|burst\)\(\s\|$\)\@="
syn match earshotOperator "\<\(AND\|OR\|NOT\)\>"
syn match earshotOperator "\<\(NEAR\|BEFORE\)/[0-9]\+"
syn match earshotOperator "\<at least [0-9]\+ of\>"
syn match earshotReference "\<\(list\|rule\):[a-z0-9-]\+"
syn match earshotField "\<\(sentiment\|complaint\|channel\|source\|lang\|hours\)\>\( is\| are\| [<>]\)\@="
syn match earshotField "\<\(customer\|author\|conversation\)\.[a-z_]\+"
syn match earshotClaim "\<is \(not \)\?hot\>"
syn match earshotMask "{\(money\|number\|date\|time\|email\|phone\|order\|url\)}"
syn region earshotString start=+"+ end=+"\|$+ contains=earshotMask

hi def link earshotComment Comment
hi def link earshotBegin Keyword
hi def link earshotName Function
hi def link earshotKey Statement
hi def link earshotOperator Operator
hi def link earshotReference Identifier
hi def link earshotField Type
hi def link earshotClaim Constant
hi def link earshotMask Special
hi def link earshotString String

let b:current_syntax = "earshot"
