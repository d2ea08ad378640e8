import Expressions

/// `threads 2`
package struct ThreadsCommand: Command {
  package static let synopsis = Synopsis(
    "threads", .data, ["threads COUNT", "threads"], "let large networks train on several threads (default 1)",
    details: "The numbers are the same to the bit on any number of threads.", examples: ["threads 2; threads"])

  private var count: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { count = try operands.number("a number of threads") }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let count else { return interpreter.output.line(interpreter.session.settings.threadsText) }
    interpreter.session.settings.plan.threads = try interpreter.whole(count, "a number of threads", in: 1...256)
  }
}
