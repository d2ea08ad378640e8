import Interpreter

/// The manual page nnsh(1) in roff's man macros, made from the options, the subcommands and the commands' synopses.
struct ManualPage {
  private var lines = [".TH NNSH 1 \"\" \"\(ProcessOption.version)\" \"User Commands\""]

  /// - Parameter commands: those of the language.
  init(_ commands: [Synopsis]) {
    section(
      "Name", "nnsh \\- \(escaped(UsagePage.summary.prefix(1).lowercased() + UsagePage.summary.dropFirst().dropLast()))"
    )
    section("Synopsis")
    for form in UsagePage.forms { lines += [".B nnsh", escaped(form), ".br"] }
    section("Description", escaped(UsagePage.description))
    section("Subcommands")
    for subcommand in Subcommand.allCases {
      item("\\fB\(subcommand.rawValue)\\fR \\fI\(escaped(subcommand.operands))\\fR", subcommand.help)
    }
    section("Options")
    for option in ProcessOption.all { item(ManualPage.heading(option), option.help) }
    section("Expected output", escaped(UsagePage.expectedOutput))
    section("Scripts of strangers", escaped(UsagePage.safe))
    section("Commands", "At the prompt, \\fBhelp\\fR \\fINAME\\fR explains a command with its forms and examples.")
    for topic in Synopsis.Topic.allCases {
      lines.append(".SS \(topic.rawValue)")
      for synopsis in commands where synopsis.topic == topic { item("\\fB\(synopsis.name)\\fR", synopsis.summary) }
    }
    section("Exit status")
    for (code, meaning) in UsagePage.exitCodes { item("\(code)", meaning) }
    section("Environment")
    item(
      "NNSH_PAGER, PAGER",
      "The program that shows output longer than the screen at the prompt; less by default, none if empty.")
    item(
      "NNSH_SCREEN_READER",
      "1: the prompt draws nothing twice, shows no suggestions, and describes pictures in numbers.")
    item("NO_COLOR", "No color unless \\-\\-color asks for it.", isEscaped: true)
    item("NNSH_CPU", "Use the instructions of this level only: baseline, avx2 or avx512. Results are the same.")
    item("NNSH_PYTHON", "The Python with torch and numpy for train COUNT on torch; by default python3.")
    item("NNSH_TORCH", "The path of train.py, if it is not in share/nnsh/torch beside the program's folder.")
    section("Files")
    item("$XDG_CONFIG_HOME/nnsh/init.nn", "Commands run when the prompt starts; by default in ~/.config.")
    item("$XDG_STATE_HOME/nnsh/history", "The history of the prompt; by default in ~/.local/state.")
    section("Examples")
    lines += [
      ".EX", "nnsh \\-c 'net 2 4 1; init uniform 0 1; forward 0 1; backward 1'",
      "nnsh test articles/ \\-\\-report junit:results.xml",
      "nnsh audit draft.tex", ".EE",
    ]
  }

  var text: String { lines.joined(separator: "\n") }

  private mutating func section(_ title: String, _ text: String? = nil) {
    lines.append(".SH \(title.uppercased())")
    if let text { lines.append(text) }
  }

  private mutating func item(_ heading: String, _ text: String, isEscaped: Bool = false) {
    lines += [".TP", heading, isEscaped ? text : escaped(text)]
  }

  private static func heading(_ option: ProcessOption) -> String {
    let names = option.names.map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
    guard case .value(let value, _) = option.effect else { return names }
    return "\(names) \\fI\(escaped(value))\\fR"
  }
}

/// With roff's own characters as text: the backslash, the hyphen of options, a dot or quote at the beginning of a line.
private func escaped(_ text: some StringProtocol) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    var escaped = ""
    for character in line {
      switch character {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      default: escaped.append(character)
      }
    }
    return (escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" : "") + escaped
  }.joined(separator: "\n")
}
