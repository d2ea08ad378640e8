/// Sessions before the commands that changed them, for `undo` and `redo`.
package struct History {
  // Boxed: a session is large to move, and most of them are only moved on.
  private var past: [Kept] = []
  private var future: [Kept] = []
  private var pending: Kept?

  package init() {}

  /// Commands that can be undone.
  static let limit = 100
  /// Parameters in all kept sessions together: half a gigabyte.
  private static let parameterLimit = 1 << 26

  mutating func begin(_ session: Session, _ command: any Command) {
    pending = type(of: command).isRecorded ? Kept(session) : nil
  }

  mutating func end(failed: Bool, _ session: Session) {
    guard let before = pending else { return }
    pending = nil
    past.append(before)
    if !future.isEmpty { future = [] }
    if past.count > History.limit { past.removeFirst(past.count - History.limit) }
    let size = session.state?.network.values.count ?? 0
    while past.count > 1, past.count * size > History.parameterLimit { past.removeFirst() }
  }

  var depth: Int { past.count }
  var redoDepth: Int { future.count }

  /// The session of so many commands ago; nil if there are not so many.
  mutating func back(_ steps: Int, from session: Session) -> Session? {
    guard steps <= past.count else { return nil }
    var current = session
    for _ in 0..<steps {
      future.append(Kept(current))
      current = past.removeLast().session
    }
    return current
  }

  mutating func forward(_ steps: Int, from session: Session) -> Session? {
    guard steps <= future.count else { return nil }
    var current = session
    for _ in 0..<steps {
      past.append(Kept(current))
      current = future.removeLast().session
    }
    return current
  }
}

private final class Kept: Sendable {
  let session: Session

  init(_ session: Session) { self.session = session }
}
