/// What may occur in an expression, so that a walk through it can be spared.
@usableFromInline package struct ExpressionContents: OptionSet, Sendable {
  @usableFromInline package let rawValue: UInt8

  @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }

  @inlinable package static var names: ExpressionContents { ExpressionContents(rawValue: 1) }
  @inlinable package static var calls: ExpressionContents { ExpressionContents(rawValue: 2) }
  @inlinable package static var vectors: ExpressionContents { ExpressionContents(rawValue: 4) }
  /// A division by what has names.
  @inlinable package static var quotientsOfNames: ExpressionContents { ExpressionContents(rawValue: 8) }
  /// A name with a slash: `∂E/∂w5`.
  @inlinable package static var derivativeNames: ExpressionContents { ExpressionContents(rawValue: 16) }
  /// A number of more than 20 characters.
  @inlinable package static var longNumbers: ExpressionContents { ExpressionContents(rawValue: 64) }
  /// The expression itself is a number as it is written; of this one nothing else is known.
  @inlinable static var isNumber: ExpressionContents { ExpressionContents(rawValue: 32) }

  /// Anything: an expression that was read is not looked through.
  @inlinable static var unknown: ExpressionContents { ExpressionContents(rawValue: 127 - 32) }

  init(of node: Expression.Node) {
    switch node {
    case .number(let numeral): self = numeral.text.utf8.count > 20 ? .longNumbers : []
    case .name(let name): self = name.base.contains(byte: Ascii.slash) ? [.names, .derivativeNames] : .names
    case .call(_, let arguments): self = ExpressionContents(of: arguments, and: .calls)
    case .vector(let elements): self = ExpressionContents(of: elements, and: .vectors)
    case .negate(let operand), .not(let operand): self = operand.contents.subtracting(.isNumber)
    case .binary(let symbol, let left, let right):
      let divisor = right.contents
      let isQuotient = symbol == .divide && divisor.contains(.names)
      self = left.contents.union(divisor).union(isQuotient ? .quotientsOfNames : []).subtracting(.isNumber)
    case .text: self = .unknown
    }
  }

  private init(of parts: [Expression], and own: ExpressionContents) {
    self = parts.reduce(own) { $0.union($1.contents) }.subtracting(.isNumber)
  }
}
