import Synchronization

/// A number that several threads may count down.
final class Synchronized: Sendable {
  private let value: Mutex<Int>

  init(_ value: Int) { self.value = Mutex(value) }

  func decrease() -> Int {
    value.withLock { value in
      value -= 1
      return value
    }
  }
}
