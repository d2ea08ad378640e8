extension [Double] {
  /// Reserves room, in large pages where the system has them: to touch millions of small ones takes longer than to fill
  /// them.
  package mutating func reserveLargeCapacity(_ count: Int) {
    reserveCapacity(count)
    withUnsafeMutableBufferPointer { $0.baseAddress.map { Platform.adviseLargePages($0, count) } }
  }

  /// As `init(unsafeUninitializedCapacity:initializingWith:)`, all of it initialized.
  package init(large count: Int, _ initialize: (UnsafeMutableBufferPointer<Double>) -> Void) {
    self.init(unsafeUninitializedCapacity: count) { numbers, initialized in
      numbers.baseAddress.map { Platform.adviseLargePages($0, count) }
      initialize(numbers)
      initialized = count
    }
  }
}
