import Expressions
import NeuralNetwork

/// `seed 1 [numpy|default-rng|python|torch]`
package struct SeedCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "seed", .network, ["seed NUMBER [\(RandomDialect.allCases.map(\.rawValue).joined(separator: "|"))]", "seed"],
    "seed the random numbers as numpy, Python, PyTorch, C, Java, R or MATLAB do",
    details: """
      The random numbers are those of this call (default seed 0 numpy):
      numpy                 numpy.random.seed(NUMBER)
      default-rng           numpy.random.default_rng(NUMBER)
      python                random.seed(NUMBER), normal numbers by random.gauss
      python-normalvariate  random.seed(NUMBER), normal numbers by random.normalvariate
      torch                 torch.manual_seed(NUMBER)
      torch-double          torch.manual_seed(NUMBER), numbers drawn as float64
      c                     srand(NUMBER) and rand() / (double) RAND_MAX of the GNU C library
      c-half-open           srand(NUMBER) and rand() / (RAND_MAX + 1.0)
      c-drand48             srand48(NUMBER) and drand48()
      java                  new java.util.Random(NUMBER)
      r                     set.seed(NUMBER)
      matlab                rng(NUMBER)
      """,
    examples: ["seed 1", "seed 42 python; seed"])

  struct Choice: Sendable {
    let number: Expression
    var dialect: RandomDialect?
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    var choice = Choice(number: try operands.number("a seed"))
    if !operands.atEnd() {
      let dialects = RandomDialect.allCases.map { ($0.rawValue, $0) }
      choice.dialect = try operands.choice("random number generator", dialects).value
    }
    return choice
  }

  static func commands(_ session: Session) -> [String] { ["seed \(session.seed)"] }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    let value = try interpreter.number(choice.number)
    guard value == value.rounded(), value.magnitude < 0x1p64 else {
      throw Fault("seed must be a whole number, got \(shortest(value))", at: choice.number.range)
    }
    do {
      interpreter.session.random = try RandomNumbers(
        seed: UInt64(value.magnitude), isNegative: value < 0, dialect: choice.dialect ?? .numpy)
    } catch {
      guard case .seedOutOfRange(let lowest, let highest) = error else { throw error }
      throw Fault(
        "seed \(shortest(value)) is out of range", at: choice.number.range,
        label: "\(choice.dialect?.rawValue ?? "numpy") takes \(lowest) to \(highest)")
    }
    interpreter.session.seed = "\(shortest(value))\(choice.dialect.map { " \($0.rawValue)" } ?? "")"
  }
}
