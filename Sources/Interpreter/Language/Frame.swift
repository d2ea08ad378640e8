import Expressions

/// A loop or a `source` command around the running command.
struct Frame {
  enum Kind {
    case loop(name: String)
    case sourced(SourceText, SourceRange)
  }

  var kind: Kind
  /// The current iteration of a loop.
  var iteration = 0

  init(_ kind: Kind) { self.kind = kind }

  var isSource: Bool { if case .sourced = kind { true } else { false } }

  /// As it is said with an error.
  var text: String {
    switch kind {
    case .loop(let name): "in \(name) \(iteration)"
    case .sourced(let text, let range): "from \(text.name):\(text.position(of: range.lower).line)"
    }
  }
}
