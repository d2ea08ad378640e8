import Interpreter

/// What `nnsh NAME PATH…` does with files instead of running them in one session.
enum Subcommand: String, CaseIterable {
  case test, audit, lint, format, serve, lsp, grammar

  /// Its operands in `--help`.
  var operands: String {
    switch self {
    case .test, .lint, .format: "PATH…"
    case .audit: "FILE…"
    case .serve, .lsp: ""
    case .grammar: "FORMAT"
    }
  }

  /// Whether it works on files or folders.
  var needsPaths: Bool { takesPaths && self != .grammar }

  /// Whether anything may follow it.
  var takesPaths: Bool { self != .serve && self != .lsp }

  /// Its line in `--help`.
  var help: String {
    switch self {
    case .test: "Run each script and Markdown article in a new session; a folder means all of them below it."
    case .audit: "Judge the equations of Markdown, text, LaTeX or HTML documents as they are."
    case .lint: "Report what is wrong in scripts and articles without running them."
    case .format: "Rewrite scripts, and the commands of articles, in canonical form."
    case .serve: "Run entries from standard input, each ended by a line '.'; answer in JSON."
    case .lsp: "Tell an editor what lint, help and completion know of scripts: the Language Server Protocol."
    case .grammar: "Print the grammar with which an editor highlights scripts: vim, textmate or pygments."
    }
  }

  /// The extensions of the files it is for.
  var extensions: [String] {
    switch self {
    case .test, .lint, .format: FileTest.extensions
    case .audit: ["md", "txt", "tex", "html"]
    case .serve, .lsp, .grammar: []
    }
  }
}
