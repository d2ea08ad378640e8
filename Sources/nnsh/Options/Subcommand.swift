/// What `nnsh NAME PATH…` does with files instead of running them in one session.
enum Subcommand: String, CaseIterable {
  case test

  /// Its operands in `--help`.
  var operands: String {
    switch self {
    case .test: "PATH…"
    }
  }

  /// Its line in `--help`.
  var help: String {
    switch self {
    case .test: "Run each script and Markdown article in a new session; a folder means all of them below it."
    }
  }
}
