import Glibc

extension [Double] {
  /// Reserves room, in large pages where the system has them: to touch millions of small ones takes longer than to fill
  /// them.
  package mutating func reserveLargeCapacity(_ count: Int) {
    reserveCapacity(count)
    withUnsafeMutableBufferPointer { $0.baseAddress.map { adviseLargePages($0, count) } }
  }

  /// As `init(unsafeUninitializedCapacity:initializingWith:)`, all of it initialized.
  package init(large count: Int, _ initialize: (UnsafeMutableBufferPointer<Double>) -> Void) {
    self.init(unsafeUninitializedCapacity: count) { numbers, initialized in
      numbers.baseAddress.map { adviseLargePages($0, count) }
      initialize(numbers)
      initialized = count
    }
  }
}

private func adviseLargePages(_ start: UnsafeMutablePointer<Double>, _ count: Int) {
  let page = 1 << 21
  guard count > 4 * page / MemoryLayout<Double>.stride else { return }
  let first = (Int(bitPattern: start) + page - 1) / page * page
  let end = Int(bitPattern: start + count) / page * page
  // It is only advice: a system without large pages goes on with small ones.
  _ = madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
}
