import Expressions

/// A part of a test that runs by itself: commands, or a line of equations.
struct TestStep {
  enum Content {
    /// The lines of one prompt, or of one command of a script.
    case commands([Statement])
    /// Equations separated by `;`.
    case equations(SourceRange, isWrong: Bool)
    /// What has a syntax error.
    case unreadable(UnreadableCommand)
  }

  let content: Content
  /// The lines of expected output; nil where output is not compared.
  var expected: ExpectedLines?

  init(_ content: Content, expected: ExpectedLines? = nil) {
    self.content = content
    self.expected = expected
  }

  /// A step of its own.
  init(of parsed: ParsedCommand) {
    switch parsed {
    case .statement(let statement): self.init(Content.commands([statement]))
    case .unreadable(let command): self.init(Content.unreadable(command))
    }
  }
}
