import Expressions

extension Expression {
  /// With `exp(x)` for `e^x`, `sqrt(x)` for roots, and brackets for grouping only; built anew, so that it does not have
  /// to be read from the source's nodes again and again.
  var inPlainForm: Expression {
    let (node, range) = (node, range)
    switch node {
    case .number: return isBuilt ? self : Expression(node, at: range)
    case .name(let name):
      // In bold: `\mathbf{0.95}`.
      if let number = name.number { return Expression(.number(number), at: range) }
      return isBuilt ? self : Expression(node, at: range)
    case .vector(let elements):
      let plain = elements.map(\.inPlainForm)
      return Expression(plain.count == 1 ? plain[0].node : .vector(plain), at: range)
    case .call(let function, let arguments):
      let plain = arguments.map(\.inPlainForm)
      guard let member = function.member, function.subscripts.isEmpty,
        ["Math", "math", "np", "numpy", "torch", "mpmath"].contains(function.base)
      else { return Expression(.call(function, plain), at: range) }
      return Expression(.call(Name(member), plain), at: range)
    case .binary(let symbol, let left, let right):
      let (first, second) = (left.inPlainForm, right.inPlainForm)
      let isExponential = symbol == .power && first.plainName == Identifier("e")
      return Expression(isExponential ? .call(Name("exp"), [second]) : .binary(symbol, first, second), at: range)
    case .negate(let operand): return Expression(.negate(operand.inPlainForm), at: range)
    case .not(let operand): return Expression(.not(operand.inPlainForm), at: range)
    case .text: return mapChildren(\.inPlainForm)
    }
  }
}

extension Name {
  /// The number that a font command around it made a name.
  fileprivate var number: Numeral? {
    guard isPlain, let first = base.utf8.first, !isLetter(first), let value = Double(base) else { return nil }
    return Numeral(value: value, text: base)
  }
}
