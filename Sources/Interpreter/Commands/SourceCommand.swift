import Expressions
import Safety

/// `source "other.nn"`
package struct SourceCommand: BlockCommand {
  package static let synopsis = Synopsis(
    "source", .state, ["source FILE"], "run the commands of a file",
    details: "The file's name ends in .nn. The path is relative to the file that contains the command.", examples: [])

  private let file: Located<String>

  package init(_ operands: inout OperandReader) throws(Fault) { file = try operands.file("a file") }

  package func run(_ interpreter: Interpreter) throws {
    try interpreter.include(try interpreter.script(file), at: file.range)
  }
}
