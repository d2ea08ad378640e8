import Synchronization

/// Interrupts a session that asks for it often enough, and counts how often it does.
package final class Interruption: Sendable {
  private let state: Mutex<(asked: Int, limit: Int)>

  package init(after limit: Int = .max) { state = Mutex((0, limit)) }

  package var asked: Int { state.withLock(\.asked) }

  /// What the session asks.
  package func isDue() -> Bool {
    state.withLock {
      $0.asked += 1
      return $0.asked > $0.limit
    }
  }

  package func cancel() { state.withLock { $0.limit = .max } }
}
