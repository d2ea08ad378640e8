import Interpreter
import LineEditor
import Safety

/// The files that failed when they were last tested, kept for `nnsh test --failed` in the user's cache folder.
struct FailedTests {
  private let file: String
  private let files: any FileAccess

  /// nil where there is no home folder.
  init?(files: any FileAccess) {
    guard let cache = environment("XDG_CACHE_HOME") ?? environment("HOME").map({ "\($0)/.cache" }) else { return nil }
    file = "\(cache)/nnsh/failed-tests"
    self.files = files
  }

  /// Absolute paths.
  var paths: [String] {
    guard let bytes = try? files.read(file) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Records the failures of a run; files that it did not test stay as they were. Without a cache folder that can be
  /// written, nothing is kept.
  func record(_ results: [TestResult]) {
    let tested = Set(results.map { Platform.absolute($0.path) })
    let failed = results.filter { $0.isFailed && !$0.isIgnored }.map { Platform.absolute($0.path) }
    try? FileWriter().rewrite(file) { old in
      let before = String(decoding: old, as: UTF8.self).split(separator: "\n").map(String.init)
      let all = before.filter { !tested.contains($0) } + failed
      return all == before ? nil : Array(all.map { $0 + "\n" }.joined().utf8)
    }
  }
}
