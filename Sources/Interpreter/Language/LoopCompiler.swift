import Expressions
import NeuralNetwork

/// Makes a `LoopProgram` of what would give the same numbers when it is interpreted.
struct LoopCompiler {
  private let session: Session
  private var program = LoopProgram()

  /// A register, and whether it has a truth value.
  private struct Operand {
    var register: UInt16
    var isTruth = false
  }

  /// Something has to be interpreted: a command that does more than calculate, a value that is not a number, a name that
  /// is not a variable.
  struct NotCompiled: Error {}

  private init(_ session: Session) { self.session = session }

  /// The program of a loop; nil if it has to be interpreted.
  static func program(
    of block: Block, times count: Int, while condition: Expression?, in session: Session
  ) -> LoopProgram? {
    var compiler = LoopCompiler(session)
    do throws(NotCompiled) {
      // No loop runs long enough to count beyond 2^53, up to which doubles are exact.
      try compiler.append(block, times: min(Double(count), 0x1p53), while: condition)
      try compiler.add(.end)
    } catch { return nil }
    return compiler.program
  }

  // MARK: Commands

  /// Adds a loop whose number of iterations is in the source.
  mutating func append(_ block: Block, times count: Expression, while condition: Expression? = nil)
    throws(NotCompiled)
  {
    guard case .number(let numeral) = count.node, (0...0x1p53).contains(numeral.value),
      numeral.value == numeral.value.rounded()
    else { throw NotCompiled() }
    try append(block, times: numeral.value, while: condition)
  }

  private mutating func append(_ block: Block, times count: Double, while condition: Expression?)
    throws(NotCompiled)
  {
    let counter = try register(count)
    try add(.copy, counter, try register(count))
    let start = try jump(.jump)
    let body = program.code.count
    try append(block)
    setTarget(of: start)
    if let condition {
      try add(.againIf, counter, counter, try truth(condition), target: body)
    } else {
      try add(.again, counter, counter, target: body)
    }
  }

  mutating func append(
    _ block: Block, if condition: Expression, otherwise: (inout LoopCompiler) throws(NotCompiled) -> Void
  ) throws(NotCompiled) {
    let toOther = try jump(.jumpUnless, try truth(condition))
    try append(block)
    let toEnd = try jump(.jump)
    setTarget(of: toOther)
    try otherwise(&self)
    setTarget(of: toEnd)
  }

  mutating func append(_ block: Block) throws(NotCompiled) {
    for statement in block.statements {
      guard let command = statement.command as? any CompiledCommand else { throw NotCompiled() }
      try command.compile(&self)
    }
  }

  /// Gives a variable the value of an expression.
  mutating func assign(_ name: Identifier, _ value: Expression) throws(NotCompiled) {
    let index = try variable(name)
    program.variables[index].isAssigned = true
    let place = program.variables[index].register
    let result = try number(value, to: place)
    if result != place { try add(.copy, place, result) }
  }

  // MARK: Expressions

  private mutating func truth(_ expression: Expression) throws(NotCompiled) -> UInt16 {
    let result = try operand(expression)
    guard result.isTruth else { throw NotCompiled() }
    return result.register
  }

  private mutating func number(_ expression: Expression, to place: UInt16? = nil) throws(NotCompiled) -> UInt16 {
    let result = try operand(expression, to: place)
    guard !result.isTruth else { throw NotCompiled() }
    return result.register
  }

  /// Computes an expression.
  ///
  /// - Parameter place: where a calculated value goes; nil for a register of its own.
  private mutating func operand(_ expression: Expression, to place: UInt16? = nil) throws(NotCompiled) -> Operand {
    switch expression.node {
    case .number(let numeral): return Operand(register: try register(numeral.value))
    case .name:
      guard let name = expression.plainName else { throw NotCompiled() }
      return Operand(register: program.variables[try variable(name)].register)
    case .negate(let inner): return try result(.negate, try number(inner), to: place)
    case .not(let inner): return try result(.not, try truth(inner), to: place, isTruth: true)
    case .binary(let symbol, let left, let right):
      let operation = LoopProgram.Operation(symbol)
      if symbol == .and || symbol == .or {
        let (x, y) = (try truth(left), try truth(right))
        return try result(operation, x, y, to: place, isTruth: true)
      }
      let (x, y) = (try number(left), try number(right))
      return try result(operation, x, y, to: place, isTruth: symbol.isComparison)
    case .call(let function, let arguments): return try call(function, arguments, to: place)
    case .vector, .text: throw NotCompiled()
    }
  }

  private mutating func call(_ function: Name, _ arguments: [Expression], to place: UInt16?) throws(NotCompiled)
    -> Operand
  {
    guard !session.hasOwnFunctions, !function.isChoice,
      let callee = Functions.callee(function, arguments: arguments.count)
    else { throw NotCompiled() }
    var values: [UInt16] = []
    for argument in arguments { values.append(try number(argument)) }
    if function.base == "sqrt" { return try result(.squareRoot, values[0], to: place) }
    program.functions.append(callee)
    let index = try narrow(program.functions.count - 1)
    if values.count == 1 { return try result(.call, values[0], index, to: place) }
    let first = try narrow(program.registers.count)
    for value in values { try add(.copy, try register(0), value) }
    return try result(.callOfSeveral, first, index, to: place, target: values.count)
  }

  // MARK: Code

  private mutating func result(
    _ operation: LoopProgram.Operation, _ left: UInt16, _ right: UInt16 = 0, to place: UInt16?, isTruth: Bool = false,
    target: Int = 0
  ) throws(NotCompiled) -> Operand {
    let register = if let place { place } else { try register(0) }
    try add(operation, register, left, right, target: target)
    return Operand(register: register, isTruth: isTruth)
  }

  private mutating func add(
    _ operation: LoopProgram.Operation, _ result: UInt16 = 0, _ left: UInt16 = 0, _ right: UInt16 = 0, target: Int = 0
  ) throws(NotCompiled) {
    program.code.append(
      LoopProgram.Instruction(
        operation: operation, result: result, left: left, right: right, target: try narrow(target)))
    _ = try narrow(program.code.count)
  }

  /// Adds a jump forward; returns its position.
  private mutating func jump(_ operation: LoopProgram.Operation, _ condition: UInt16 = 0) throws(NotCompiled) -> Int {
    try add(operation, 0, condition)
    return program.code.count - 1
  }

  /// Lets an earlier jump lead to the next instruction.
  private mutating func setTarget(of jump: Int) { program.code[jump].target = UInt16(program.code.count) }

  private mutating func register(_ value: Double) throws(NotCompiled) -> UInt16 {
    program.registers.append(value)
    return try narrow(program.registers.count - 1)
  }

  /// The index of a variable among those of the program. Throws if it is not a number.
  private mutating func variable(_ name: Identifier) throws(NotCompiled) -> Int {
    if let known = program.variables.firstIndex(where: { $0.name == name }) { return known }
    guard case .number(let value)? = session.variables[name] else { throw NotCompiled() }
    program.variables.append(LoopProgram.Variable(name: name, register: try register(value)))
    return program.variables.count - 1
  }

  private func narrow(_ number: Int) throws(NotCompiled) -> UInt16 {
    guard let narrow = UInt16(exactly: number) else { throw NotCompiled() }
    return narrow
  }
}

extension LoopProgram.Operation {
  init(_ symbol: Operator) {
    self =
      switch symbol {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      case .power: .power
      case .equal: .equal
      case .notEqual: .notEqual
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      case .greaterOrEqual: .greaterOrEqual
      case .and: .and
      case .or: .or
      }
  }
}
