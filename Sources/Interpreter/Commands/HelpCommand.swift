import Expressions

/// `help [TOPIC]`
package struct HelpCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "help", .state, ["help [COMMAND]", "help functions"], "list the commands, explain one, or list the functions",
    details: "help functions: what expressions can call, in groups, with your own functions.",
    examples: ["help", "help net", "help functions"])

  private let isOfFunctions: Bool
  private var topic: Located<String>?

  package init(_ operands: inout OperandReader) throws(Fault) {
    isOfFunctions = operands.take("functions")
    if !operands.atEnd() { topic = try operands.word("a command") }
  }

  package func run(_ interpreter: Interpreter) throws {
    if isOfFunctions {
      FunctionPage.lines(interpreter.session).forEach(interpreter.output.line)
      return
    }
    guard let topic else {
      HelpPage.overview(of: interpreter.commands).forEach(interpreter.output.line)
      return
    }
    guard let command = interpreter.commands.command(named: topic.value) else {
      let near = nearest(to: topic.value, among: interpreter.commands.synopses.map(\.name))
      throw Fault("no help on '\(topic.value)'", at: topic.range, help: near.map { "help \($0)" })
    }
    HelpPage.page(command.synopsis).forEach(interpreter.output.line)
  }
}

/// Help pages, made from the synopses.
package enum HelpPage {
  /// Every command with its summary, by topic.
  package static func overview(of table: CommandTable) -> [String] {
    let width = table.synopses.map(\.name.count).max() ?? 0
    var lines: [String] = []
    for topic in Synopsis.Topic.allCases {
      let commands = table.synopses.filter { $0.topic == topic }
      guard !commands.isEmpty else { continue }
      if !lines.isEmpty { lines.append("") }
      lines.append(topic.rawValue)
      for synopsis in commands {
        lines.append(
          "  \(synopsis.name)\(String(repeating: " ", count: width - synopsis.name.count))  \(synopsis.summary)")
      }
    }
    return lines
  }

  package static func page(_ synopsis: Synopsis) -> [String] {
    var lines = synopsis.forms
    lines.append("  \(synopsis.summary)")
    lines += synopsis.details.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "" : "  \($0)"
    }
    if !synopsis.examples.isEmpty {
      lines.append("")
      lines += synopsis.examples.map { "  nn> \($0)" }
    }
    return lines
  }
}
