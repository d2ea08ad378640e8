import Expressions
import WorkedExamples

/// `lines net numbers`
package struct LinesCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "lines", .hand,
    ["lines KIND full|formula|numbers|result|off", "lines order unit|layer", "lines"],
    "choose which lines a step prints, and which parts they have",
    details: """
      Kinds: net out target loss error deriv delta grad state rate w b (state is what the optimizer
      keeps); target, deriv and rate are off by default.
      Every line begins with its name and ends with its result; full prints formula and numbers between them.
      order: with layer, all net inputs of a layer, then all its outputs; all errors, then all deltas.
      """,
    examples: [
      "net 2 4 1; lines net numbers; lines order layer; forward 0 1", "lines grad off; lines rate full; lines",
    ])

  enum Choice: Sendable {
    case show(LineKind)
    case parts(LineKind, LineParts)
    case order(LineOrder)
  }

  let setting: Setting<Choice>

  package var isRecorded: Bool {
    switch setting.choice {
    case .none, .show: false
    default: true
    }
  }

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    if operands.take("order") { return .order(try operands.choice("order").value) }
    let kind = try operands.choice("kind of line", LineKind.self).value
    guard !operands.atEnd() else { return .show(kind) }
    return .parts(kind, try operands.choice("line format").value)
  }

  /// Only the settings that differ from the defaults.
  static func commands(_ session: Session) -> [String] {
    let lines = session.lines
    return LineKind.allCases.filter { lines.changed[$0] != nil }.map { command($0, lines) }
      + (lines.order == LineSettings().order ? [] : ["lines order \(lines.order.rawValue)"])
  }

  static func listing(_ session: Session) -> [String] {
    LineKind.allCases.map { command($0, session.lines) } + ["lines order \(session.lines.order.rawValue)"]
  }

  private static func command(_ kind: LineKind, _ lines: LineSettings) -> String {
    "lines \(kind.rawValue) \(lines[kind].rawValue)"
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    switch choice {
    case .show(let kind): interpreter.output.line(LinesCommand.command(kind, interpreter.session.lines))
    case .parts(let kind, let parts): interpreter.session.lines[kind] = parts
    case .order(let order): interpreter.session.lines.order = order
    }
  }
}
