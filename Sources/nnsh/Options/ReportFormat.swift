/// The format of a report on a test run.
enum ReportFormat: String, CaseIterable {
  case tap, junit, json, github

  /// Whether it needs a file, and does not go to standard output.
  var needsFile: Bool { self != .github }

  /// Whether it lists what has passed, too.
  var listsAll: Bool { self != .github }
}
