import Expressions

/// A part of a test that runs by itself: commands, or a line of equations.
struct TestStep {
  enum Content {
    /// The lines of one prompt, or of one command of a script.
    case commands([Statement])
    /// Equations separated by `;`.
    case equations(SourceRange, isWrong: Bool)
  }

  let content: Content
  /// The lines of expected output; nil where output is not compared.
  var expected: ExpectedLines?
}

/// The lines of a source that show the output of a command.
struct ExpectedLines {
  /// Counted from 1; empty where the source shows no output, before the line of its lower bound.
  let lines: Range<Int>
  /// What stands before the output on each line: blanks, `#> `, `> `.
  let margin: String
}

/// A script or an article, as the steps of a test.
struct TestDocument {
  /// The whole file, at which findings point.
  let source: SourceText
  var steps: [TestStep] = []
  /// Why it cannot run.
  var faults: [Fault] = []
  /// What is wrong although everything that runs can run.
  var findings: [Fault] = []

  init(_ source: SourceText) {
    self.source = source
    if source.isArticle { readArticle() } else { readScript() }
  }

  private mutating func readScript() {
    let (statements, faults) = Parser(.nnsh).parse(source)
    self.faults = faults
    // Commands on one line share the expected output below it.
    var last = 0
    for statement in statements {
      let first = source.position(of: statement.range.lower).line
      if first == last, case .commands(let earlier)? = steps.last?.content {
        steps[steps.count - 1] = TestStep(content: .commands(earlier + [statement]))
      } else {
        steps.append(TestStep(content: .commands([statement])))
      }
      last = source.position(of: statement.range.upper).line
      steps[steps.count - 1].expected = expectedOutput(belowLine: last)
    }
  }

  /// The lines after `number` that begin with `#>`.
  private func expectedOutput(belowLine number: Int) -> ExpectedLines? {
    var end = number + 1
    while end <= source.lineCount, source.line(end).drop(while: { $0 == " " || $0 == "\t" }).hasPrefix("#>") {
      end += 1
    }
    guard end > number + 1 else { return nil }
    let text = source.line(number + 1)
    let indent = text.prefix { $0 == " " || $0 == "\t" }
    return ExpectedLines(lines: number + 1..<end, margin: indent + "#> ")
  }
}

extension ExpectedLines {
  /// The expected output, without margins and trailing blanks.
  func texts(in source: SourceText) -> [String] {
    lines.map { number in
      var line = source.line(number)[...]
      let bare = margin.prefix { $0 == " " }.count == margin.count
      if bare {
        line = line.dropFirst(min(margin.count, line.prefix { $0 == " " }.count))
      } else {
        line = line.drop { $0 == " " || $0 == "\t" }
        let mark = margin.drop { $0 == " " || $0 == "\t" }
        line = line.hasPrefix(mark) ? line.dropFirst(mark.count) : line.dropFirst(mark.count - 1)
      }
      while line.last?.isWhitespace == true { line.removeLast() }
      return String(line)
    }
  }
}

extension SourceText {
  /// Whether the name is that of a Markdown file.
  package var isArticle: Bool { name.hasSuffix(".md") }
}
