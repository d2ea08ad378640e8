import Expressions

/// `! forward 0 1 1`
package struct FailCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "!", .checking, ["! COMMAND"], "run a command that must fail, and print its message",
    details: "The session stays as it was. expect error \"TEXT\" COMMAND also compares the message.",
    examples: ["net 2 4 1; ! forward 0 1 1"])

  private let statement: Statement

  package init(_ operands: inout OperandReader) throws(Fault) {
    statement = try operands.statement()
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let fault = try interpreter.fault(of: statement) else {
      throw Fault("expected an error, but the command succeeded", at: statement.range, kind: .mismatch)
    }
    interpreter.output.report("# fails, as expected: \(fault.message)")
  }
}
