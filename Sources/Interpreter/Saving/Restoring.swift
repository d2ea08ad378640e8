import Expressions

extension Interpreter {
  /// Whether leaving would lose a training that somebody has waited for.
  package var losesTraining: Bool { unsavedSeconds >= 10 && session.state?.progress.updates ?? 0 > 0 }

  /// Runs commands in a new session, which replaces the current one if they succeed.
  ///
  /// - Parameter quietly: whether reports are dropped.
  func replaceSession(quietly: Bool, _ run: () throws -> Void) throws {
    let (before, changesBefore, wasQuiet) = (session, changes, output.isQuiet)
    session = Session()
    if quietly { output.isQuiet = true }
    defer { output.isQuiet = wasQuiet }
    do {
      try run()
    } catch {
      (session, changes) = (before, changesBefore)
      // A damaged file is one fault, however many commands it spoils.
      throw quietly ? diagnostics(of: error)?.first ?? error : error
    }
  }

  /// Throws unless the script gives a new session exactly the state that it was made from.
  ///
  /// - Parameter path: where it will be, for the data beside it.
  /// - Returns: the number of the state that it leads to.
  @discardableResult
  func verify(_ script: SavedScript, path: String, at range: SourceRange) throws -> Int {
    let beside = script.dataBeside
    let found = beside.map { FilesWith(base: files, path: $0.path(beside: path), bytes: $0.bytes) as any FileAccess }
    let other = Interpreter(commands, output: Output { _ in }, files: found ?? files, isInterrupted: isInterrupted)
    other.output.isQuiet = true
    var failed: Diagnostic?
    try other.run(SourceText(name: path, bytes: script.bytes)) { failed = failed ?? $0 }
    if let failed {
      throw Fault(
        "this session cannot be saved: \(failed.fault.message)", at: range,
        label: shortened(failed.source.text(failed.fault.range?.lower ?? 0, failed.fault.range?.upper ?? 0)))
    }
    guard let difference = try SavedScript(other.session, commands).difference(from: script) else {
      return other.history.now
    }
    throw Fault(
      "this session cannot be saved: its copy would differ", at: range,
      label: shortened(String(difference.prefix { $0 != "\n" })))
  }
}
