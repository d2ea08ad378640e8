import DataFormats
import Expressions
import Safety
import WorkedExamples

/// `export FILE.html explain w1`
package struct ExportCommand: Command {
  package static let synopsis = Synopsis(
    "export", .state, ["export FILE COMMAND", "export FILE last", "export FILE"],
    "write a worked example as a document (.html, .tex, .md), or the session for PyTorch (.safetensors)",
    details: """
      With COMMAND: what it prints, such as export step.tex step 0 1 : 1, or export w1.html explain w1. last: the lines of
      the last step. Without either: the whole session, its commands run again.
      .html is one page with formulas in MathML, the network and the loss curve of a training drawn, that fetches nothing
      and has no script; .tex needs amsmath only; .md is accepted by nnsh test.
      FILE.safetensors: the network, the data, the settings and the state of the training, for
        torchrun --nproc_per_node 2 train.py FILE.safetensors 10 epochs
      on another machine or on a cluster: train.py is installed in share/nnsh/torch. load FILE.trained.safetensors takes
      over what it has trained. help train: train 10 on torch 2 does all of this.
      """,
    examples: [])

  package static let runsOthers = true

  package var isRecorded: Bool {
    if case .command(let statement) = subject { statement.command.isRecorded } else { false }
  }

  private enum Subject: Sendable {
    case session, last
    case command(Statement)
  }

  private let file: Located<String>
  private let subject: Subject

  package init(_ operands: inout OperandReader) throws(Fault) {
    file = try operands.file("a file")
    if operands.atEnd() {
      subject = .session
    } else if operands.take("last") {
      subject = .last
    } else {
      subject = .command(try operands.statement())
    }
  }

  package func run(_ interpreter: Interpreter) throws {
    var others: [String] = []
    if case .session = subject {
      others = Safetensors.extensions
      if others.contains(where: { file.value.lowercased().hasSuffix(".\($0)") }) {
        return try interpreter.exportForTorch(to: file, net: NetCommand.saved(interpreter.session).joined())
      }
    }
    let format = try DocumentFormat(file, or: others)
    try interpreter.write(try document(interpreter), format, to: file)
  }

  private func document(_ interpreter: Interpreter) throws -> Document {
    switch subject {
    case .session:
      let commands = interpreter.executed.latest.filter { !Self.isLeftOut($0) }.joined(separator: "\n")
      let source = SourceText(name: interpreter.path("session"), commands + "\n")
      var document = try DocumentRun(source, files: interpreter.files, isInterrupted: interpreter.isInterrupted)
        .document
      document.title = "A session of nnsh"
      return document
    case .last:
      var document = Document(title: "The last step")
      let lines = interpreter.lastStep
      guard !lines.isEmpty else { throw Fault("there is no step yet", at: file.range, help: "forward 0 1") }
      document.append(lines: lines.map { $0[...] })
      return interpreter.withDrawing(document)
    case .command(let statement):
      let text = interpreter.source.text(statement.range.lower, statement.range.upper)
      var document = Document(title: text)
      document.append(.commands([text]))
      let outer = interpreter.output.copy
      interpreter.output.copy = ""
      defer { interpreter.output.copy = outer.map { $0 + (interpreter.output.copy ?? "") } }
      let epoch = interpreter.session.lastEpoch
      try interpreter.perform(statement)
      document.append(lines: (interpreter.output.copy ?? "").split(separator: "\n"))
      if interpreter.session.lastEpoch != epoch, let curve = interpreter.curveDrawing {
        document.append(.curve(curve))
      }
      return interpreter.withDrawing(document)
    }
  }

  /// Commands that say something about files or the prompt, and none about the example.
  private static func isLeftOut(_ command: String) -> Bool {
    let name = command.prefix { !$0.isWhitespace }
    return ["export", "lesson", "save", "record", "help", "quit"].contains(name)
  }
}
