import Expressions

extension Explanation {
  /// `align*` environments for amsmath, with remarks as comments between them.
  package var latex: [String] {
    lines.flatMap { line -> [String] in
      switch line {
      case .equation(let parts):
        return ["\\begin{align*}"] + parts.alignedLatex + ["\\end{align*}"]
      case .remark(let text): return ["% \(text)"]
      }
    }
  }

  /// Markdown with `$$` blocks; remarks are paragraphs.
  package var markdown: [String] {
    lines.flatMap { line -> [String] in
      switch line {
      case .equation(let parts):
        return ["$$", "\\begin{aligned}"] + parts.alignedLatex + ["\\end{aligned}", "$$", ""]
      case .remark(let text): return [text, ""]
      }
    }
  }
}

extension [Expression] {
  /// `A &= B \\`, `&= C`.
  package var alignedLatex: [String] {
    guard count > 1 else { return map(\.latex) }
    return self[1...].enumerated().map { index, part in
      "\(index == 0 ? self[0].latex + " " : "  ")&= \(part.latex)\(index == count - 2 ? "" : " \\\\")"
    }
  }
}

extension Expression {
  /// The expression in LaTeX: `\frac{1}{1 + \exp(-x)}`.
  package var latex: String { latex(inside: 0) }

  private func latex(inside outer: Int) -> String {
    let own: Int
    let text: String
    switch node {
    case .number(let numeral):
      own = numeral.text.hasPrefix("-") ? 3 : 9
      text = numeral.latex
    case .name(let name): return name.latex
    case .text: return "\\text{\(description)}"
    case .vector(let elements): return "\\left[\(elements.map(\.latex).joined(separator: ", "))\\right]"
    case .call(let function, let arguments):
      if function.base == "sqrt", arguments.count == 1 { return "\\sqrt{\(arguments[0].latex)}" }
      return "\(function.latexFunction)\\left(\(arguments.map(\.latex).joined(separator: ", "))\\right)"
    case .negate(let operand): (own, text) = (3, "-\(operand.latex(inside: 4))")
    case .not(let operand): (own, text) = (1, "\\lnot \(operand.latex(inside: 2))")
    case .binary(.divide, let left, let right): return "\\frac{\(left.latex)}{\(right.latex)}"
    case .binary(.power, let base, let exponent): return "\(base.latex(inside: 9))^{\(exponent.latex)}"
    case .binary(.multiply, let left, let right):
      (own, text) = (4, "\(left.latex(inside: 4)) \\cdot \(right.latex(inside: 5))")
    case .binary(.add, let left, let right):
      (own, text) = (2, "\(left.latex(inside: 2)) + \(right.latex(inside: 3))")
    case .binary(.subtract, let left, let right):
      (own, text) = (2, "\(left.latex(inside: 2)) - \(right.latex(inside: 3))")
    case .binary(let symbol, let left, let right):
      (own, text) = (1, "\(left.latex(inside: 2)) \(symbol.latexSymbol) \(right.latex(inside: 2))")
    }
    return own < outer ? "\\left(\(text)\\right)" : text
  }
}

extension Operator {
  fileprivate var latexSymbol: String {
    switch self {
    case .notEqual: "\\neq"
    case .lessOrEqual: "\\leq"
    case .greaterOrEqual: "\\geq"
    case .and: "\\land"
    case .or: "\\lor"
    default: symbol
    }
  }
}

extension Numeral {
  /// `1.5 \cdot 10^{-7}`
  fileprivate var latex: String {
    guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }),
      let power = Int(text[text.index(after: mark)...])
    else { return text }
    return "\(text[..<mark]) \\cdot 10^{\(power)}"
  }
}

extension Name {
  /// `w_{5}`, `out_{h1}`, `\frac{\partial E}{\partial net_{o1}}`.
  var latex: String {
    let text = description
    if text.hasPrefix("∂"), let slash = text.firstIndex(of: "/") {
      let numerator = text[text.index(after: text.startIndex)..<slash]
      let denominator = text[text.index(slash, offsetBy: 2)...]
      return "\\frac{\\partial \(Name.latexSymbol(numerator))}{\\partial \(Name.latexSymbol(denominator))}"
    }
    return Name.latexSymbol(text[...])
  }

  var latexFunction: String {
    let known: Set<String> = ["exp", "sin", "cos", "tan", "tanh", "sinh", "cosh", "max", "min"]
    if known.contains(base), member == nil { return "\\\(base)" }
    if base == "log" || base == "ln" { return "\\ln" }
    let name = base.count == 1 ? base : "\\operatorname{\(Name.escaped(base[...]))}"
    return member == "deriv" ? "\(name)'" : name
  }

  /// `h2[3].out` as `out_{h2[3]}`, `w5.old` as `w_{5}^{old}`, `w5` as `w_{5}`, `net1_h` upright.
  private static func latexSymbol(_ text: Substring) -> String {
    if let point = text.lastIndex(of: ".") {
      let owner = text[..<point]
      let member = text[text.index(after: point)...]
      if owner.first == "w" || owner.first == "b" { return "\(latexSymbol(owner))^{\\mathit{\(member)}}" }
      return "\\mathit{\(member)}_{\(escaped(owner))}"
    }
    let letters = text.prefix { $0.isLetter }
    let digits = text.dropFirst(letters.count)
    if letters.count == 1, !digits.isEmpty, digits.allSatisfy(\.isNumber) { return "\(letters)_{\(digits)}" }
    return text.count == 1 ? String(text) : "\\mathit{\(escaped(text))}"
  }

  private static func escaped(_ text: Substring) -> String {
    text.escaping(["_": "\\_", "#": "\\#", "%": "\\%", "&": "\\&", "{": "\\{", "}": "\\}", "$": "\\$"])
  }
}
