import Expressions
import NeuralNetwork

/// A name with placeholders for numbers: `h{k}.net`, `input_to_hidden_{2*(k-1)+j}`.
///
/// `{{` and `}}` are literal braces: `in_{{h{k}}}`.
package struct Template: Sendable {
  package enum Piece: Sendable {
    case plain(String)
    case placeholder(Expression)
  }

  package let text: String
  package let range: SourceRange
  let pieces: [Piece]

  /// Reads the template at `range`. Throws at an unclosed brace or an expression that cannot be read.
  package init(_ bytes: [UInt8], _ range: SourceRange) throws(Fault) {
    var cursor = Cursor(bytes, from: range.lower, to: range.upper)
    var pieces: [Piece] = []
    var plain = cursor.position
    while cursor.position < range.upper {
      if cursor.take("{{") || cursor.take("}}") {
        pieces.append(.plain(cursor.text(plain, cursor.position - 1)))
        plain = cursor.position
        continue
      }
      guard cursor.byte == Ascii.openBrace else {
        cursor.position += 1
        continue
      }
      let open = cursor.position
      if open > plain { pieces.append(.plain(cursor.text(plain, open))) }
      cursor.position += 1
      cursor.depth += 1
      let placeholder = try cursor.readExpression()
      cursor.skipBlanks()
      guard cursor.byte == Ascii.closeBrace else {
        throw Fault("'{' is never closed", at: SourceRange(open, open + 1), label: "a '}' is missing", kind: .unclosed)
      }
      cursor.depth -= 1
      cursor.position += 1
      plain = cursor.position
      pieces.append(.placeholder(placeholder))
    }
    if range.upper > plain { pieces.append(.plain(cursor.text(plain, range.upper))) }
    self.pieces = pieces
    self.range = range
    text = cursor.text(range)
  }

  var hasPlaceholders: Bool { pieces.contains { if case .placeholder = $0 { true } else { false } } }

  /// The names in the placeholders; throws if one is more than a name.
  func variables() throws(Fault) -> [String] {
    var names: [String] = []
    for case .placeholder(let placeholder) in pieces {
      guard case .name(let name) = placeholder.node, name.isPlain else {
        throw Fault(
          "'{\(placeholder)}' is not a plain name", at: placeholder.range,
          label: "arithmetic is only allowed after 'as'")
      }
      names.append(name.base)
    }
    return names
  }

  /// The values of the placeholders if the text matches the template; nil if it does not.
  func match(_ text: String) -> [String: Int]? {
    var bindings: [String: Int] = [:]
    var rest = Substring(text)
    for piece in pieces {
      switch piece {
      case .plain(let plain):
        guard rest.hasPrefix(plain) else { return nil }
        rest = rest.dropFirst(plain.count)
      case .placeholder(let placeholder):
        guard case .name(let name) = placeholder.node else { return nil }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.first != "0", let number = Int(digits) else { return nil }
        if let bound = bindings[name.base], bound != number { return nil }
        bindings[name.base] = number
        rest = rest.dropFirst(digits.count)
      }
    }
    return rest.isEmpty ? bindings : nil
  }

  /// The text with the placeholders filled in. Throws if one is not a whole number.
  func filled(_ bindings: [String: Int]) throws(Fault) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .plain(let plain): text += plain
      case .placeholder(let placeholder):
        let value = try placeholder.number(in: Bindings(values: bindings))
        guard let whole = Int(exactly: value) else {
          throw Fault("'{\(placeholder)}' is \(shortest(value)), not a whole number", at: placeholder.range)
        }
        text += String(whole)
      }
    }
    return text
  }

  private struct Bindings: Scope {
    let values: [String: Int]

    func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
      guard name.isPlain, let value = values[name.base] else {
        let known = values.keys.sorted().map { "{\($0)}" }.joined(separator: ", ")
        throw Fault(
          "{\(name)} does not appear before 'as'", at: range,
          label: known.isEmpty ? "no {…} appears there" : "only \(known)")
      }
      return .number(Double(value))
    }

    func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
      try Functions.call(function, arguments, at: range, known: [])
    }
  }
}
