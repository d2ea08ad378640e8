import Expressions
import Safety

/// `load FILE.nn`
package struct LoadCommand: Command {
  package static let synopsis = Synopsis(
    "load", .state, ["load FILE"], "replace the session by one that save wrote",
    details: """
      Any script can be loaded: its commands run in a new session, which replaces the current one if none fails. undo
      goes back. source FILE runs them in the current session.
      """,
    examples: [])

  private let file: Located<String>

  package init(_ operands: inout OperandReader) throws(Fault) { file = try operands.file("a file") }

  package func run(_ interpreter: Interpreter) throws {
    let path = interpreter.path(file.value)
    let text: SourceText
    do throws(FileError) {
      text = SourceText(name: path, bytes: try interpreter.files.readScript(path, isChosenByUser: false))
    } catch {
      throw error.fault("read", at: file.range)
    }
    let isSaved = text.bytes.starts(with: SavedScript.title.utf8)
    try interpreter.replaceSession(quietly: isSaved) { try interpreter.include(text, at: file.range) }
    interpreter.unsavedSeconds = 0
  }
}
