import Expressions
import NeuralNetwork

/// The session before each command that changed it, for `undo` and `redo`.
package struct History {
  private enum Step {
    case session(Session)
    case variable(Identifier, Value?)
    /// The values of parameters and those that `reset` restores.
    case parameters([ParameterValues])
  }

  struct ParameterValues {
    let parameter: Int
    let value: Double
    let initial: Double
  }

  private var past: [Step] = []
  private var future: [Step] = []
  private var pending: Step?
  /// Whether the current command is a single one, not a block of others.
  private var isSingle = false

  /// The number of commands that can be undone.
  static let limit = 100
  /// The maximum number of parameters in all kept sessions together, and of numbers in their data: half a gigabyte.
  private let parameterLimit: Int

  package init(parameterLimit: Int = 1 << 26) { self.parameterLimit = parameterLimit }

  /// Before a command that may change anything.
  ///
  /// - Parameter isSingle: whether it runs no other commands.
  mutating func begin(_ session: Session, isSingle: Bool) {
    pending = .session(session)
    self.isSingle = isSingle
  }

  /// Before the current command changes these parameters and nothing else: keeps their values instead of the session,
  /// so that a large network is not copied.
  mutating func keep(only parameters: some Sequence<Int>, of network: Network) {
    guard isSingle, case .session = pending else { return }
    pending = .parameters(
      parameters.map { ParameterValues(parameter: $0, value: network.values[$0], initial: network.initial[$0]) })
  }

  /// Before a command that may change a variable.
  mutating func begin(_ name: Identifier, _ value: Value?) { pending = .variable(name, value) }

  /// Discards the derived inputs of the session kept for the current command, which computes new ones: they can be
  /// recomputed.
  mutating func discardDerivedData() {
    guard case .session(var session) = pending else { return }
    pending = nil
    session.samples?.discardDerived()
    pending = .session(session)
  }

  /// After the command.
  ///
  /// - Parameter changed: false if the command failed and changed nothing.
  mutating func end(changed: Bool) {
    guard let before = pending else { return }
    pending = nil
    guard changed else { return }
    past.append(before)
    if !future.isEmpty { future = [] }
    // Many at once: removing from the front for every command would slow down long scripts.
    if past.count >= 2 * History.limit { past.removeFirst(past.count - History.limit) }
    guard case .session(let session) = before else { return }
    let size = session.state?.network.values.count ?? 0
    while past.count > 1, past.count * size > parameterLimit { past.removeFirst() }
  }

  /// Drops the oldest sessions once the kept data, counting shared numbers once, exceeds half a gigabyte: each shuffle
  /// of a large data set makes a copy.
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

  /// Forgets the commands before the current one, to free their memory.
  mutating func forgetPast() { (past, future) = ([], []) }

  var depth: Int { min(past.count, History.limit) }
  var redoDepth: Int { future.count }

  /// The session `steps` commands ago; nil if there are fewer.
  mutating func back(_ steps: Int, from session: Session) -> Session? {
    guard steps <= depth else { return nil }
    past.removeFirst(past.count - depth)
    return History.move(steps, from: &past, to: &future, session)
  }

  /// The session after redoing `steps` commands; nil if fewer have been undone.
  mutating func forward(_ steps: Int, from session: Session) -> Session? {
    guard steps <= future.count else { return nil }
    return History.move(steps, from: &future, to: &past, session)
  }

  private static func move(_ steps: Int, from: inout [Step], to: inout [Step], _ session: Session) -> Session {
    var current = session
    for _ in 0..<steps {
      switch from.removeLast() {
      case .session(let kept):
        if kept.samples?.hasDiscardedDerived == true { current.samples?.discardDerived() }
        to.append(.session(current))
        current = kept
      case .variable(let name, let value):
        to.append(.variable(name, current.variables[name]))
        current.variables[name] = value
      case .parameters(let kept):
        to.append(.parameters(current.exchange(kept)))
      }
    }
    current.samples?.restoreDerived()
    return current
  }
}

extension Session {
  /// Gives parameters other values; returns those they had.
  fileprivate mutating func exchange(_ parameters: [History.ParameterValues]) -> [History.ParameterValues] {
    var old: [History.ParameterValues] = []
    for kept in parameters.reversed() {
      let parameter = kept.parameter
      guard let value = state?.network.values[parameter], let initial = state?.network.initial[parameter] else { break }
      old.append(History.ParameterValues(parameter: parameter, value: value, initial: initial))
      state?.network.values[parameter] = kept.value
      state?.network.initial[parameter] = kept.initial
    }
    return old
  }
}
