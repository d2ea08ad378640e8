import Expressions
import Safety

/// What can be said about a script without running it: every syntax error, what a dry run of the commands before the
/// first of them finds, and what the text of a script without any shows.
///
/// A dry run goes through every branch, once through every loop and one epoch of every training; it writes no file, and
/// ends where a pipe or device would be read.
package struct Lint {
  package private(set) var diagnostics: [Diagnostic] = []
  /// What the dry run has led to.
  package private(set) var session = Session()
  private let source: SourceText

  /// - Throws: `Interrupted`.
  package init(
    _ source: SourceText, files: any FileAccess, bounds: Bounds? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false }, prepare: (Interpreter) -> Void = { _ in }
  ) throws {
    self.source = source
    let document = TestDocument(source)
    let unreadable = document.unreadable
    add(document.faults + document.findings + unreadable.map(\.fault))
    // Most of what comes after some commands depends on them.
    let end = unreadable.first { $0.command?.setsUpOthers ?? true }?.start ?? source.bytes.count
    let steps = document.steps.flatMap { step -> [(Statement, Bool)] in
      guard case .commands(let statements) = step.content else { return [] }
      let isShown = step.expected.map { ShownError.isIn($0.texts(in: source)) } ?? false
      return statements.filter { $0.range.upper <= end }.map { ($0, isShown) }
    }
    var options = Interpreter.Options()
    options.isDry = true
    options.bounds = bounds
    let files = DryFiles(files)
    let interpreter = Interpreter(
      .nnsh, output: Output { _ in }, files: files, options: options, isInterrupted: isInterrupted)
    prepare(interpreter)
    try run(steps, interpreter, files)
    session = interpreter.session
    if !source.isArticle, document.faults.isEmpty, unreadable.isEmpty { add(ScriptLint(source).faults) }
    if let fault = Limits.memoryFault { add([fault]) }
    diagnostics.sort { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
  }

  private mutating func add(_ faults: [Fault]) { diagnostics += faults.map { Diagnostic($0, in: source) } }

  // MARK: The dry run

  /// - Parameter steps: the commands, and whether the source shows that one fails.
  private mutating func run(
    _ steps: [(statement: Statement, showsError: Bool)], _ interpreter: Interpreter, _ files: DryFiles
  ) throws {
    var draw: SourceRange?
    let isSeeded = source.identifierCounts["seed"] != nil
    var isDrawReported = false
    // What a failed step would have computed is not known later.
    var isStepMissing = false
    for (index, (statement, showsError)) in steps.enumerated() {
      if interpreter.isInterrupted() { throw Interrupted() }
      let random = interpreter.session.random
      do {
        let found = try interpreter.run(statement, of: source)
        if files.hasRefused { return }
        if showsError, !found.isEmpty { continue }
        if !isStepMissing || type(of: statement.command).isNeeded { diagnostics += found.filter(isKnowable) }
        if statement.command.computesStep { isStepMissing = !found.isEmpty }
        if found.contains(where: isKnowable), type(of: statement.command).setsUpOthers { return }
      } catch is Quit {
        if index < steps.count - 1 {
          add([
            Fault(
              "unreachable commands", at: steps[index + 1].statement.range, label: "quit comes before", kind: .mismatch)
          ])
        }
        return
      } catch is Skip {
        // What follows is reached where the condition does not hold.
      }
      let inside = interpreter.dryDiagnostics
      interpreter.dryDiagnostics = []
      diagnostics += inside.filter(isKnowable)
      if interpreter.session.random != random, !(statement.command is SeedCommand), draw == nil {
        draw = statement.range
      }
      if let drawn = draw, !isSeeded, !isDrawReported, statement.command.assertsNumbers {
        isDrawReported = true
        add([
          Fault(
            "random numbers without a seed are expected", at: drawn,
            label: "a later command expects numbers drawn here",
            help: "seed 0", kind: .mismatch)
        ])
      }
    }
  }

  /// Whether a failure of the dry run is one of the script: values differ after the whole of a loop or training.
  private func isKnowable(_ diagnostic: Diagnostic) -> Bool {
    switch diagnostic.fault.kind {
    case .error, .unclosed, .file: true
    case .mismatch, .divergence, .interrupted, .timeout: false
    }
  }
}

extension Command {
  /// Whether most commands after it depend on it, so that its failure says enough.
  fileprivate static var setsUpOthers: Bool {
    self is NetCommand.Type || self is DataCommand.Type || self is SourceCommand.Type || self is LetCommand.Type
      || self is NameCommand.Type
  }

  /// Whether it computes what later commands show and check.
  fileprivate var computesStep: Bool {
    self is ForwardCommand || self is BackwardCommand || self is StepCommand || self is UpdateCommand
      || self is TrainCommand || self is ContinueCommand || self is PredictCommand || self is TestCommand
  }

  fileprivate var assertsNumbers: Bool { self is ExpectCommand || self is CheckCommand }
}

/// Reads files, and writes none.
struct UnwrittenFiles: FilesOver {
  let base: any FileAccess

  func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    try body { _ in }
  }

  func append(_ lines: String, to path: String, extensions: [String]) throws(FileError) {}
}
