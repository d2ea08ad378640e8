import Expressions

extension [Double] {
  /// Reserves capacity, in huge pages if the system has them: faulting in millions of small pages takes longer than
  /// filling them.
  package mutating func reserveLargeCapacity(_ count: Int) {
    reserveCapacity(count)
    withUnsafeMutableBufferPointer { $0.baseAddress.map { Platform.adviseLargePages($0, count) } }
  }

  /// Like `init(unsafeUninitializedCapacity:initializingWith:)`; `initialize` must initialize all elements.
  package init(large count: Int, _ initialize: (UnsafeMutableBufferPointer<Double>) -> Void) {
    self.init(unsafeUninitializedCapacity: count) { numbers, initialized in
      numbers.baseAddress.map { Platform.adviseLargePages($0, count) }
      initialize(numbers)
      initialized = count
    }
  }

  /// Zeros; abandoned once a limit is reached, which leaves what is in new memory.
  init(largeZeros count: Int) {
    self.init(large: count) { numbers in
      for start in stride(from: 0, to: count, by: 1 << 16) where !Limits.isReached {
        UnsafeMutableBufferPointer(rebasing: numbers[start..<Swift.min(start + 1 << 16, count)]).initialize(
          repeating: 0)
      }
    }
  }
}
