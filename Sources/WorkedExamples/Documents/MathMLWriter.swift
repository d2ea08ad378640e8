import Expressions

extension Expression {
  /// The expression in MathML, without the element `math`; each quantity carries its name, so that a page can mark it.
  package var mathML: String { mathML(inside: 0) }

  private func mathML(inside outer: Int) -> String {
    let own: Int
    let text: String
    switch node {
    case .number(let numeral):
      own = numeral.text.hasPrefix("-") ? 3 : 9
      text = numeral.mathML
    case .name(let name): return name.mathML
    case .text: return "<mtext>\(escapedHTML(description))</mtext>"
    case .vector(let elements): return row(operatorML("[") + list(elements) + operatorML("]"))
    case .call(let function, let arguments):
      if function.base == "sqrt", arguments.count == 1 { return "<msqrt>\(arguments[0].mathML)</msqrt>" }
      return row(function.mathMLFunction + operatorML("(") + list(arguments) + operatorML(")"))
    case .negate(let operand): (own, text) = (3, operatorML("−") + operand.mathML(inside: 4))
    case .not(let operand): (own, text) = (1, operatorML("¬") + operand.mathML(inside: 2))
    case .binary(.divide, let left, let right): return "<mfrac>\(row(left.mathML))\(row(right.mathML))</mfrac>"
    case .binary(.power, let base, let exponent):
      return "<msup>\(row(base.mathML(inside: 9)))\(row(exponent.mathML))</msup>"
    case .binary(.multiply, let left, let right):
      (own, text) = (4, left.mathML(inside: 4) + operatorML("·") + right.mathML(inside: 5))
    case .binary(.add, let left, let right):
      (own, text) = (2, left.mathML(inside: 2) + operatorML("+") + right.mathML(inside: 3))
    case .binary(.subtract, let left, let right):
      (own, text) = (2, left.mathML(inside: 2) + operatorML("−") + right.mathML(inside: 3))
    case .binary(let symbol, let left, let right):
      (own, text) = (1, left.mathML(inside: 2) + operatorML(symbol.mathMLSymbol) + right.mathML(inside: 2))
    }
    return own < outer ? row(operatorML("(") + text + operatorML(")")) : text
  }

  private func list(_ elements: [Expression]) -> String {
    elements.map(\.mathML).joined(separator: operatorML(","))
  }
}

private func row(_ content: String) -> String { "<mrow>\(content)</mrow>" }

private func operatorML(_ symbol: String) -> String { "<mo>\(escapedHTML(symbol))</mo>" }

/// A text with the characters that mean something in HTML replaced.
package func escapedHTML(_ text: String) -> String {
  text.escaping(["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"])
}

extension Operator {
  fileprivate var mathMLSymbol: String {
    switch self {
    case .notEqual: "≠"
    case .lessOrEqual: "≤"
    case .greaterOrEqual: "≥"
    case .and: "∧"
    case .or: "∨"
    default: symbol
    }
  }
}

extension Numeral {
  /// `1.5 · 10⁻⁷`
  fileprivate var mathML: String {
    func signed(_ digits: some StringProtocol) -> String {
      digits.hasPrefix("-") ? operatorML("−") + "<mn>\(digits.dropFirst())</mn>" : "<mn>\(digits)</mn>"
    }
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }),
      let power = Int(text[text.index(after: mark)...])
    else { return signed(text) }
    return row(signed(text[..<mark]) + operatorML("·") + "<msup><mn>10</mn>\(row(signed(String(power))))</msup>")
  }
}

extension Name {
  fileprivate var mathML: String {
    let text = description
    if text.hasPrefix("∂"), let slash = text.firstIndex(of: "/") {
      let numerator = text[text.index(after: text.startIndex)..<slash]
      let denominator = text[text.index(slash, offsetBy: 2)...]
      return
        "<mfrac>\(row(operatorML("∂") + Name.symbol(numerator)))\(row(operatorML("∂") + Name.symbol(denominator)))</mfrac>"
    }
    return Name.symbol(text[...])
  }

  fileprivate var mathMLFunction: String {
    let name = "<mi>\(escapedHTML(base))</mi>"
    return member == "deriv" ? "<msup>\(name)\(operatorML("′"))</msup>" : name
  }

  /// `h2.out` as out with the index h2, `w5.old` as w5 with old above it, `w5` as w with the index 5.
  private static func symbol(_ text: Substring) -> String {
    func identifier(_ text: some StringProtocol) -> String { "<mi>\(escapedHTML(String(text)))</mi>" }
    let content: String
    if let point = text.lastIndex(of: ".") {
      let (owner, member) = (text[..<point], text[text.index(after: point)...])
      content =
        owner.first == "w" || owner.first == "b"
        ? "<msup>\(row(plain(owner)))\(identifier(member))</msup>"
        : "<msub>\(identifier(member))\(identifier(owner))</msub>"
    } else {
      content = plain(text)
    }
    return "<mrow data-q=\"\(escapedHTML(String(text)))\">\(content)</mrow>"
  }

  private static func plain(_ text: Substring) -> String {
    let letters = text.prefix { $0.isLetter }
    let digits = text.dropFirst(letters.count)
    if letters.count == 1, !digits.isEmpty, digits.allSatisfy(\.isNumber) {
      return "<msub><mi>\(escapedHTML(String(letters)))</mi><mn>\(digits)</mn></msub>"
    }
    return "<mi>\(escapedHTML(String(text)))</mi>"
  }
}
