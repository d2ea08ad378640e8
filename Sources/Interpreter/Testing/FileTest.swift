import Expressions
import WorkedExamples

/// A script or an article run as a test, in a new session.
package struct FileTest: Sendable {
  package struct Options: Sendable {
    /// The time after which the file fails, in seconds.
    package var timeout: Double?
    /// What `--safe` limits; nil without limits.
    package var bounds: Bounds?
    /// Whether `cases` has those that pass and those that are skipped, and `output` is kept; otherwise only their
    /// numbers are, as a test can be long.
    package var keepsAll = true
    package init() {}
  }

  package let name: String
  /// The commands and equations, in order; empty if the file cannot be run. Without `keepsAll`, those that fail.
  package internal(set) var cases: [TestCase] = []
  /// Those that are not in `cases`.
  var others = TestCounts()
  /// What is wrong with the file as a whole: syntax errors, or that there is nothing to run.
  package internal(set) var findings: [TestFinding] = []
  /// Whether there is nothing to run in it, which is a finding.
  package internal(set) var isEmpty = false
  /// Why the test was skipped; nil if it was not.
  package internal(set) var skipReason: String?
  /// The file with its expected output brought up to date; nil if that is up to date.
  package internal(set) var updated: [UInt8]?
  /// What bringing it up to date has changed, as unified diffs.
  package internal(set) var updatedDifferences: [[String]] = []
  /// The output of commands whose output is not compared.
  package internal(set) var output: [String] = []
  package internal(set) var seconds = 0.0

  /// Runs the file; a name ending in `.md` makes it an article.
  ///
  /// A mismatch does not stop it; the first command that fails does.
  /// - Parameter prepare: sets up the session, as process options do.
  /// - Throws: `Interrupted`.
  package init(
    _ source: SourceText, files: any FileAccess, options: Options = Options(),
    isInterrupted: @escaping @Sendable () -> Bool = { false }, prepare: (Interpreter) -> Void = { _ in }
  ) throws {
    name = source.name
    let run = FileTestRun(source, files: files, options: options, isInterrupted: isInterrupted)
    prepare(run.interpreter)
    try run.run(&self)
  }

  /// The paths that a test says it reads besides its own folder: a comment before the first command, `# nnsh: read
  /// PATH`, or in an article a comment `<!-- nnsh: read PATH -->`.
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
  package static func isTest(_ name: String) -> Bool { extensions.contains { name.hasSuffix(".\($0)") } }

  /// Scripts and articles.
  package static let extensions = ["nn", "md"]

  /// In the order of the lines they point at.
  package var allFindings: [TestFinding] {
    let all =
      findings.map { (line: $0.diagnostic.position.line, finding: $0) }
      + cases.flatMap { item in
        // What is wrong in a file run by `source` belongs to that command.
        item.findings.map { finding in
          let isHere = finding.diagnostic.source.name == name
          return (line: isHere ? finding.diagnostic.position.line : item.line, finding: finding)
        }
      }
    return all.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(
      \.element.finding)
  }

  package var diagnostics: [Diagnostic] { allFindings.map(\.diagnostic) }

  /// The kind of the worst finding, an error before a mismatch; nil on success.
  package var failure: Fault.Kind? {
    let kinds = diagnostics.map(\.fault.kind)
    return kinds.first { $0 != .mismatch } ?? kinds.first
  }

  /// The number of commands or equations that ran.
  package func count(_ kind: TestCase.Kind) -> Int {
    others.passed[kind, default: 0]
      + cases.count { if case .skipped = $0.status { false } else { $0.kind == kind } }
  }

  package var failedCount: Int { cases.count { if case .failed = $0.status { true } else { false } } }

  /// The number of equations that could not be checked, or not all of them.
  package var gapCount: Int { others.gaps + cases.count { $0.hasGap } }

  package var skippedCount: Int {
    others.skipped + cases.count { if case .skipped = $0.status { true } else { false } }
  }
}

// MARK: Updating

extension FileTest {
  /// After the file was brought up to date: differences of output are no longer findings.
  package mutating func forgetDifferences() {
    for index in cases.indices {
      let (kept, forgotten) = (
        cases[index].findings.filter(\.difference.isEmpty), cases[index].findings.filter { !$0.difference.isEmpty }
      )
      guard !forgotten.isEmpty else { continue }
      updatedDifferences += forgotten.map(\.difference)
      cases[index].findings = []
      cases[index].status = .passed
      for finding in kept { cases[index].fail(finding) }
    }
  }
}
