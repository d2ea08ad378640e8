/// `--report FORMAT:FILE`
struct ReportRequest {
  let format: ReportFormat
  /// nil for standard output.
  let path: String?

  init(_ text: String) throws(UsageError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let format = ReportFormat(rawValue: parts[0]) else {
      let names = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw UsageError(message: "--report takes FORMAT:FILE with one of \(names), got '\(text)'")
    }
    let file = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
    guard file != nil || !format.needsFile else {
      throw UsageError(
        message: "--report \(format.rawValue) needs a file",
        help: "nnsh test --report \(format.rawValue):FILE PATH…")
    }
    self.format = format
    path = file == "-" ? nil : file
  }
}
