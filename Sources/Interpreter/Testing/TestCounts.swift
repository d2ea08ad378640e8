/// The numbers of the cases of a test without findings.
struct TestCounts: Sendable {
  var passed: [TestCase.Kind: Int] = [:]
  var skipped = 0
  /// How many have a gap, skipped ones included.
  var gaps = 0

  var isEmpty: Bool { passed.isEmpty && skipped == 0 }

  mutating func add(_ item: TestCase) {
    if case .skipped = item.status { skipped += 1 } else { passed[item.kind, default: 0] += 1 }
    if item.hasGap { gaps += 1 }
  }
}
