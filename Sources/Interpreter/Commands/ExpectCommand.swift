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
      Integers are exact: expect 0.99 = 1 +- 0.5.
      Vectors are compared element by element: expect h.out = [0.64, 0.66].
      not: the condition must be false. error: the command must fail, with TEXT in its message.
      digest: the parameters must have this hash, as digest prints it.
      """,
    examples: [
      "expect 1 / 3 = 0.333", "expect 0.78456 = 0.784 +- 0.001", "expect not 1 > 2", "expect [1/3, 2/3] = [0.33, 0.67]",
      "expect error \"unknown\" print nothing_here",
    ])

  private enum Claim: Sendable {
    case value(Expectation)
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
    claim = .value(try Expectation(&operands))
  }

  /// `error` may also be an article's name for a quantity: `expect error = 0.22`.
  private static func isCommandExpected(_ operands: OperandReader) -> Bool {
    var probe = operands
    guard probe.take("error"), !probe.atEnd() else { return true }
    return !"=<>+-*/^".utf8.contains(probe.cursor.byte)
  }

  package func run(_ interpreter: Interpreter) throws {
    switch claim {
    case .value(let expectation): try expectation.require(isNegated: isNegated, interpreter)
    case .error(let text, let statement): try fail(text, statement, interpreter)
    case .digest(let expected):
      let digest = try interpreter.session.network(expected.range).network.digest()
      guard (digest == expected.value) == isNegated else { return }
      throw Fault(
        "expected digest \(isNegated ? "other than " : "")\(expected.value)", at: expected.range,
        label: "it is \(digest)", kind: .mismatch)
    }
  }

  private func fail(_ text: Expression?, _ statement: Statement, _ interpreter: Interpreter) throws {
    guard let fault = try interpreter.fault(of: statement) else {
      if isNegated { return }
      throw Fault("expected an error, but the command succeeded", at: statement.range, kind: .mismatch)
    }
    var matches = true
    if let text, case .text(let expected) = try text.value(in: interpreter) {
      matches = [fault.message, fault.label, fault.help].compactMap(\.self).joined(separator: "\n").contains(expected)
    }
    guard matches == isNegated else { return }
    let containing = text.map { " containing \($0)" } ?? ""
    throw Fault(
      "expected \(isNegated ? "no" : "an") error\(containing)", at: text?.range ?? statement.range,
      label: "the error is: \(fault.message)", kind: .mismatch)
  }
}
