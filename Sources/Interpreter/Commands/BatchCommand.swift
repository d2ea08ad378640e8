import Expressions

/// `batch 1|32|all`
package struct BatchCommand: Command {
  package static let synopsis = Synopsis(
    "batch", .data, ["batch COUNT", "batch all", "batch"], "set how many samples make one update (default 1)",
    details: """
      1: after every sample (stochastic); all: once an epoch; between them: mini-batches, of which the last in an
      epoch takes what is left. The update follows the mean of the gradients, or their sum by convention batch sum.
      """,
    examples: ["batch 32; batch", "batch all"])

  private enum Size: Sendable {
    case all
    case count(Expression)
  }

  private var size: Size?
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    guard !operands.atEnd() else { return }
    size = operands.take("all") ? .all : .count(try operands.number("a number of samples, or all"))
  }

  package func run(_ interpreter: Interpreter) throws {
    switch size {
    case nil: interpreter.output.line(interpreter.session.settings.batchText)
    case .all: try interpreter.changePlan(range) { $0.batch = nil }
    case .count(let count):
      let size = try interpreter.whole(count, "a batch", in: 1...Int.max)
      try interpreter.changePlan(count.range) { $0.batch = size }
    }
  }
}
