import Expressions
import WorkedExamples

/// The claim of `expect`: a condition, or that a value equals the printed one.
enum Expectation: Sendable {
  case condition(Expression)
  case equal(Expression, Expression, tolerance: Expression?)

  init(_ operands: inout OperandReader) throws(Fault) {
    let start = operands.cursor
    let left = try operands.sum("a value or a condition")
    operands.cursor.skipBlanks()
    guard operands.cursor.byte == Ascii.equal else {
      operands.cursor = start
      self = .condition(try operands.expression("a condition"))
      return
    }
    operands.cursor.position += operands.cursor.byte(at: 1) == Ascii.equal ? 2 : 1
    let right = try operands.sum("a value")
    operands.cursor.skipBlanks()
    var tolerance: Expression?
    if operands.cursor.take("+-") || operands.cursor.take("±") { tolerance = try operands.sum("a tolerance") }
    if tolerance == nil, !operands.atEnd() {
      operands.cursor = start
      self = .condition(try operands.expression("a condition"))
      return
    }
    self = .equal(left, right, tolerance: tolerance)
  }

  /// Throws a mismatch if the claim does not hold, or if it is negated and holds.
  func require(isNegated: Bool, _ interpreter: Interpreter) throws(Fault) {
    switch self {
    case .condition(let condition):
      guard try holds(condition, interpreter) == isNegated else { return }
      throw Fault(
        "expected \(isNegated ? "not " : "")\(condition)", at: condition.range,
        label: try sides(of: condition, interpreter), kind: .mismatch)
    case .equal(let left, let right, let tolerance):
      try compare(left, right, tolerance, isNegated: isNegated, interpreter)
    }
  }

  /// Whether a condition holds; a number after `=` is compared by its printed digits here too.
  private func holds(_ condition: Expression, _ interpreter: Interpreter) throws(Fault) -> Bool {
    switch condition.node {
    case .binary(.and, let left, let right): return try holds(left, interpreter) ? try holds(right, interpreter) : false
    case .binary(.or, let left, let right): return try holds(left, interpreter) ? true : try holds(right, interpreter)
    case .not(let operand): return !(try holds(operand, interpreter))
    case .binary(let symbol, let left, let right) where symbol == .equal || symbol == .notEqual:
      guard let written = right.written(0), case .number(let value) = try left.value(in: interpreter) else {
        return try condition.truth(in: interpreter)
      }
      return (Agreement(of: value, with: written.text) != nil) == (symbol == .equal)
    default: return try condition.truth(in: interpreter)
    }
  }

  /// The values of the two sides of a comparison.
  private func sides(of condition: Expression, _ interpreter: Interpreter) throws(Fault) -> String? {
    guard case .binary(let symbol, let left, let right) = condition.node, symbol.isComparison else {
      return condition.plainName?.text == "stopped" ? "the training ended without meeting its condition" : nil
    }
    let a = try left.value(in: interpreter)
    let b = try right.value(in: interpreter)
    if case .number = right.node { return "\(left) is \(a.description)" }
    return "\(a.description) \(symbol.symbol) \(b.description)"
  }

  private func compare(
    _ left: Expression, _ right: Expression, _ tolerance: Expression?, isNegated: Bool, _ interpreter: Interpreter
  )
    throws(Fault)
  {
    let got = try left.value(in: interpreter)
    let expected = try right.value(in: interpreter)
    if case .text = expected { return try compareOther(left, got, right, expected, isNegated: isNegated) }
    if case .truth = expected { return try compareOther(left, got, right, expected, isNegated: isNegated) }
    let values = try elements(got, left)
    let goals = try elements(expected, right)
    guard values.count == goals.count else {
      throw Fault("\(left) has \(values.count) elements, \(right) has \(goals.count)", at: right.range, kind: .mismatch)
    }
    let allowed = try tolerance.map { expression throws(Fault) in try interpreter.number(expression) }
    var notes: [String] = []
    var failure: (index: Int, range: SourceRange)?
    for (index, (value, goal)) in zip(values, goals).enumerated() {
      let written = right.written(index)
      let agreement: Agreement? =
        if let allowed { (value - goal).magnitude <= allowed ? .exact : nil } else if let written {
          Agreement(of: value, with: written.text)
        } else { value == goal ? .exact : nil }
      if agreement == nil, failure == nil { failure = (index, written?.range ?? right.range) }
      if let agreement, !agreement.isExact {
        notes.append("\(shortest(value)) \(agreement.rounds ? "rounded" : "truncated")")
      }
    }
    guard (failure == nil) == isNegated else {
      if !isNegated, !notes.isEmpty {
        interpreter.output.report("# \(left) = \(right): \(notes.joined(separator: ", "))")
      }
      return
    }
    let claim = "\(left) = \(right)\(tolerance.map { " +- \($0)" } ?? "")"
    guard let failure else {
      throw Fault("expected not \(claim)", at: left.range.union(right.range), kind: .mismatch)
    }
    let value = shortest(values[failure.index])
    let isPrinted = goals.indices.map { index in
      let (goal, text) = (goals[index], right.written(index)?.text)
      return { (value: Double) in
        if let allowed { return (value - goal).magnitude <= allowed }
        return text.map { Agreement(of: value, with: $0) != nil } ?? (value == goal)
      }
    }
    let slip = slip(of: left, values, isPrinted, interpreter).map { "; \($0)" } ?? ""
    throw Fault(
      "expected \(claim)", at: failure.range,
      label: (values.count == 1 ? "\(left) is \(value)" : "element \(failure.index + 1) is \(value)") + slip,
      kind: .mismatch)
  }

  /// The slip that explains the numbers expected.
  private func slip(
    of left: Expression, _ values: [Double], _ isPrinted: [(Double) -> Bool], _ interpreter: Interpreter
  ) -> String? {
    let surroundings = interpreter.session.surroundings
    if case .name(let name) = left.node, let quantities = surroundings.reference(name)?.quantities,
      quantities.count == isPrinted.count
    {
      return SlipSearch(zip(quantities, isPrinted).map { SlipSearch.Expected($0, isPrinted: $1) }, in: surroundings)?
        .explanation
    }
    return SlipSearch.multiple(isPrinted, values)
  }

  private func compareOther(_ left: Expression, _ got: Value, _ right: Expression, _ expected: Value, isNegated: Bool)
    throws(Fault)
  {
    guard (got == expected) == isNegated else { return }
    throw Fault(
      "expected \(isNegated ? "not " : "")\(left) = \(right)", at: right.range, label: "\(left) is \(got.description)",
      kind: .mismatch)
  }

  private func elements(_ value: Value, _ expression: Expression) throws(Fault) -> [Double] {
    switch value {
    case .number(let number): return [number]
    case .vector(let elements): return elements
    case let other: throw Fault("expected a number, found \(other.kind)", at: expression.range)
    }
  }
}

extension Expression {
  /// The digits of a literal number, or of an element of a vector; nil if it is computed.
  fileprivate func written(_ index: Int) -> (text: String, range: SourceRange)? {
    switch node {
    case .number(let numeral): return (numeral.text, range)
    case .negate(let operand): return operand.written(index).map { ("-\($0.text)", range) }
    case .vector(let elements) where elements.indices.contains(index): return elements[index].written(0)
    default: return nil
    }
  }
}
