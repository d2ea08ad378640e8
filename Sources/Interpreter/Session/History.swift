/// Sessions before the commands that changed them, for `undo` and `redo`.
package struct History {
  private var past: [Session] = []
  private var future: [Session] = []
  private var pending: Session?

  package init() {}

  /// Commands that can be undone.
  static let limit = 100
  /// Parameters in all kept sessions together: half a gigabyte.
  private static let parameterLimit = 1 << 26

  mutating func begin(_ session: Session, _ command: any Command) {
    pending = command is any UnrecordedCommand ? nil : session
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
      future.append(current)
      current = past.removeLast()
    }
    return current
  }

  mutating func forward(_ steps: Int, from session: Session) -> Session? {
    guard steps <= future.count else { return nil }
    var current = session
    for _ in 0..<steps {
      past.append(current)
      current = future.removeLast()
    }
    return current
  }
}

/// A command that changes nothing that could be undone: `show`, `print`, `expect`, `undo` itself.
protocol UnrecordedCommand: Command {}
