import Expressions
import WorkedExamples

/// `lines net numbers`
package struct LinesCommand: Command {
  package static let synopsis = Synopsis(
    "lines", .hand,
    ["lines KIND full|formula|numbers|result|off", "lines order unit|layer", "lines"],
    "choose which lines a step prints, and which parts they have",
    details: """
      Kinds: net out target loss error deriv delta grad rate w b; target, deriv and rate are off by default.
      Every line begins with its name and ends with its result; full puts formula and numbers between them.
      order layer: all net inputs of a layer, then all its outputs; all errors, then all deltas.
      """,
    examples: [
      "net 2 4 1; lines net numbers; lines order layer; forward 0 1", "lines grad off; lines rate full; lines",
    ])

  private enum Action: Sendable {
    case list
    case show(LineKind)
    case parts(LineKind, LineParts)
    case order(LineOrder)
  }

  private let action: Action

  package var isRecorded: Bool {
    switch action {
    case .list, .show: false
    default: true
    }
  }

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else {
      action = .list
      return
    }
    if operands.take("order") {
      action = .order(try operands.choice("order", LineOrder.allCases.map { ($0.rawValue, $0) }).value)
      return
    }
    let kind = try operands.choice("kind of line", LineKind.allCases.map { ($0.rawValue, $0) }).value
    guard !operands.atEnd() else {
      action = .show(kind)
      return
    }
    action = .parts(kind, try operands.choice("choice of parts", LineParts.allCases.map { ($0.rawValue, $0) }).value)
  }

  package func run(_ interpreter: Interpreter) throws {
    let lines = interpreter.session.lines
    switch action {
    case .parts(let kind, let parts): interpreter.session.lines[kind] = parts
    case .order(let order): interpreter.session.lines.order = order
    case .show(let kind): interpreter.output.line("lines \(kind.rawValue) \(lines[kind].rawValue)")
    case .list:
      for kind in LineKind.allCases { interpreter.output.line("lines \(kind.rawValue) \(lines[kind].rawValue)") }
      interpreter.output.line("lines order \(lines.order.rawValue)")
    }
  }
}
