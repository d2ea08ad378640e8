import Expressions
import NeuralNetwork

/// A formula compiled for many evaluations: it names its numbers by position, and its value is found without a tree.
final class CompiledFormula {
  /// What a part of the formula stands for.
  enum Part {
    /// A number by its position among those of the names.
    case name(Int)
    /// A number by its position among the values of calls.
    case value(Int)
  }

  private struct Step {
    enum Kind { case constant, name, value, binary, negate, callOfOne, call, tree, unknown }

    var kind: Kind
    /// The position of a number, a function or a tree.
    var index = 0
    var constant = 0.0
    var symbol = Operator.add
    var arguments = 0
  }

  /// In the order of evaluation, operands first.
  private let steps: FixedList<Step>
  private let functions: FixedList<Functions.Callee>
  /// Parts with vectors, choices or truth values.
  private let trees: [Expression]
  /// The most numbers in use at a time.
  let depth: Int
  private let part: (Expression) -> Part?
  private let callee: (Name, Int) -> Functions.Callee?

  /// - Parameters:
  ///   - part: what a name or a call stands for; nil for a name without a number and a call that is computed.
  ///   - callee: the function of a name and a number of arguments.
  init(
    _ formula: Expression, part: @escaping (Expression) -> Part?,
    callee: @escaping (Name, Int) -> Functions.Callee?
  ) {
    self.part = part
    self.callee = callee
    var compiler = Compiler(part: part, callee: callee)
    compiler.add(formula, 0)
    steps = FixedList(compiler.steps)
    functions = FixedList(compiler.functions)
    trees = compiler.trees
    depth = compiler.depth
  }

  private struct Compiler {
    let part: (Expression) -> Part?
    let callee: (Name, Int) -> Functions.Callee?
    var steps: [Step] = []
    var functions: [Functions.Callee] = []
    var trees: [Expression] = []
    var depth = 0

    init(part: @escaping (Expression) -> Part?, callee: @escaping (Name, Int) -> Functions.Callee?) {
      self.part = part
      self.callee = callee
    }

    /// Adds the steps of a part, whose value is number `depth` in use.
    mutating func add(_ expression: Expression, _ depth: Int) {
      self.depth = max(self.depth, depth + 1)
      switch part(expression) {
      case .name(let index): return steps.append(Step(kind: .name, index: index))
      case .value(let index): return steps.append(Step(kind: .value, index: index))
      case nil: break
      }
      switch expression.node {
      case .number(let numeral): steps.append(Step(kind: .constant, constant: numeral.value))
      case .name: steps.append(Step(kind: .unknown))
      case .negate(let operand):
        add(operand, depth)
        steps.append(Step(kind: .negate))
      case .binary(let symbol, let left, let right) where symbol.isArithmetic:
        add(left, depth)
        add(right, depth + 1)
        steps.append(Step(kind: .binary, symbol: symbol))
      case .call(let function, let arguments) where !function.isChoice && !arguments.contains(where: \.isVector):
        guard let found = callee(function, arguments.count) else { return steps.append(Step(kind: .unknown)) }
        for (index, argument) in arguments.enumerated() { add(argument, depth + index) }
        steps.append(
          Step(kind: arguments.count == 1 ? .callOfOne : .call, index: functions.count, arguments: arguments.count))
        functions.append(found)
      default:
        steps.append(Step(kind: .tree, index: trees.count))
        trees.append(expression)
      }
    }
  }

  /// The value; nil if a part has none.
  ///
  /// - Parameters:
  ///   - names: the numbers of the names.
  ///   - values: the values of calls.
  ///   - stack: room for `depth` numbers.
  func value(
    _ names: UnsafePointer<Double>, _ values: UnsafePointer<Double>, stack: UnsafeMutablePointer<Double>
  ) -> Double? {
    // Where the next number goes.
    var top = stack
    func push(_ number: Double) {
      top.pointee = number
      top += 1
    }
    for step in UnsafeBufferPointer(start: steps.start, count: steps.count) {
      switch step.kind {
      case .constant: push(step.constant)
      case .name: push(names[step.index])
      case .value: push(values[step.index])
      case .binary:
        top -= 1
        top[-1] = apply(step.symbol, top[-1], top[0])
      case .negate: top[-1] = -top[-1]
      case .callOfOne: top[-1] = functions[step.index].value(top[-1])
      case .call:
        top -= step.arguments
        push(functions[step.index].value(Array(UnsafeBufferPointer(start: top, count: step.arguments))))
      case .tree:
        guard let value = try? trees[step.index].substituting(self, names, values).number(in: self) else { return nil }
        push(value)
      case .unknown: return nil
      }
    }
    return stack[0]
  }

  /// The number that a part stands for; nil if it stands for none.
  fileprivate func number(
    _ expression: Expression, _ names: UnsafePointer<Double>, _ values: UnsafePointer<Double>
  ) -> Double? {
    switch part(expression) {
    case .name(let index): names[index]
    case .value(let index): values[index]
    case nil: nil
    }
  }
}

/// The evaluation of trees in which names and printed values are numbers already.
extension CompiledFormula: Scope {
  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
    throw Fault("\(name) has no value", at: range)
  }

  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    var numbers: [Double] = []
    for case .number(let number) in arguments { numbers.append(number) }
    guard let value = callee(function, numbers.count)?.value(numbers) else {
      throw Fault("unknown function '\(function)'", at: range)
    }
    return .number(value)
  }
}

extension Expression {
  fileprivate func substituting(
    _ formula: CompiledFormula, _ names: UnsafePointer<Double>, _ values: UnsafePointer<Double>
  ) -> Expression {
    mapped { node in
      formula.number(Expression(node), names, values).map { Expression(.number(Numeral(value: $0, text: ""))) }
    }
  }

  fileprivate var isVector: Bool { if case .vector = node { true } else { false } }
}

extension Operator {
  fileprivate var isArithmetic: Bool { !isComparison && self != .and && self != .or }
}
