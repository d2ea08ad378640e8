import Interpreter
import Safety

/// A command or equation of a report, or a whole file that could not be run.
struct ReportCase {
  enum Status {
    case passed
    case failed(TestFindingKind)
    case skipped(String)
  }

  /// Whether an expectation did not hold or a command failed.
  enum TestFindingKind { case failure, error }

  let file: String
  /// 0 for the whole file.
  let line: Int
  let name: String
  let status: Status
  let seconds: Double
  /// The findings, as text.
  let message: String
  let summary: String

  /// The cases of a file, in order.
  static func cases(of result: TestResult) -> [ReportCase] {
    let file = visibleName(result.path)
    switch result.content {
    case .unreadable(let reason):
      return [
        ReportCase(
          file: file, line: 0, name: file, status: .failed(.error), seconds: 0, message: reason, summary: reason)
      ]
    case .tested(let test):
      let findings = test.findings.map { finding in
        let fault = finding.diagnostic.fault
        return ReportCase(
          file: file, line: finding.diagnostic.position.line, name: visibleLine(fault.message),
          status: .failed(fault.kind == .mismatch ? .failure : .error), seconds: 0, message: finding.rendered(),
          summary: fault.message)
      }
      return findings
        + test.cases.map { item in
          ReportCase(
            file: file, line: item.line, name: visibleLine(item.name), status: status(item), seconds: item.seconds,
            message: item.findings.map { $0.rendered() }.joined(),
            summary: item.findings.first?.diagnostic.fault.message ?? "")
        }
    }
  }

  private static func status(_ item: TestCase) -> Status {
    switch item.status {
    case .passed: .passed
    case .failed(.mismatch): .failed(.failure)
    case .failed: .failed(.error)
    case .skipped(let reason): .skipped(reason)
    }
  }
}
