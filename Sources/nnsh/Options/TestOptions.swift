/// The options of `nnsh test`.
struct TestOptions {
  /// Parts of paths: a file is tested if its path contains one of them; empty for all.
  var filters: [String] = []
  /// The number of files tested at the same time; nil for one per processor.
  var jobs: Int?
  var listsOnly = false
  var stopsAtFirstFailure = false
  /// Tests only the files that failed when they were last tested.
  var onlyFailed = false
  /// Rewrites expected output in place.
  var updates = false
  /// The order of the files is shuffled from this seed; nil for sorted.
  var shuffleSeed: UInt64?
  /// How many of the slowest files are listed.
  var durations = 0
  var reports: [ReportRequest] = []
}
