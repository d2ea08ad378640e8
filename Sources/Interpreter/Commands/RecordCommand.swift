import Expressions
import Safety

/// `record FILE.md`
package struct RecordCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "record", .state, ["record FILE", "record off", "record"],
    "write the commands and their output to a file from now on",
    details: """
      FILE.nn becomes a script, in which #> lines show the output; FILE.md an article with a block of commands and their
      output. nnsh test accepts both. They begin with the commands that make the session as it is. At the prompt, a line
      that is a comment becomes prose of the article. What the terminal shows in another way, such as pictures, is
      recorded as a script prints it; a training that the clock or Ctrl-C ends, as one that goes as far.
      off: stop recording. Without operands: where to.
      """,
    examples: ["record off"])

  private enum Task: Sendable {
    case describe, end
    case begin(Located<String>)
  }

  private let task: Task

  package init(_ operands: inout OperandReader) throws(Fault) {
    if operands.atEnd() {
      task = .describe
    } else if operands.take("off") {
      task = .end
    } else {
      task = .begin(try operands.file("a file, or off"))
    }
  }

  package func run(_ interpreter: Interpreter) throws {
    switch task {
    case .describe:
      // The article is not about itself.
      interpreter.output.copy = nil
      interpreter.output.line(interpreter.recording.map { "record \($0.name)" } ?? "record off")
    case .end: try interpreter.endRecording()
    case .begin(let file): try begin(file, interpreter)
    }
  }

  private func begin(_ file: Located<String>, _ interpreter: Interpreter) throws {
    let path = interpreter.path(file.value)
    try interpreter.endRecording()
    if let bytes = try? interpreter.files.read(path), !bytes.isEmpty {
      throw Fault(
        "\(file.value) is there already", at: file.range, label: "a recording begins a new file", kind: .file)
    }
    let script = try SavedScript(interpreter.session, interpreter.commands)
    let states = try interpreter.verify(script, path: path, at: file.range) + interpreter.session.stepCommands.count
    guard script.dataBeside == nil else {
      throw Fault(
        "the data is too large for the beginning of a recording", at: file.range,
        help: "record FILE first, then load the data")
    }
    let recording = Recording(
      name: file.value, path: path, firstState: interpreter.history.now, firstStateOfReplay: states,
      firstCommand: interpreter.executed.count, earlierSnapshots: Set(interpreter.session.snapshots.keys))
    let step = interpreter.session.stepCommands
    let text = script.isEmpty && step.isEmpty ? nil : script.text + step.map { "\($0)\n" }.joined()
    let beginning = Array(recording.beginning(text).utf8)
    try interpreter.write(beginning, to: file, extensions: Recording.extensions)
    interpreter.recording = recording
    interpreter.output.copy = nil
    var rest = interpreter.session
    if !step.isEmpty { rest.forgetStep() }
    if let unsaved = SavedScript.unsaved(rest) {
      interpreter.output.report("# recording, but without \(unsaved) so far")
    }
  }
}

extension Session {
  /// The commands of the last step, as far as they give the same again.
  fileprivate var stepCommands: [String] {
    guard let state, let forward = state.forward, state.isForwardFresh else { return [] }
    func command(_ name: String, _ values: some Sequence<Double>) -> String {
      "\(name) \(values.map(shortest).joined(separator: " "))"
    }
    let inputs = command("forward", forward.out[state.network.topology.inputUnits])
    guard let backward = state.backward, backward.seed == nil else { return [inputs] }
    return [inputs, command("backward", backward.target)]
  }
}
