import Expressions

/// One command or equation of a test, and what became of it.
package struct TestCase: Sendable {
  package enum Kind: Sendable { case command, equation }

  package enum Status: Sendable, Equatable {
    case passed
    /// The kind of the worst finding.
    case failed(Fault.Kind)
    case skipped(reason: String)
  }

  package let kind: Kind
  /// The first line of the command or equation, as written.
  package let name: String
  /// Counted from 1.
  package let line: Int
  package internal(set) var status = Status.passed
  package internal(set) var findings: [TestFinding] = []
  package internal(set) var seconds = 0.0
  /// Whether a part of an equation could not be checked, as a name in it has no value.
  package internal(set) var hasGap = false

  mutating func fail(_ finding: TestFinding) {
    findings.append(finding)
    let kind = finding.diagnostic.fault.kind
    if case .failed(let worst) = status, worst != .mismatch { return }
    status = .failed(kind)
  }
}
