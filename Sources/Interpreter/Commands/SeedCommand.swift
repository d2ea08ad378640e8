import Expressions
import NeuralNetwork

/// `seed 1 [numpy|default-rng|python|torch]`
package struct SeedCommand: Command {
  package static let synopsis = Synopsis(
    "seed", .network, ["seed NUMBER [numpy|default-rng|python|torch|torch-double]", "seed"],
    "seed the random numbers as numpy, Python or PyTorch do",
    details: """
      numpy draws like numpy.random.seed(NUMBER), default-rng like numpy.random.default_rng(NUMBER), python like
      random.seed, torch like torch.manual_seed.
      The default is seed 0 numpy.
      """,
    examples: ["seed 1", "seed 42 python; seed"])

  private let number: Expression?
  private var dialect: Located<RandomDialect>?

  package var isRecorded: Bool { number != nil }

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else {
      number = nil
      return
    }
    number = try operands.number("a seed")
    if !operands.atEnd() {
      dialect = try operands.choice(
        "dialect",
        [
          ("numpy", .numpy), ("default-rng", .defaultRng), ("python", .python), ("torch", .torch),
          ("torch-double", .torchDouble),
        ])
    }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let number else { return interpreter.output.line("seed \(interpreter.session.seed)") }
    let value = try interpreter.number(number)
    guard value == value.rounded(), value.magnitude < 0x1p64 else {
      throw Fault("a seed is a whole number, got \(shortest(value))", at: number.range)
    }
    let dialect = dialect?.value ?? .numpy
    do {
      interpreter.session.random = try RandomNumbers(
        seed: UInt64(value.magnitude), isNegative: value < 0, dialect: dialect)
    } catch {
      guard case .seedOutOfRange(let lowest, let highest) = error else { throw error }
      throw Fault("the seed \(shortest(value)) is out of range", at: number.range, label: "\(lowest)…\(highest)")
    }
    let suffix = self.dialect.map { " \($0.value.rawValue)" } ?? ""
    interpreter.session.seed = "\(shortest(value))\(suffix)"
  }
}
