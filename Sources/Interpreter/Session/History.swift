import Expressions
import NeuralNetwork

/// The session before each command that changed it, for `undo` and `redo`.
package struct History {
  private enum Content {
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

  private struct Step {
    var content: Content
    /// The number of the command between this session and the next.
    let command: Int
  }

  private var past: [Step] = []
  private var future: [Step] = []
  private var pending: Step?
  /// The number of the oldest session kept, counted from the first: state 0.
  private(set) var oldest = 0
  /// Whether the current command is a single one, not a block of others.
  private var isSingle = false

  /// The number of commands that can be undone.
  static let limit = 100
  /// The maximum number of parameters in all kept sessions together, with what the optimizer keeps for each, and of
  /// numbers in their data: half a gigabyte.
  private let parameterLimit: Int

  package init(parameterLimit: Int = 1 << 26) { self.parameterLimit = parameterLimit }

  /// Before a command that may change anything.
  ///
  /// - Parameters:
  ///   - command: its number among all commands.
  ///   - isSingle: whether it runs no other commands.
  mutating func begin(_ session: Session, command: Int, isSingle: Bool) {
    pending = Step(content: .session(session), command: command)
    self.isSingle = isSingle
  }

  /// Before the current command changes these parameters: if it changes nothing else, keeps their values instead of the
  /// session, so that a large network is not copied.
  ///
  /// - Returns: whether it changes nothing else.
  mutating func keep(only parameters: [Int], of session: inout Session) -> Bool {
    guard isSingle, let command = pending?.command else { return session.hasOnlyParameters }
    // Without the kept session, the current one is looked at in its place.
    pending = nil
    guard session.hasOnlyParameters, let network = session.state?.network else {
      pending = Step(content: .session(session), command: command)
      return false
    }
    let kept = parameters.map {
      ParameterValues(parameter: $0, value: network.values[$0], initial: network.initial[$0])
    }
    pending = Step(content: .parameters(kept), command: command)
    return true
  }

  /// Before a command that may change a variable.
  mutating func begin(_ name: Identifier, _ value: Value?, command: Int) {
    pending = Step(content: .variable(name, value), command: command)
  }

  /// Discards the derived inputs of the session kept for the current command, which computes new ones: they can be
  /// recomputed.
  mutating func discardDerivedData() {
    guard let step = pending, case .session(var session) = step.content else { return }
    pending = nil
    session.samples?.discardDerived()
    pending = Step(content: .session(session), command: step.command)
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
    if past.count >= 2 * History.limit { dropOldest(past.count - History.limit) }
    guard case .session(let session) = before.content else { return }
    var size = session.parameterCount
    // Of a small network a hundred sessions are always within the limit.
    if size > parameterLimit / 1000 { size *= 1 + session.settings.plan.rule.optimizer.definition.memory }
    while past.count > 1, past.count * size > parameterLimit { dropOldest(1) }
  }

  private mutating func dropOldest(_ count: Int) {
    past.removeFirst(count)
    oldest += count
  }

  /// Drops the oldest sessions once the kept data, counting shared numbers once, exceeds half a gigabyte: each shuffle
  /// of a large data set makes a copy.
  mutating func limitData() {
    var seen: Set<UnsafeRawPointer> = []
    var numbers = 0
    for (index, step) in past.indices.reversed().map({ ($0, past[$0]) }) {
      guard case .session(let kept) = step.content else { continue }
      for (address, count) in kept.samples?.storage ?? [] where seen.insert(address).inserted {
        numbers += count
      }
      guard numbers <= parameterLimit else { return dropOldest(index + 1) }
    }
  }

  /// Forgets the commands before the current one, to free their memory.
  mutating func forgetPast() {
    dropOldest(past.count)
    future = []
  }

  var depth: Int { min(past.count, History.limit) }
  var redoDepth: Int { future.count }

  /// The session `steps` commands ago; nil if there are fewer.
  mutating func back(_ steps: Int, from session: Session) -> Session? {
    guard steps <= depth else { return nil }
    dropOldest(past.count - depth)
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
      let step = from.removeLast()
      to.append(Step(content: exchange(step.content, &current), command: step.command))
    }
    current.samples?.restoreDerived()
    return current
  }

  /// Puts the kept content into the session, and returns what it replaces.
  private static func exchange(_ kept: Content, _ current: inout Session) -> Content {
    switch kept {
    case .session(let kept):
      if kept.samples?.hasDiscardedDerived == true { current.samples?.discardDerived() }
      let old = current
      current = kept
      return .session(old)
    case .variable(let name, let value):
      let old = current.variables[name]
      current.variables[name] = value
      return .variable(name, old)
    case .parameters(let kept): return .parameters(current.exchange(kept))
    }
  }

  // MARK: States

  /// The number of the current session: that of the commands that led to it.
  var now: Int { oldest + past.count }

  /// The numbers of the sessions that are kept, the undone ones included.
  var states: ClosedRange<Int> { now - depth...now + future.count }

  /// The number of the command that led to a state; nil for one that is not kept, and for the oldest.
  func command(to state: Int) -> Int? {
    if state > now { return state <= now + future.count ? future[future.count - (state - now)].command : nil }
    return state > oldest ? past[state - oldest - 1].command : nil
  }

  /// Every session that is kept with its number, oldest first; data that can be recomputed may be missing.
  func sessions(around session: Session) -> [(state: Int, session: Session)] {
    var found = [(now, session)]
    var current = session
    for (index, step) in past.indices.reversed().map({ ($0, past[$0]) }).prefix(depth) {
      _ = History.exchange(step.content, &current)
      found.append((oldest + index, current))
    }
    found.reverse()
    current = session
    for (index, step) in future.reversed().enumerated() {
      _ = History.exchange(step.content, &current)
      found.append((now + index + 1, current))
    }
    return found
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
