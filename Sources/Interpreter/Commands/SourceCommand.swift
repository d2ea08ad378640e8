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
    let path = interpreter.path(file)
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try interpreter.files.readScript(path, isChosenByUser: false)
    } catch {
      throw error.fault("read", at: file.range)
    }
    try interpreter.include(SourceText(name: path, bytes: bytes), at: file.range)
  }
}
