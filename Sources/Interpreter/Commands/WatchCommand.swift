import Expressions

/// `watch w7, loss`
package struct WatchCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "watch", .looking, ["watch VALUE, …", "watch"], "print a value after every command that changes it",
    details: "Any expression can be watched: a quantity, a layer's vector, (w1 - w2)^2. unwatch ends it.",
    examples: ["net 2 4 1; watch w7, b[h]; step 0 1 : 1", "net 2 4 1; watch loss; train 100; watch"])

  let setting: Setting<[Expression]>

  static func read(_ operands: inout OperandReader) throws(Fault) -> [Expression] {
    try operands.expressions("a value")
  }

  static func commands(_ session: Session) -> [String] {
    let watched = session.watched.map { "watch \($0)" }
    return watched.isEmpty ? ["# nothing is watched"] : watched
  }

  func set(_ values: [Expression], _ interpreter: Interpreter) throws {
    for value in values {
      interpreter.look.forget(value)
      guard !interpreter.session.watched.contains(where: { "\($0)" == "\(value)" }) else { continue }
      interpreter.session.watched.append(value)
    }
  }
}

/// `unwatch w7`
package struct UnwatchCommand: Command {
  package static let synopsis = Synopsis(
    "unwatch", .looking, ["unwatch [VALUE, …]"], "end watching some values, or all",
    examples: ["net 2 4 1; watch w7, w8; unwatch w7; set w7 1; unwatch"])

  private var values: [Expression] = []

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    values = try operands.expressions("a value")
  }

  package func run(_ interpreter: Interpreter) throws {
    guard !values.isEmpty else {
      interpreter.session.watched = []
      return
    }
    for value in values {
      guard let index = interpreter.session.watched.firstIndex(where: { "\($0)" == "\(value)" }) else {
        throw Fault(
          "\(value) is not watched", at: value.range,
          help: interpreter.session.watched.first.map { "unwatch \($0)" } ?? "watch \(value)")
      }
      interpreter.session.watched.remove(at: index)
    }
  }
}

/// What was last printed of the watched values. It is no part of the session: what `undo` takes back is a change too.
struct Look {
  private var printed: [String: String] = [:]

  /// Has a value printed, whether it changes or not.
  mutating func forget(_ value: Expression) { printed["\(value)"] = nil }

  /// Prints the values that are no longer what was printed of them; those not known yet wait.
  mutating func printChanges(_ interpreter: Interpreter) {
    let digits = interpreter.session.settings.digits
    for expression in interpreter.session.watched {
      guard let value = try? expression.value(in: interpreter) else { continue }
      let name = "\(expression)"
      guard printed[name] != value.description else { continue }
      printed[name] = value.description
      let text =
        switch value {
        case .number(let number): rounded(number, digits: digits)
        case .vector(let numbers): "[\(numbers.map { rounded($0, digits: digits) }.joined(separator: ", "))]"
        case .text, .truth: value.description
        }
      interpreter.output.line("\(name) = \(text)")
    }
  }
}
