import Expressions
import Interpreter
import LineEditor

/// Runs sources and describes every command as a JSON object on a line of its own, for other programs.
final class RecordingRun {
  let interpreter: Interpreter
  private let printed: Printed

  /// Collects what commands print.
  final class Printed { var bytes: [UInt8] = [] }

  /// - Parameter printed: where the output of the interpreter goes.
  init(_ interpreter: Interpreter, printed: Printed) {
    self.interpreter = interpreter
    self.printed = printed
  }

  private func write(_ record: CommandRecord) { StandardStream.output.write(rendered: record.json + "\n") }

  /// - Throws: `Interrupted`, after the command that was interrupted has been described.
  func run(_ source: SourceText) throws -> Outcome {
    let parsed = Parser(.nnsh).commands(of: source)
    let unreadable = parsed.compactMap { if case .unreadable(let command) = $0 { command } else { nil } }
    var outcome = Outcome()
    for command in unreadable {
      var record = CommandRecord(source: source)
      (record.line, record.column) = source.position(of: command.start)
      record.diagnostics = [Diagnostic(command.fault, in: source)]
      write(record)
      outcome.code = 3
    }
    guard unreadable.isEmpty || interpreter.options.keepsGoing else { return outcome }
    for case .statement(let statement) in parsed {
      let record = try record(statement, of: source)
      write(record)
      if record.isInterrupted { throw Interrupted() }
      if outcome.code == 0 { outcome.code = record.diagnostics.first?.fault.kind.exitCode ?? 0 }
      outcome.quit = record.quit
      if record.quit != nil || record.skipReason != nil { return outcome }
      if !record.diagnostics.isEmpty, !interpreter.options.keepsGoing { return outcome }
    }
    return outcome
  }

  private func record(_ statement: Statement, of source: SourceText) throws -> CommandRecord {
    var record = CommandRecord(source: source)
    record.command = source.text(statement.range.lower, statement.range.upper)
    (record.line, record.column) = source.position(of: statement.range.lower)
    do {
      record.diagnostics = try interpreter.run(statement, of: source)
    } catch let quit as Quit {
      record.quit = quit
    } catch let skip as Skip {
      record.skipReason = skip.reason
    } catch is Interrupted {
      record.isInterrupted = true
    }
    interpreter.output.flush()
    record.output = String(decoding: printed.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
    printed.bytes.removeAll(keepingCapacity: true)
    record.values = interpreter.values(inLines: record.output)
    return record
  }
}
