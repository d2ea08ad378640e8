import Expressions
import NeuralNetwork
import Testing
import WorkedExamples

@Suite("Equation lines")
struct EquationLineTests {
  @Test("the printed result of a line follows from its printed numbers, and so does each stage", arguments: 0..<150)
  func consistent(seed: Int) throws {
    var step = try RandomStep(seed: UInt64(seed), arithmetic: seed % 4 == 0 ? .textbook : .fused)
    var style = LineStyle()
    style.digits = 3 + seed % 8
    style.lines.order = seed % 2 == 0 ? .unit : .layer
    style.lines[.derivative] = seed % 3 == 0 ? .full : .off
    try expectConsistent(StepLines(step.state, style).lines(.forward), style.digits, step)
    step.backward()
    try expectConsistent(StepLines(step.state, style).lines(.backward), style.digits, step)
    step.update()
    try expectConsistent(StepLines(step.state, style).lines(.update), style.digits, step)
  }

  @Test("lines kept from an earlier step are those of this one, whatever has changed in between", arguments: 0..<60)
  func kept(seed: Int) throws {
    let pages = StepPages()
    var style = LineStyle()
    for round in 0..<6 {
      var step = try RandomStep(seed: UInt64(seed + round / 3), arithmetic: seed % 4 == 0 ? .textbook : .fused)
      if round % 3 == 1 { style.lines.order = style.lines.order == .unit ? .layer : .unit }
      if round == 4 { style.names.define(function: Name("sigmoid"), as: "s") }
      if round == 5 { step.plan.rule.conventions.sign = .gradient }
      step.state.network.values = step.state.network.values.map { $0 + Double(round) * 0.125 }
      step.forward()
      func expectSame(_ part: StepLines.Part) {
        #expect(StepLines(step.state, style, pages).lines(part) == StepLines(step.state, style).lines(part), "\(step)")
      }
      expectSame(.forward)
      step.backward()
      expectSame(.backward)
      step.update()
      expectSame(.update)
      step.forward()
      step.backward()
      if round % 2 == 0, step.plan.rule.conventions.update == .together { step.backward() }
      expectSame(.backward)
      step.update()
      expectSame(.update)
    }
  }

  private func expectConsistent(_ lines: [String], _ digits: Int, _ step: RandomStep) throws {
    #expect(!lines.isEmpty || !step.state.network.frozen.isEmpty)
    let scope = NumberScope(functions: step.state.network.functions(step.state.rule))
    for line in lines {
      let parts = line.split(separator: " = ").map(String.init)
      let result = try #require(parts.last)
      let stages = try parts.dropFirst().dropLast().map { part in
        var cursor = Cursor(part)
        let stage = try cursor.readExpression()
        #expect(cursor.position == cursor.end, "\(line)")
        return stage
      }
      for stage in stages where stage.hasNoNames {
        let value = try stage.number(in: scope)
        // A value that only rounds to an integer is printed with decimals.
        #expect(Double(rounded(value, digits: digits)) == Double(result), "\(line); \(step)")
      }
      if stages.count == 3 { try expectCallsFollow(stages[1], stages[2], scope, line) }
    }
  }

  /// Expects each call on the left to have its value, to the digits written, in its position on the right.
  private func expectCallsFollow(_ left: Expression, _ right: Expression, _ scope: NumberScope, _ line: String) throws {
    switch (left.node, right.node) {
    case (.call, .number(let numeral)):
      let digits = numeral.text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }.count
      let value = try left.number(in: scope)
      let written = try right.number(in: scope)
      #expect((value - written).magnitude <= written.magnitude * 5.01 * tenToMinus(max(digits, 1)), "\(line)")
    case (.binary(_, let a, let b), .binary(_, let c, let d)):
      try expectCallsFollow(a, c, scope, line)
      try expectCallsFollow(b, d, scope, line)
    case (.negate(let a), .negate(let b)): try expectCallsFollow(a, b, scope, line)
    default: break
    }
  }

  private func tenToMinus(_ digits: Int) -> Double { (0..<digits).reduce(1) { value, _ in value / 10 } }

  @Test("the parts of a line can be chosen, and a repeated part is omitted")
  func parts() {
    let line = EquationLine(name: "a", formula: "-b", numbers: ["-0.5"], result: "-0.5")
    #expect(line.text(.full) == "a = -b = -0.5")
    #expect(line.text(.formula) == "a = -b = -0.5")
    #expect(line.text(.numbers) == "a = -0.5")
    #expect(line.text(.result) == "a = -0.5")
    let given = EquationLine(name: "target", formula: nil, numbers: [], result: "1")
    #expect(given.text(.full) == "target = 1")
  }
}

private struct NumberScope: Scope {
  let functions: @Sendable (Name, [Double]) -> Double?

  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value { throw Fault("\(name) is a name") }

  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    var numbers: [Double] = []
    for case .number(let number) in arguments { numbers.append(number) }
    guard let value = functions(function, numbers) else { throw Fault("\(function) has no value") }
    return .number(value)
  }
}

extension Expression {
  fileprivate var hasNoNames: Bool {
    switch node {
    case .name: false
    case .negate(let operand): operand.hasNoNames
    case .binary(_, let left, let right): left.hasNoNames && right.hasNoNames
    case .call(_, let arguments): arguments.allSatisfy(\.hasNoNames)
    default: true
    }
  }
}
