import Expressions

/// A script or an article run as a test, in a new session.
package struct FileTest {
  package let name: String
  package private(set) var diagnostics: [Diagnostic] = []
  /// The kind of failure; nil on success.
  package private(set) var failure: Fault.Kind?

  /// Runs the file; a name ending in `.md` makes it an article.
  ///
  /// - Parameter prepare: sets up the session, as process options do.
  /// - Throws: `Interrupted`.
  package init(
    _ source: SourceText, files: any FileAccess, bounds: Bounds? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    prepare: (Interpreter) -> Void = { _ in }
  ) throws {
    name = source.name
    if name.hasSuffix(".md") {
      let report = try ArticleRun.run(source, files: files, bounds: bounds, isInterrupted: isInterrupted)
      diagnostics = report.diagnostics
      failure = report.worst
      return
    }
    var options = Interpreter.Options()
    options.keepsGoing = false
    options.bounds = bounds
    let interpreter = Interpreter(
      .nnsh, output: Output { _ in }, files: files, options: options, isInterrupted: isInterrupted)
    prepare(interpreter)
    var found: [Diagnostic] = []
    let result = try interpreter.run(source) { found.append($0) }
    diagnostics = found
    failure = result.fault ?? ((result.quit?.code ?? 0) == 0 ? nil : .error)
  }

  /// The paths that a test says it reads besides its own folder: a comment before the first command, `# nnsh: read PATH`,
  /// or in an article a comment `<!-- nnsh: read PATH -->`.
  package static func readsBesides(_ source: SourceText) -> [String] {
    let (start, end) = source.name.hasSuffix(".md") ? ("<!-- nnsh: read ", " -->") : ("# nnsh: read ", "")
    var paths: [String] = []
    for line in source.bytes.prefix(1 << 16).split(separator: Ascii.newline) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix(start), text.hasSuffix(end) {
        paths.append(String(text.dropFirst(start.count).dropLast(end.count)))
      } else if end.isEmpty, !text.hasPrefix("#") {
        break
      }
    }
    return paths
  }

  /// Whether a file of this name is a script or an article.
  package static func isTest(_ name: String) -> Bool { name.hasSuffix(".nn") || name.hasSuffix(".md") }
}
