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
}
