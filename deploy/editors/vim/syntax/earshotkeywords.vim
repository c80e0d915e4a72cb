" Colours for Earshot's keyword files.
if exists("b:current_syntax")
  finish
endif

syn match earshotComment "\(^\|\s\)\@<=#\(\s.*\|$\)"
syn match earshotHead "^\(about\|owner\|lang\|accents\)\s"
syn match earshotRule "^---\s*$"
syn match earshotException "^\s*-[^-].*"
syn match earshotReference "^\s*list:[a-z0-9-]\+"
syn match earshotMask "{\(money\|number\|date\|time\|email\|phone\|order\|url\)}"
syn match earshotStar "\*\(\s\|$\)\@="

hi def link earshotComment Comment
hi def link earshotHead Statement
hi def link earshotRule Delimiter
hi def link earshotException Error
hi def link earshotReference Identifier
hi def link earshotMask Special
hi def link earshotStar Operator

let b:current_syntax = "earshotkeywords"
