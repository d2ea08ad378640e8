import Expressions

/// `expect o1.out = 0.78`
package struct ExpectCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "expect", .checking,
    [
      "expect VALUE = VALUE [+- TOLERANCE]", "expect CONDITION", "expect not CONDITION",
      "expect error [\"TEXT\"] COMMAND", "expect digest HASH",
    ],
    "fail unless a condition holds",
    details: """
      The printed digits decide: 0.78 accepts what rounds or truncates to 0.78, and the output says which it was.
      Vectors are compared element by element: expect h.out = [0.64, 0.66].
      With `error` the command must fail, with TEXT in its message.
      """,
    examples: [
      "expect 1 / 3 = 0.333", "expect 0.78456 = 0.784 +- 0.001", "expect not 1 > 2", "expect [1/3, 2/3] = [0.33, 0.67]",
      "expect error \"unknown\" print nothing_here",
    ])

  private enum Claim: Sendable {
    case condition(Expression)
    case equal(Expression, Expression, tolerance: Expression?)
    case error(text: Expression?, Statement)
    case digest(Located<String>)
  }

  private let claim: Claim
  private var isNegated = false

  package init(_ operands: inout OperandReader) throws(Fault) {
    if operands.take("not") { isNegated = true }
    if ExpectCommand.isCommandExpected(operands), operands.take("error") {
      var text: Expression?
      if !operands.atEnd(), [Ascii.doubleQuote, Ascii.quote].contains(operands.cursor.byte) {
        text = try operands.cursor.readText()
      }
      claim = .error(text: text, try operands.statement())
      return
    }
    if operands.take("digest") {
      claim = .digest(try operands.word("a digest"))
      return
    }
    let start = operands.cursor
    let left = try operands.sum("a value or a condition")
    operands.cursor.skipBlanks()
    guard operands.cursor.byte == Ascii.equal else {
      operands.cursor = start
      claim = .condition(try operands.expression("a condition"))
      return
    }
    operands.cursor.position += operands.cursor.byte(at: 1) == Ascii.equal ? 2 : 1
    let right = try operands.sum("a value")
    operands.cursor.skipBlanks()
    var tolerance: Expression?
    if operands.cursor.take("+-") || operands.cursor.take("±") { tolerance = try operands.sum("a tolerance") }
    if tolerance == nil, !operands.atEnd() {
      operands.cursor = start
      claim = .condition(try operands.expression("a condition"))
      return
    }
    claim = .equal(left, right, tolerance: tolerance)
  }

  /// `error` may also be an article's name for a quantity: `expect error = 0.22`.
  private static func isCommandExpected(_ operands: OperandReader) -> Bool {
    var probe = operands
    guard probe.take("error"), !probe.atEnd() else { return true }
    return !"=<>+-*/^".utf8.contains(probe.cursor.byte)
  }

  package func run(_ interpreter: Interpreter) throws {
    switch claim {
    case .condition(let condition):
      guard try holds(condition, interpreter) == isNegated else { return }
      throw Fault(
        "expected \(isNegated ? "not " : "")\(condition)", at: condition.range,
        label: try sides(of: condition, interpreter), kind: .mismatch)
    case .equal(let left, let right, let tolerance): try compare(left, right, tolerance, interpreter)
    case .error(let text, let statement): try fail(text, statement, interpreter)
    case .digest(let wanted):
      let digest = try interpreter.session.network(wanted.range).network.digest
      guard (digest == wanted.value) == isNegated else { return }
      throw Fault(
        "expected digest \(isNegated ? "other than " : "")\(wanted.value)", at: wanted.range,
        label: "it is \(digest)", kind: .mismatch)
    }
  }

  /// Whether a condition holds; a number written behind `=` decides with its digits here too.
  private func holds(_ condition: Expression, _ interpreter: Interpreter) throws(Fault) -> Bool {
    switch condition.node {
    case .binary(.and, let left, let right): return try holds(left, interpreter) ? try holds(right, interpreter) : false
    case .binary(.or, let left, let right): return try holds(left, interpreter) ? true : try holds(right, interpreter)
    case .not(let operand): return !(try holds(operand, interpreter))
    case .binary(let symbol, let left, let right) where symbol == .equal || symbol == .notEqual:
      guard let written = right.written(0), case .number(let value) = try left.value(in: interpreter) else {
        return try condition.truth(in: interpreter)
      }
      return (PrintedDigits.agreement(of: value, with: written.text, exactly: false) != nil) == (symbol == .equal)
    default: return try condition.truth(in: interpreter)
    }
  }

  /// What the two sides of a comparison are worth.
  private func sides(of condition: Expression, _ interpreter: Interpreter) throws(Fault) -> String? {
    guard case .binary(let symbol, let left, let right) = condition.node, symbol.isComparison else { return nil }
    let a = try left.value(in: interpreter)
    let b = try right.value(in: interpreter)
    if case .number = right.node { return "\(left) is \(a.description)" }
    return "\(a.description) \(symbol.symbol) \(b.description)"
  }

  private func compare(_ left: Expression, _ right: Expression, _ tolerance: Expression?, _ interpreter: Interpreter)
    throws
  {
    let got = try left.value(in: interpreter)
    let wanted = try right.value(in: interpreter)
    if case .text = wanted { return try compareOther(left, got, right, wanted) }
    if case .truth = wanted { return try compareOther(left, got, right, wanted) }
    let values = try elements(got, left)
    let goals = try elements(wanted, right)
    guard values.count == goals.count else {
      throw Fault("\(left) has \(values.count) elements, \(right) has \(goals.count)", at: right.range, kind: .mismatch)
    }
    let allowed = try tolerance.map { expression throws(Fault) in try interpreter.number(expression) }
    var notes: [String] = []
    var failure: (index: Int, range: SourceRange)?
    for (index, (value, goal)) in zip(values, goals).enumerated() {
      let written = right.written(index)
      let agreement: PrintedDigits.Agreement? =
        if let allowed { (value - goal).magnitude <= allowed ? .exact : nil } else {
          PrintedDigits.agreement(of: value, with: written?.text ?? shortest(goal), exactly: written == nil)
        }
      if agreement == nil, failure == nil { failure = (index, written?.range ?? right.range) }
      if let agreement, agreement != .exact { notes.append("\(shortest(value)) \(agreement.rawValue)") }
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
    throw Fault(
      "expected \(claim)", at: failure.range,
      label: values.count == 1 ? "\(left) is \(value)" : "element \(failure.index + 1) is \(value)", kind: .mismatch)
  }

  private func compareOther(_ left: Expression, _ got: Value, _ right: Expression, _ wanted: Value) throws(Fault) {
    guard (got == wanted) == isNegated else { return }
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

  private func fail(_ text: Expression?, _ statement: Statement, _ interpreter: Interpreter) throws {
    guard let fault = try fault(of: statement, interpreter) else {
      if isNegated { return }
      throw Fault("expected an error, but the command succeeded", at: statement.range, kind: .mismatch)
    }
    var says = true
    if let text, case .text(let wanted) = try text.value(in: interpreter) {
      says = [fault.message, fault.label, fault.help].compactMap(\.self).joined(separator: "\n").contains(wanted)
    }
    guard says == isNegated else { return }
    let wanted = text.map { " that says \($0)" } ?? ""
    throw Fault(
      "expected \(isNegated ? "no" : "an") error\(wanted)", at: text?.range ?? statement.range,
      label: "it says: \(fault.message)", kind: .mismatch)
  }

  /// What the command fails with, nil if it succeeds; the session stays as it was.
  private func fault(of statement: Statement, _ interpreter: Interpreter) throws -> Fault? {
    let before = interpreter.session
    defer { interpreter.session = before }
    do {
      try interpreter.perform(statement)
    } catch is Quit {
      return nil
    } catch {
      guard let fault = diagnostics(of: error)?.first?.fault else { throw error }
      return fault
    }
    return nil
  }
}

extension Expression {
  /// The digits in which a number, or an element of a vector, is written here; nil if it is calculated.
  fileprivate func written(_ index: Int) -> (text: String, range: SourceRange)? {
    switch node {
    case .number(let numeral): return (numeral.text, range)
    case .negate(let operand): return operand.written(index).map { ("-\($0.text)", range) }
    case .vector(let elements) where elements.indices.contains(index): return elements[index].written(0)
    default: return nil
    }
  }
}
