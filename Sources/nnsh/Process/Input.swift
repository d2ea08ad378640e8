/// One input to run.
enum Input: Equatable {
  case file(String)
  case commands(String)
  case standardInput

  /// That of a file; nil for others.
  var path: String? { if case .file(let path) = self { path } else { nil } }
}
