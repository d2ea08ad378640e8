/// What the schema of Ant's JUnit reports and that of Jenkins' xUnit plugin (junit-10) both allow.
private let junitElements: [String: (children: String, attributes: [String: String])] = [
  "testsuites": ("(testsuite )*", [:]),
  "testsuite": (
    "properties (testcase )*system-out system-err ",
    [
      "id": "[0-9]+", "package": ".+", "name": ".+", "timestamp": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}",
      "hostname": ".+", "tests": "[0-9]+", "failures": "[0-9]+", "errors": "[0-9]+", "skipped": "[0-9]+",
      "time": "[0-9]+[.][0-9]{3}",
    ]
  ),
  "testcase": (
    "((skipped|error|failure) )?", ["name": "[^\n\t]+", "classname": "[^\n\t]+", "time": "[0-9]+[.][0-9]{3}"]
  ),
  "failure": ("", ["type": ".+", "message": "(.|\n)*"]), "error": ("", ["type": ".+", "message": "(.|\n)*"]),
  "skipped": ("", ["message": ".*"]), "properties": ("", [:]), "system-out": ("", [:]), "system-err": ("", [:]),
]

/// How a report breaks the schemas, and what its counts do not agree with.
func junitFaults(_ document: String) -> [String] {
  guard let root = XMLElement(document), root.name == "testsuites" else { return ["not XML"] }
  var faults: [String] = []
  func check(_ element: XMLElement) {
    guard let rule = junitElements[element.name] else { return faults.append("unknown element \(element.name)") }
    let children = element.children.map { $0.name + " " }.joined()
    if !fits(children, rule.children) { faults.append("\(element.name) has the children \(children)") }
    for name in Set(element.attributes.keys).union(rule.attributes.keys) {
      guard let pattern = rule.attributes[name], let value = element.attributes[name], fits(value, pattern) else {
        faults.append("\(element.name) \(name)=\(element.attributes[name] ?? "nothing")")
        continue
      }
    }
    element.children.forEach(check)
  }
  check(root)
  for (index, suite) in root.children.enumerated() {
    let cases = suite.children.filter { $0.name == "testcase" }
    func count(_ name: String) -> String { "\(cases.count { $0.children.first?.name == name })" }
    let counts = [
      "id": "\(index)", "tests": "\(cases.count)", "failures": count("failure"), "errors": count("error"),
      "skipped": count("skipped"),
    ]
    for (name, value) in counts where suite.attributes[name] != value { faults.append("\(name) is not \(value)") }
  }
  return faults
}

/// How a report breaks version 13 of the Test Anything Protocol.
func tapFaults(_ report: String) -> [String] {
  var lines = report.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
  guard lines.popFirst() == "TAP version 13", lines.popLast() == "", let plan = lines.popFirst() else {
    return ["no header"]
  }
  var faults: [String] = []
  var count = 0
  var isInBlock = false
  for line in lines {
    if isInBlock {
      if line == "  ..." { isInBlock = false } else if !line.hasPrefix("  ") { faults.append(line) }
    } else if line == "  ---" {
      isInBlock = true
    } else {
      count += 1
      // A '#' that is not escaped begins a directive.
      if !fits(line, "(not )?ok \(count) - [^#]+( # SKIP .*)?") { faults.append(line) }
    }
  }
  return faults + (plan == "1..\(count)" && !isInBlock ? [] : ["the plan is \(plan)"])
}

/// A report or output with every time replaced.
func withoutTimes(_ text: String) -> String {
  var text = text
  for pattern in [
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}", "time=\"[0-9.]+\"", "\"seconds\": [0-9.]+",
  ] {
    if let expression = try? Regex(pattern) { text = text.replacing(expression, with: "TIME") }
  }
  return text
}

private func fits(_ text: String, _ pattern: String) -> Bool {
  guard let expression = try? Regex(pattern) else { return false }
  return text.wholeMatch(of: expression) != nil
}
