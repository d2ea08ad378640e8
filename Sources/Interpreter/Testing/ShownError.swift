import Expressions
import Safety

/// The message that an article shows below a command that fails, as the prompt prints it.
struct ShownError {
  /// How it differs from the message of the command; nil if it does not.
  let fault: Fault?

  /// Whether lines of output show a message.
  static func isIn(_ texts: [String]) -> Bool { texts.contains { $0.contains("error: ") } }

  /// nil if no message is shown.
  init?(_ expected: ExpectedLines?, _ diagnostic: Diagnostic, of statements: [Statement], in source: SourceText) {
    guard let expected else { return nil }
    let texts = expected.texts(in: source)
    guard let offset = texts.firstIndex(where: { $0.contains("error: ") }) else { return nil }
    let message = "error: \(visibleLine(diagnostic.fault.message))"
    let range = source.range(ofLine: expected.lines.lowerBound + offset)
    guard OutputPattern(texts[offset]).matchesEnd(message) else {
      fault = Fault("the message differs", at: range, label: "it says: \(message)", kind: .mismatch)
      return
    }
    fault = Self.place(texts[offset], diagnostic, statements, source).map {
      Fault("the place of the message differs", at: range, label: "it is \($0)", kind: .mismatch)
    }
  }

  /// The line and column that the prompt prints, if the text has others.
  private static func place(
    _ text: String, _ diagnostic: Diagnostic, _ statements: [Statement], _ source: SourceText
  ) -> String? {
    guard text.hasPrefix("<prompt>:"), diagnostic.source === source, let first = statements.first?.range.lower,
      let found = diagnostic.fault.range?.lower
    else { return nil }
    let (start, here) = (source.position(of: first), source.position(of: found))
    // What precedes the commands on their first line is the prompt.
    guard start.line == here.line else { return nil }
    let place = "<prompt>:1:\(here.column - start.column + 1)"
    return text.hasPrefix(place + ":") ? nil : place
  }
}
