import Expressions

/// `help [TOPIC]`
package struct HelpCommand: UnrecordedCommand {
  package static let isPaged = true

  package static let synopsis = Synopsis(
    "help", .state, ["help [COMMAND]", "help start|keys|names|functions|files|conventions", "help WORD"],
    "list the commands, or explain a command, a topic or a word of the field",
    details: """
      start: the first steps. keys: what the keys do at the prompt. names: the names of quantities. functions: what
      expressions can call. files: what is read and written. conventions: in what published examples differ.
      WORD: gradient, delta, epoch and so on, or a quantity such as w1 or h1.out. help words lists them.
      """,
    examples: ["help", "help net", "help functions", "help start", "help gradient"])

  private let page: GuidePage?
  private var topic: Located<String>?

  package init(_ operands: inout OperandReader) throws(Fault) {
    page = GuidePage.allCases.first { operands.take($0.rawValue) }
    guard page == nil, !operands.atEnd() else { return }
    var words = try operands.word("a command, a topic or a word")
    // A term of several words: help chain rule.
    while !operands.atEnd(), GlossaryEntry.begins(with: words.value) {
      let next = try operands.word("a word")
      words = Located("\(words.value)-\(next.value)", words.range.union(next.range))
    }
    topic = words
  }

  package func run(_ interpreter: Interpreter) throws {
    try interpreter.output.lines { terminal in
      try lines(interpreter, isAtTerminal: terminal != nil)
        .flatMap { HelpLayout.fitted($0, columns: terminal?.columns()) }
    }
  }

  private func lines(_ interpreter: Interpreter, isAtTerminal: Bool) throws(Fault) -> [String] {
    if let page { return page.lines(interpreter.session) }
    guard let topic else { return HelpPage.overview(of: interpreter.commands) }
    if let command = interpreter.commands.command(named: topic.value) {
      let lines = HelpPage.page(command.synopsis)
      return isAtTerminal ? HelpLayout.joined(lines) : lines
    }
    let broken = topic.value == "words" ? GlossaryEntry.list : GlossaryEntry.explaining(topic.value)?.lines
    if let broken { return isAtTerminal ? HelpLayout.joined(broken) : broken }
    if let meaning = interpreter.session.meaning(of: topic.value) { return [meaning] }
    let names = interpreter.commands.names + GuidePage.allCases.map(\.rawValue) + GlossaryEntry.words
    // What is proposed for a command may have operands, or be help itself.
    let words = Synonym.of(topic.value)?.command?.split(separator: " ").map(String.init)
    let near =
      words.flatMap { $0[0] == "help" ? $0.dropFirst().first : $0[0] }
      ?? nearest(to: topic.value, among: names.filter { $0.count > 2 })
    throw Fault("no help on '\(topic.value)'", at: topic.range, help: near.map { "help \($0)" })
  }
}
