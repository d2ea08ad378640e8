import Expressions
import NeuralNetwork

/// The code of a loop whose variables are numbers, for a machine of registers: each name is looked up once, and nothing
/// in it can fail. `LoopCompiler` makes it.
struct LoopProgram {
  enum Operation: UInt8 {
    case copy, add, subtract, multiply, divide, power, negate, squareRoot
    /// One of `functions`, of one number or of several in consecutive registers.
    case call, callOfSeveral
    // Truth values are 1 and 0.
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, and, or, not
    /// Goes on at `target` always, or unless `left` is true.
    case jump, jumpUnless
    /// Goes back to `target` if the counter `left` is above 0, and takes 1 from it; with `right`, only if that is true.
    case again, againIf
    case end
  }

  struct Instruction {
    var operation: Operation
    var result: UInt16 = 0
    var left: UInt16 = 0
    /// The second operand; for a call, the function's number.
    var right: UInt16 = 0
    /// Where a jump leads; for a call of several numbers, their count.
    var target: UInt16 = 0
  }

  var code: [Instruction] = []
  var registers: [Double] = []
  var functions: [Functions.Callee] = []
  /// The variables in it, each with its register.
  var variables: [Variable] = []

  struct Variable {
    let name: Identifier
    let register: UInt16
    var isAssigned = false
  }

  /// Runs to the end.
  ///
  /// - Parameter check: called every few thousand iterations; the program stops if it throws.
  mutating func run(check: () throws -> Void) rethrows {
    let functions = functions
    try code.withUnsafeBufferPointer { code in
      try registers.withUnsafeMutableBufferPointer { registers in
        guard let code = code.baseAddress, let registers = registers.baseAddress else { return }
        try LoopProgram.run(code, registers, functions, check)
      }
    }
  }

  private static func run(
    _ code: UnsafePointer<Instruction>, _ registers: UnsafeMutablePointer<Double>, _ functions: [Functions.Callee],
    _ check: () throws -> Void
  ) rethrows {
    var next = code
    var untilCheck = 4096
    while true {
      let now = next.pointee
      next += 1
      var x: Double { registers[Int(now.left)] }
      var y: Double { registers[Int(now.right)] }
      let result = registers + Int(now.result)
      switch now.operation {
      case .copy: result.pointee = x
      case .add: result.pointee = x + y
      case .subtract: result.pointee = x - y
      case .multiply: result.pointee = x * y
      case .divide: result.pointee = x / y
      case .power: result.pointee = apply(.power, x, y)
      case .negate: result.pointee = -x
      case .squareRoot: result.pointee = x.squareRoot()
      case .call: result.pointee = functions[Int(now.right)].value(x)
      case .callOfSeveral:
        let arguments = UnsafeBufferPointer(start: registers + Int(now.left), count: Int(now.target))
        result.pointee = functions[Int(now.right)].value(Array(arguments))
      case .equal: result.pointee = x == y ? 1 : 0
      case .notEqual: result.pointee = x != y ? 1 : 0
      case .less: result.pointee = x < y ? 1 : 0
      case .lessOrEqual: result.pointee = x <= y ? 1 : 0
      case .greater: result.pointee = x > y ? 1 : 0
      case .greaterOrEqual: result.pointee = x >= y ? 1 : 0
      case .and: result.pointee = x == 0 ? 0 : y
      case .or: result.pointee = x == 0 ? y : 1
      case .not: result.pointee = 1 - x
      case .jump: next = code + Int(now.target)
      case .jumpUnless: if x == 0 { next = code + Int(now.target) }
      case .again, .againIf:
        guard x > 0, now.operation == .again || y != 0 else { break }
        registers[Int(now.left)] = x - 1
        next = code + Int(now.target)
        untilCheck -= 1
        guard untilCheck == 0 else { break }
        untilCheck = 4096
        try check()
      case .end: return
      }
    }
  }
}
