extension Expression: CustomStringConvertible {
  /// The expression as it would be typed, with as few parentheses as possible: `0.6 * (1 - f(x))`.
  package var description: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch node {
    case .number(let numeral): text += numeral.text
    case .text(let parts):
      text += "\""
      for part in parts {
        switch part {
        case .plain(let characters): text += escaped(characters)
        case .expression(let expression): text += "{\(expression)}"
        }
      }
      text += "\""
    case .name(let name): name.write(to: &text)
    case .call(let function, let arguments):
      function.write(to: &text)
      text += "("
      writeList(arguments, to: &text)
      text += ")"
    case .negate(let operand):
      text += "-"
      operand.write(to: &text, inside: Precedence.sign, parenthesizeEqual: true)
    case .not(let operand):
      text += "not "
      operand.write(to: &text, inside: Precedence.not, parenthesizeEqual: false)
    case .binary(.power, let base, let exponent):
      base.write(to: &text, inside: Operator.power.precedence, parenthesizeEqual: true)
      text += "^"
      exponent.write(to: &text, inside: Precedence.sign, parenthesizeEqual: false)
    case .binary(let symbol, let left, let right):
      left.write(to: &text, inside: symbol.precedence, parenthesizeEqual: false)
      text += " \(symbol.symbol) "
      right.write(to: &text, inside: symbol.precedence, parenthesizeEqual: true)
    case .vector(let elements):
      text += "["
      writeList(elements, to: &text)
      text += "]"
    }
  }

  private func writeList(_ elements: [Expression], to text: inout String) {
    for (index, element) in elements.enumerated() {
      if index > 0 { text += ", " }
      element.write(to: &text)
    }
  }

  private func write(to text: inout String, inside outer: Int, parenthesizeEqual: Bool) {
    let own = precedence
    guard own < outer || (own == outer && parenthesizeEqual) else { return write(to: &text) }
    text += "("
    write(to: &text)
    text += ")"
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
    var result = ""
    for character in characters {
      switch character {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "{": result += "\\{"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Name: CustomStringConvertible {
  package var description: String {
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
