/// A syntax file for Vim: `syntax/nn.vim`.
func vimGrammar(_ words: GrammarWords) -> String {
  func keywords(_ group: String, _ words: [String]) -> String {
    GrammarWords.lines("syntax keyword \(group)", words) { $0 }
  }
  return #"""
    " Vim syntax file for nnsh scripts, printed by `nnsh grammar vim`.
    if exists('b:current_syntax')
      finish
    endif
    syntax case match
    syntax iskeyword @,48-57,-,_
    syntax match nnComment /\%(^\|\s\|;\)\zs#.*$/
    syntax match nnOutput /^\s*\zs#>.*$/
    syntax match nnEscape /\\[nt"\\]/ contained
    syntax region nnString start=/"/ skip=/\\./ end=/"/ contains=nnEscape
    syntax region nnString start=/'/ end=/'/
    syntax match nnNumber /\<[0-9][0-9_]*\%(\.[0-9]\+\)\?\%([eE][-+]\?[0-9]\+\)\?\>/
    syntax match nnCommand /\%(^\|;\|{\)\s*\zs!/
    \#(keywords("nnCommand", words.commands))
    \#(keywords("nnOperand", words.operands))
    highlight default link nnComment Comment
    highlight default link nnOutput SpecialComment
    highlight default link nnString String
    highlight default link nnEscape SpecialChar
    highlight default link nnNumber Number
    highlight default link nnCommand Statement
    highlight default link nnOperand Type
    let b:current_syntax = 'nn'

    """#
}
