import Interpreter

/// Runs scripts one after the other in one session.
package final class TestSession {
  package let interpreter: Interpreter
  private let collected = Collected()

  package init(interrupting: @escaping @Sendable () -> Bool = { false }) {
    let collected = collected
    interpreter = Interpreter(
      .nnsh, output: Output { collected.bytes += $0 }, files: DiskFiles(), isInterrupted: interrupting)
  }

  /// The output of the script, followed by its diagnostics as `nnsh` prints them.
  @discardableResult
  package func run(_ script: String, name: String = "test.nn", promptWidth: Int = 0) throws -> String {
    collected.bytes = []
    let source = SourceText(name: name, script)
    var diagnostics = ""
    defer { interpreter.output.flush() }
    _ = try interpreter.run(source) { diagnostics += $0.rendered(promptWidth: promptWidth) }
    interpreter.output.flush()
    return String(decoding: collected.bytes, as: UTF8.self) + diagnostics
  }

  /// The output since the last `run` started, for runs that throw.
  package var printed: String { String(decoding: collected.bytes, as: UTF8.self) }

  private final class Collected { var bytes: [UInt8] = [] }
}

/// The folder of the package.
package let projectFolder = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }
