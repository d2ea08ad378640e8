import Glibc

extension [Double] {
  /// Reserves capacity, in huge pages if the system has them: faulting in millions of small pages takes longer than
  /// filling them.
  package mutating func reserveLargeCapacity(_ count: Int) {
    reserveCapacity(count)
    withUnsafeMutableBufferPointer { $0.baseAddress.map { adviseLargePages($0, count) } }
  }

  /// Like `init(unsafeUninitializedCapacity:initializingWith:)`; `initialize` must initialize all elements.
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
  // Only advice: a system without huge pages uses small ones.
  _ = madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE)
}
