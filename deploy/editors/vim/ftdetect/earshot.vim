au BufRead,BufNewFile */Rules/*.rules,*/rules/*.rules setfiletype earshot
au BufRead,BufNewFile *.keywords setfiletype earshotkeywords
