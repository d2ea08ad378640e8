import Expressions
import NeuralNetwork
import WorkedExamples

extension Interpreter {
  /// A line for each state that is kept: its number, the command that led to it, and what that changed.
  func stateLines(_ terminal: TerminalView?) -> [String] {
    var rows: [(head: String, command: String, change: String)] = []
    var before: (session: Session, settings: [String])?
    for (state, session) in history.sessions(around: session) {
      let settings = commands.settings(of: session)
      let command = history.command(to: state).flatMap(executed.command(numbered:))
      let change =
        before.map { session.changes(since: $0.session) + settings.filter(Set($0.settings).isNotMember) } ?? []
      rows.append(
        (
          "\(state == history.now ? ">" : " ") \(state)", String((command ?? (state == 0 ? "start" : "…")).prefix(50)),
          change.prefix(4).joined(separator: ", ")
        ))
      before = (session, settings)
    }
    let numberWidth = rows.map(\.head.count).max() ?? 0
    let commandWidth = rows.map(\.command.terminalWidth).max() ?? 0
    let columns = terminal?.columns() ?? .max
    return rows.map { row in
      let number =
        row.head.prefix(2) + String(repeating: " ", count: numberWidth - row.head.count) + row.head.dropFirst(2)
      let command = row.command.padded(to: commandWidth)
      let line = row.change.isEmpty ? "# \(number)  \(row.command)" : "# \(number)  \(command)  \(row.change)"
      return line.cut(to: max(columns, 12) - 1)
    }
  }
}

extension Interpreter {
  /// The number of a state that is kept. Throws if it is not.
  func kept(state expression: Expression) throws(Fault) -> Int {
    let value = try number(expression)
    let states = history.states
    guard let state = Int(exactly: value), states.contains(state) else {
      throw Fault(
        "unknown state \(shortest(value))", at: expression.range,
        label: "the states kept are \(states.lowerBound) to \(states.upperBound)", help: "show states")
    }
    let recorded = try recordable(state: state, at: expression.range)
    if recording != nil, recorded != state { replay.replace(expression.range, by: "\(recorded)") }
    return state
  }

  /// Names the command that leads to a state, for a person at the prompt.
  func remark(_ participle: String, state: Int) {
    guard output.terminal != nil, let number = history.command(to: state), let text = executed.command(numbered: number)
    else {
      return
    }
    output.remark("# \(participle): \(text.prefix(100))")
  }
}

extension Set {
  fileprivate func isNotMember(_ element: Element) -> Bool { !contains(element) }
}

extension Session {
  /// What differs from an earlier session, other than settings: `100 epochs`, `loss = 0.12`.
  fileprivate func changes(since before: Session) -> [String] {
    let digits = self.settings.digits
    var changes = networkChanges(since: before)
    if let now = self.samples, now.name != before.samples?.name || now.count != before.samples?.count {
      changes.append("\(counted(now.count, "sample")) of \(now.name)")
    } else if self.samples == nil, before.samples != nil {
      changes.append("no data")
    }
    for variable in variables.named where before.variables[variable.name] != variable.value {
      changes.append("\(variable.name) = \(variable.value.rounded(digits).prefix(40))")
    }
    for name in self.functions.keys.sorted() where before.functions[name] == nil { changes.append("function \(name)") }
    for name in self.snapshots.keys.sorted() where before.snapshots[name] == nil { changes.append("snapshot \(name)") }
    return changes
  }

  private func networkChanges(since before: Session) -> [String] {
    guard let now = state else { return [] }
    guard let old = before.state, old.network.topology == now.network.topology else {
      return ["network \(now.network.topology.sizes.map(String.init).joined(separator: "-"))"]
    }
    let digits = self.settings.digits
    var changes: [String] = []
    let epochs = now.progress.epoch - old.progress.epoch
    let updates = now.progress.updates - old.progress.updates
    if epochs > 0 { changes.append(counted(epochs, "epoch")) }
    if updates > 0, epochs == 0 { changes.append(counted(updates, "update")) }
    if epochs > 0, let loss = now.measures?.loss { changes.append("loss = \(rounded(loss, digits: digits))") }
    let changed = now.network.values.indices.filter { now.network.values[$0] != old.network.values[$0] }
    switch changed.count {
    case 0: break
    case 1:
      let values = [old, now].map { rounded($0.network.values[changed[0]], digits: digits) }
      changes.append("w\(changed[0] + 1): \(values[0]) to \(values[1])")
    case let count: changes.append("\(count) parameters changed")
    }
    return changes
  }
}
