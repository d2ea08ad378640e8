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
  // The dry run so far.
  /// Where random numbers were first drawn.
  private var draw: SourceRange?
  private let isSeeded: Bool
  private var isDrawReported = false
  /// Whether a step has failed: what it would have computed is not known later.
  private var isStepMissing = false
  private var hasQuit = false
  /// Whether nothing more is run.
  private var isAtEnd = false

  /// - Throws: `Interrupted`.
  package init(
    _ source: SourceText, files: any FileAccess, bounds: Bounds? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false }, prepare: (Interpreter) -> Void = { _ in }
  ) throws {
    self.source = source
    isSeeded = source.identifierCounts["seed"] != nil
    var options = Interpreter.Options()
    options.isDry = true
    options.bounds = bounds
    let files = DryFiles(files)
    let interpreter = Interpreter(
      .nnsh, output: Output { _ in }, files: files, options: options, isInterrupted: isInterrupted)
    prepare(interpreter)
    var document = TestDocument(source)
    var unreadable: [UnreadableCommand] = []
    while let step = document.next() {
      if case .unreadable(let command) = step.content {
        unreadable.append(command)
        // Most of what comes after some commands depends on them.
        if command.command?.setsUpOthers ?? true { isAtEnd = true }
      }
      try run(step, interpreter, files)
    }
    session = interpreter.session
    let found = document.faults + document.findings + unreadable.map(\.fault)
    diagnostics.insert(contentsOf: found.map { Diagnostic($0, in: source) }, at: 0)
    if !source.isArticle, document.faults.isEmpty, unreadable.isEmpty { add(ScriptLint(source).faults) }
    if let fault = Limits.memoryFault { add([fault]) }
    diagnostics.sort { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
  }

  private mutating func add(_ faults: [Fault]) { diagnostics += faults.map { Diagnostic($0, in: source) } }

  // MARK: The dry run

  private mutating func run(_ step: TestStep, _ interpreter: Interpreter, _ files: DryFiles) throws {
    guard case .commands(let statements) = step.content else { return }
    let showsError = step.expected.map { ShownError.isIn($0.texts(in: source)) } ?? false
    for statement in statements {
      if interpreter.isInterrupted() { throw Interrupted() }
      if isAtEnd { return }
      if hasQuit {
        add([Fault("unreachable commands", at: statement.range, label: "quit comes before", kind: .mismatch)])
        isAtEnd = true
        return
      }
      do {
        try run(statement, showsError: showsError, interpreter, files)
      } catch is Quit { hasQuit = true }
    }
  }

  /// - Parameter showsError: whether the source shows that it fails.
  private mutating func run(
    _ statement: Statement, showsError: Bool, _ interpreter: Interpreter, _ files: DryFiles
  ) throws {
    let random = interpreter.session.random
    do {
      let found = try interpreter.run(statement, of: source)
      if files.hasRefused {
        isAtEnd = true
        return
      }
      if showsError, !found.isEmpty { return }
      if !isStepMissing || type(of: statement.command).isNeeded { diagnostics += found.filter(isKnowable) }
      if statement.command.computesStep { isStepMissing = !found.isEmpty }
      if found.contains(where: isKnowable), type(of: statement.command).setsUpOthers {
        isAtEnd = true
        return
      }
    } catch is Skip {
      // What follows is reached where the condition does not hold.
    }
    diagnostics += interpreter.dryDiagnostics.filter(isKnowable)
    interpreter.dryDiagnostics = []
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
