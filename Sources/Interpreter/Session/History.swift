/// Sessions before the commands that changed them, for `undo` and `redo`.
package struct History {
  // Boxed: a session is large to move, and most of them are only moved on.
  private var past: [Kept] = []
  private var future: [Kept] = []
  private var pending: Kept?

  /// Commands that can be undone.
  static let limit = 100
  /// Parameters in all kept sessions together, and numbers of their data: half a gigabyte.
  private let parameterLimit: Int

  package init(parameterLimit: Int = 1 << 26) { self.parameterLimit = parameterLimit }

  mutating func begin(_ session: Session, _ command: any Command) {
    pending = command.isRecorded ? Kept(session) : nil
  }

  /// - Parameter changed: false where the command failed and left nothing behind.
  mutating func end(changed: Bool, _ session: Session) {
    guard let before = pending else { return }
    pending = nil
    guard changed else { return }
    past.append(before)
    if !future.isEmpty { future = [] }
    if past.count > History.limit { past.removeFirst(past.count - History.limit) }
    let size = session.state?.network.values.count ?? 0
    while past.count > 1, past.count * size > parameterLimit { past.removeFirst() }
  }

  /// Forgets the oldest sessions where their data, other than those of later ones, are more than half a gigabyte: each
  /// shuffling of large data makes another copy.
  mutating func limitData() {
    var seen: Set<UnsafeRawPointer> = []
    var numbers = 0
    for (index, kept) in past.indices.reversed().map({ ($0, past[$0]) }) {
      for (address, count) in kept.session.samples?.storage ?? [] where seen.insert(address).inserted {
        numbers += count
      }
      guard numbers <= parameterLimit else { return past.removeFirst(index + 1) }
    }
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
