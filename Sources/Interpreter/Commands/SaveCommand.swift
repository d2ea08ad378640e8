import Expressions
import Safety

/// `save FILE.nn`
package struct SaveCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "save", .state, ["save FILE"], "write the session as a script that restores it",
    details: """
      The file's name ends in .nn. It has the network, its parameters, the settings, names, variables and data, and what
      a training has reached: load FILE in another process, and training goes on as if it had not been interrupted.
      Before the file is written, its commands are run in a new session and the results compared, to the bit.
      Not saved are the last step, the snapshots, and what undo goes back to.
      save replaces only files that it has written.
      """,
    examples: [])

  private let file: Located<String>

  package init(_ operands: inout OperandReader) throws(Fault) { file = try operands.file("a file") }

  package func run(_ interpreter: Interpreter) throws {
    let path = interpreter.path(file.value)
    try requireOwn(path, interpreter)
    let script = try SavedScript(interpreter.session, interpreter.commands)
    let bytes = script.bytes
    try interpreter.verify(script, bytes, at: file.range)
    do {
      try interpreter.files.write(to: path, extensions: ["nn"]) { write in
        try bytes.withUnsafeBytes { try write($0) }
      }
    } catch let error as FileError {
      throw error.fault("write", at: file.range)
    }
    interpreter.unsavedSeconds = 0
    let unsaved = SavedScript.unsaved(interpreter.session)
    interpreter.output.report("# saved\(unsaved.map { ", but not \($0)" } ?? "")")
  }

  /// Throws if the file is there and is not a saved session: somebody has typed it.
  private func requireOwn(_ path: String, _ interpreter: Interpreter) throws(Fault) {
    guard path.hasSuffix(".nn"), let bytes = try? interpreter.files.read(path), !bytes.isEmpty,
      !bytes.starts(with: SavedScript.title.utf8)
    else { return }
    throw Fault(
      "\(file.value) is a script that save has not written", at: file.range, label: "it would be replaced",
      help: "choose another name", kind: .file)
  }
}
