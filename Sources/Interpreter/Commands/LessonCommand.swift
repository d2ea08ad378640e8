import Expressions
import Safety

/// `lesson FILE.nn to lesson.html`
package struct LessonCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "lesson", .state, ["lesson FILE to FILE"], "make a page of a script: its comments as prose, its lines as formulas",
    details: """
      The script runs in a session of its own; a command that fails fails the lesson. The page, .html, is one file:
      formulas in MathML, the network drawn with its values, light and dark, to read on a telephone or to print; pointing
      at a quantity marks it wherever it occurs. .tex and .md as for export.
      """,
    examples: [])

  private let script: Located<String>
  private let file: Located<String>

  package init(_ operands: inout OperandReader) throws(Fault) {
    script = try operands.file("a script")
    guard operands.take("to") else { throw operands.missing("'to' and a file") }
    file = try operands.file("a file")
  }

  package func run(_ interpreter: Interpreter) throws {
    let format = try DocumentFormat(file)
    let source = try interpreter.script(script)
    let run = try DocumentRun(source, files: interpreter.files, isInterrupted: interpreter.isInterrupted)
    try interpreter.write(run.document, format, to: file)
  }
}
