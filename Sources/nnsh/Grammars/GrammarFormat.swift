import Interpreter

/// `nnsh grammar FORMAT`: the program that highlights scripts. The files in scripts/editors are what this prints.
enum GrammarFormat: String, CaseIterable {
  case vim, textmate, pygments

  /// The grammar file.
  var text: String {
    let words = GrammarWords(CommandTable.nnsh.synopses)
    return switch self {
    case .vim: vimGrammar(words)
    case .textmate: textmateGrammar(words)
    case .pygments: pygmentsGrammar(words)
    }
  }
}
