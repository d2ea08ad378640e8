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
    guard case .tested(let test) = result.content else {
      guard case .unreadable(let reason) = result.content else { return [] }
      return [
        ReportCase(
          file: visibleName(result.path), line: 0, name: visibleName(result.path), status: .failed(.error), seconds: 0,
          message: reason,
          summary: reason)
      ]
    }
    var cases: [ReportCase] = []
    for finding in test.findings {
      cases.append(
        ReportCase(
          file: visibleName(result.path), line: finding.diagnostic.position.line,
          name: visibleLine(finding.diagnostic.fault.message),
          status: .failed(finding.diagnostic.fault.kind == .mismatch ? .failure : .error), seconds: 0,
          message: finding.rendered(), summary: finding.diagnostic.fault.message))
    }
    for testCase in test.cases {
      let status: Status =
        switch testCase.status {
        case .passed: .passed
        case .failed(.mismatch): .failed(.failure)
        case .failed: .failed(.error)
        case .skipped(let reason): .skipped(reason)
        }
      cases.append(
        ReportCase(
          file: visibleName(result.path), line: testCase.line, name: visibleLine(testCase.name), status: status,
          seconds: testCase.seconds,
          message: testCase.findings.map { $0.rendered() }.joined(),
          summary: testCase.findings.first?.diagnostic.fault.message ?? ""))
    }
    return cases
  }
}
