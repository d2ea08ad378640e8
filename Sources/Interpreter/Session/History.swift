import Expressions

/// What was there before the commands that changed something, for `undo` and `redo`.
package struct History {
  private enum Step {
    case session(Session)
    case variable(Identifier, Value?)
  }

  private var past: [Step] = []
  private var future: [Step] = []
  private var pending: Step?

  /// Commands that can be undone.
  static let limit = 100
  /// Parameters in all kept sessions together, and numbers of their data: half a gigabyte.
  private let parameterLimit: Int

  package init(parameterLimit: Int = 1 << 26) { self.parameterLimit = parameterLimit }

  /// Before a command that may change anything.
  mutating func begin(_ session: Session) { pending = .session(session) }

  /// Before a command that may change a variable.
  mutating func begin(_ name: Identifier, _ value: Value?) { pending = .variable(name, value) }

  /// Of the command under way, which makes the data's inputs anew: what was there can be made again.
  mutating func forgetDerivedData() {
    guard case .session(var session) = pending else { return }
    pending = nil
    session.samples?.forgetDerived()
    pending = .session(session)
  }

  /// After it.
  ///
  /// - Parameter changed: false where the command failed and left nothing behind.
  mutating func end(changed: Bool) {
    guard let before = pending else { return }
    pending = nil
    guard changed else { return }
    past.append(before)
    if !future.isEmpty { future = [] }
    // In one piece now and then: a script of a million lines must not pay for each.
    if past.count >= 2 * History.limit { past.removeFirst(past.count - History.limit) }
    guard case .session(let session) = before else { return }
    let size = session.state?.network.values.count ?? 0
    while past.count > 1, past.count * size > parameterLimit { past.removeFirst() }
  }

  /// Forgets the oldest sessions where their data, other than those of later ones, are more than half a gigabyte: each
  /// shuffling of large data makes another copy.
  mutating func limitData() {
    var seen: Set<UnsafeRawPointer> = []
    var numbers = 0
    for (index, step) in past.indices.reversed().map({ ($0, past[$0]) }) {
      guard case .session(let kept) = step else { continue }
      for (address, count) in kept.samples?.storage ?? [] where seen.insert(address).inserted {
        numbers += count
      }
      guard numbers <= parameterLimit else { return past.removeFirst(index + 1) }
    }
  }

  var depth: Int { min(past.count, History.limit) }
  var redoDepth: Int { future.count }

  /// The session of so many commands ago; nil if there are not so many.
  mutating func back(_ steps: Int, from session: Session) -> Session? {
    guard steps <= depth else { return nil }
    past.removeFirst(past.count - depth)
    return History.move(steps, from: &past, to: &future, session)
  }

  mutating func forward(_ steps: Int, from session: Session) -> Session? {
    guard steps <= future.count else { return nil }
    return History.move(steps, from: &future, to: &past, session)
  }

  private static func move(_ steps: Int, from: inout [Step], to: inout [Step], _ session: Session) -> Session {
    var current = session
    for _ in 0..<steps {
      switch from.removeLast() {
      case .session(let kept):
        if kept.samples?.hasForgottenDerived == true { current.samples?.forgetDerived() }
        to.append(.session(current))
        current = kept
      case .variable(let name, let value):
        to.append(.variable(name, current.variables[name]))
        current.variables[name] = value
      }
    }
    current.samples?.restoreDerived()
    return current
  }
}
