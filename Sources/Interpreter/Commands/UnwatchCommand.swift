import Expressions

/// `unwatch w7`
package struct UnwatchCommand: Command {
  package static let synopsis = Synopsis(
    "unwatch", .inspection, ["unwatch [VALUE, …]"], "stop watching some values, or all",
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
