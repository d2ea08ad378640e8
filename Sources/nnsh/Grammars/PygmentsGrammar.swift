/// A lexer for Pygments: `nn_lexer.py`.
func pygmentsGrammar(_ words: GrammarWords) -> String {
  func list(_ words: [String]) -> String { GrammarWords.lines("   ", words) { "'\($0)'," } }
  return #"""
    """Pygments lexer for nnsh scripts, printed by `nnsh grammar pygments`."""

    from pygments.lexer import RegexLexer, words
    from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, Punctuation, String, Text

    COMMANDS = (
    \#(list(words.commands))
    )
    OPERANDS = (
    \#(list(words.operands))
    )


    class NnLexer(RegexLexer):
        name = 'nnsh'
        aliases = ['nn', 'nnsh']
        filenames = ['*.nn']

        tokens = {
            'root': [
                (r'\s+', Text),
                (r'#>.*$', Generic.Output),
                (r'#.*$', Comment.Single),
                (r'(nn> )', Generic.Prompt),
                (r'!', Keyword),
                (words(COMMANDS, prefix=r'(?<![\w.-])', suffix=r'(?![\w-])'), Keyword),
                (words(OPERANDS, prefix=r'(?<![\w.-])', suffix=r'(?![\w(.-])'), Keyword.Type),
                (r'"(?:\\.|[^"\\])*"', String.Double),
                (r"'[^']*'", String.Single),
                (r'(?<![\w])\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?', Number),
                (r'[A-Za-z_][\w]*', Name),
                (r'[-+*/^=<>!]+', Operator),
                (r'[^\s]', Punctuation),
            ],
        }

    """#
}
