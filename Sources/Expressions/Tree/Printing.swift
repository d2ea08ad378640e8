/// Takes the characters of an expression as it is printed.
package protocol ExpressionText {
  mutating func write(_ characters: String)

  /// Writes something else in place of a part of the expression; returns false, having written nothing, for a part
  /// that is printed as it is.
  ///
  /// - Parameter parenthesizesNegative: whether a negative number in this place has parentheses.
  mutating func replace(_ part: Expression, parenthesizesNegative: Bool) -> Bool

  /// The name under which a function is printed.
  func name(of function: Name) -> Name
}

extension ExpressionText {
  package mutating func replace(_ part: Expression, parenthesizesNegative: Bool) -> Bool { false }
  package func name(of function: Name) -> Name { function }
}

extension String: ExpressionText {}

extension Expression: CustomStringConvertible {
  /// The expression as it would be typed, with as few parentheses as possible: `0.6 * (1 - f(x))`.
  @usableFromInline package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// The description of this expression with a minus sign.
  var negatedDescription: String {
    var text = "-"
    write(to: &text, inside: Precedence.sign, parenthesizeEqual: true)
    return text
  }

  /// Writes the description.
  package func write(to text: inout some ExpressionText) { write(to: &text, inside: 0, parenthesizeEqual: false) }

  private func write(to text: inout some ExpressionText, inside outer: Int, parenthesizeEqual: Bool) {
    func isParenthesized(_ own: Int) -> Bool { own < outer || (own == outer && parenthesizeEqual) }
    if text.replace(self, parenthesizesNegative: isParenthesized(Precedence.sign)) { return }
    guard isParenthesized(precedence) else { return writeNode(to: &text) }
    text.write("(")
    writeNode(to: &text)
    text.write(")")
  }

  private func writeNode(to text: inout some ExpressionText) {
    switch node {
    case .number(let numeral): text.write(numeral.text)
    case .text(let parts):
      text.write("\"")
      for part in parts {
        switch part {
        case .plain(let characters): text.write(escaped(characters))
        case .expression(let expression): text.write("{\(expression)}")
        }
      }
      text.write("\"")
    case .name(let name): text.write(name.description)
    case .call(let function, let arguments):
      text.write(text.name(of: function).description)
      text.write("(")
      writeList(arguments, to: &text)
      text.write(")")
    case .negate(let operand):
      text.write("-")
      operand.write(to: &text, inside: Precedence.sign, parenthesizeEqual: true)
    case .not(let operand):
      text.write("not ")
      operand.write(to: &text, inside: Precedence.not, parenthesizeEqual: false)
    case .binary(.power, let base, let exponent):
      base.write(to: &text, inside: Operator.power.precedence, parenthesizeEqual: true)
      text.write("^")
      exponent.write(to: &text, inside: Precedence.sign, parenthesizeEqual: false)
    case .binary(let symbol, let left, let right):
      left.write(to: &text, inside: symbol.precedence, parenthesizeEqual: false)
      text.write(" \(symbol.symbol) ")
      right.write(to: &text, inside: symbol.precedence, parenthesizeEqual: true)
    case .vector(let elements):
      text.write("[")
      writeList(elements, to: &text)
      text.write("]")
    }
  }

  private func writeList(_ elements: [Expression], to text: inout some ExpressionText) {
    for (index, element) in elements.enumerated() {
      if index > 0 { text.write(", ") }
      element.write(to: &text)
    }
  }

  /// The binding strength of the node; a negative number binds like a sign.
  private var precedence: Int {
    switch node {
    case .negate: Precedence.sign
    case .not: Precedence.not
    case .binary(let symbol, _, _): symbol.precedence
    case .number(let numeral): numeral.text.hasPrefix("-") ? Precedence.sign : Precedence.atom
    default: Precedence.atom
    }
  }

  private func escaped(_ characters: String) -> String {
    characters.escaping(["\n": "\\n", "\t": "\\t", "\"": "\\\"", "\\": "\\\\", "{": "\\{"])
  }
}

extension Name: CustomStringConvertible {
  @usableFromInline package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// As typed, without blanks: `w[i1,h3].grad`.
  func write(to text: inout String) {
    text += base
    if !subscripts.isEmpty {
      text += "["
      for (index, part) in subscripts.enumerated() {
        if index > 0 { text += "," }
        text += part.description
      }
      text += "]"
    }
    if let member { text += ".\(member)" }
  }
}
