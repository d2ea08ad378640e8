/// What `nnsh NAME PATH…` does with files instead of running them in one session.
enum Subcommand: String, CaseIterable {
  case test
  case audit

  /// Its operands in `--help`.
  var operands: String {
    switch self {
    case .test: "PATH…"
    case .audit: "FILE…"
    }
  }

  /// Its line in `--help`.
  var help: String {
    switch self {
    case .test: "Run each script and Markdown article in a new session; a folder means all of them below it."
    case .audit: "Judge the equations of Markdown, text, LaTeX or HTML documents as they are."
    }
  }
}
