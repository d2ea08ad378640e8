import Expressions
import Safety

/// What can be said about a script without running it: every syntax error, what a dry run of the commands before the
/// first of them finds, and what the text of a script without any shows.
///
/// A dry run goes through every branch, once through every loop and one epoch of every training; it writes no file.
package struct Lint {
  package private(set) var diagnostics: [Diagnostic] = []
  private let source: SourceText

  /// - Throws: `Interrupted`.
  package init(
    _ source: SourceText, files: any FileAccess, isInterrupted: @escaping @Sendable () -> Bool = { false },
    prepare: (Interpreter) -> Void = { _ in }
  ) throws {
    self.source = source
    let document = TestDocument(source)
    add(document.faults + document.findings)
    // What comes after a command that cannot be read may depend on it.
    let end = document.faults.compactMap(\.range?.lower).min() ?? (document.faults.isEmpty ? source.bytes.count : 0)
    let statements = document.steps.flatMap { step -> [Statement] in
      if case .commands(let statements) = step.content { statements.filter { $0.range.upper <= end } } else { [] }
    }
    var options = Interpreter.Options()
    options.isDry = true
    let interpreter = Interpreter(
      .nnsh, output: Output { _ in }, files: UnwrittenFiles(base: files), options: options, isInterrupted: isInterrupted
    )
    prepare(interpreter)
    try run(statements, interpreter)
    if !source.isArticle, document.faults.isEmpty { add(ScriptLint(source).faults) }
    diagnostics.sort { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
  }

  private mutating func add(_ faults: [Fault]) { diagnostics += faults.map { Diagnostic($0, in: source) } }

  // MARK: The dry run

  private mutating func run(_ statements: [Statement], _ interpreter: Interpreter) throws {
    var draw: SourceRange?
    let isSeeded = source.identifierCounts["seed"] != nil
    var isDrawReported = false
    for (index, statement) in statements.enumerated() {
      let random = interpreter.session.random
      do {
        let found = try interpreter.run(statement, of: source)
        diagnostics += found.filter(isKnowable)
        if found.contains(where: isKnowable), statement.command.setsUpOthers { return }
      } catch is Quit {
        if index < statements.count - 1 {
          add([
            Fault(
              "unreachable commands", at: statements[index + 1].range, label: "quit comes before", kind: .mismatch)
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
  fileprivate var setsUpOthers: Bool { self is NetCommand || self is DataCommand || self is SourceCommand }

  fileprivate var assertsNumbers: Bool { self is ExpectCommand || self is CheckCommand }
}

/// Reads files, and writes none.
struct UnwrittenFiles: FileAccess {
  let base: any FileAccess

  func read(_ path: String) throws(FileError) -> [UInt8] { try base.read(path) }

  func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8] {
    try base.readScript(path, isChosenByUser: isChosenByUser)
  }

  func readStandardInput() throws(FileError) -> [UInt8] { try base.readStandardInput() }

  func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    try body { _ in }
  }

  func append(_ lines: String, to path: String, extensions: [String]) throws(FileError) {}

  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    try base.withMapping(of: path, body)
  }
}
