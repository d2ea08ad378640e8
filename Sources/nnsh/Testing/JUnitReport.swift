import Expressions
import Safety
import WorkedExamples

/// JUnit XML as both the schema of Ant's reports and that of Jenkins have it: a suite per file, a case per command or
/// equation, times in milliseconds.
@Sendable func junitReport(_ results: [TestResult]) -> String {
  let suites = results.map { (result: $0, cases: ReportCase.cases(of: $0)) }
  var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  text += "<testsuites>\n"
  for (index, suite) in suites.enumerated() {
    text += "  <testsuite id=\"\(index)\" package=\"nnsh\" name=\"\(xml(suite.result.path))\" "
    text += "timestamp=\"\(Platform.timestamp)\" hostname=\"localhost\" \(counts(suite.cases)) "
    text += "skipped=\"\(suite.cases.count { if case .skipped = $0.status { true } else { false } })\" "
    text += "time=\"\(time(suite.cases))\">\n    <properties/>\n"
    for item in suite.cases { text += element(item) }
    text += "    <system-out/>\n    <system-err/>\n  </testsuite>\n"
  }
  return text + "</testsuites>\n"
}

private func counts(_ cases: [ReportCase]) -> String {
  func count(_ wanted: ReportCase.TestFindingKind) -> Int {
    cases.count { if case .failed(let kind) = $0.status { kind == wanted } else { false } }
  }
  return "tests=\"\(cases.count)\" failures=\"\(count(.failure))\" errors=\"\(count(.error))\""
}

/// In seconds.
private func time(_ cases: [ReportCase]) -> String { fixed(cases.reduce(0) { $0 + $1.seconds }, decimals: 3) }

private func element(_ item: ReportCase) -> String {
  let opening =
    "    <testcase classname=\"\(xml(item.file))\" name=\"\(xml("\(item.line): \(item.name)"))\" time=\"\(time([item]))\""
  switch item.status {
  case .passed: return opening + "/>\n"
  case .skipped(let reason): return opening + "><skipped message=\"\(xml(visibleLine(reason)))\"/></testcase>\n"
  case .failed(let kind):
    let name = kind == .failure ? "failure" : "error"
    return """
      \(opening)>
            <\(name) type="\(name)" message="\(xml(visibleLine(item.summary)))">\(xml(item.message))</\(name)>
          </testcase>

      """
  }
}

/// Text of an attribute or element; what XML 1.0 cannot hold becomes a replacement character.
private func xml(_ text: String) -> String {
  let held = String.UnicodeScalarView(
    text.unicodeScalars.map { scalar in
      let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
      return isControl || 0xFFFE...0xFFFF ~= scalar.value ? "\u{FFFD}" : scalar
    })
  return escapedHTML(String(held))
}
