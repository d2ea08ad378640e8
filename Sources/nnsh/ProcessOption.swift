import Expressions

/// An option of the process: its names, effect and line in `--help`.
struct ProcessOption: Sendable {
  enum Effect: Sendable {
    case flag(@Sendable (inout Invocation) -> Void)
    /// An option with a value, and the name of the value in `--help`.
    case value(String, @Sendable (inout Invocation, String) throws(UsageError) -> Void)
  }

  let names: [String]
  let help: String
  let effect: Effect

  private init(_ names: String..., help: String, _ effect: Effect) {
    self.names = names
    self.help = help
    self.effect = effect
  }

  static let version = "nnsh 0.1.0"

  static let all = [
    ProcessOption(
      "-c", help: "Run these commands; may be repeated.", .value("COMMANDS") { $0.inputs.append(.commands($1)) }),
    ProcessOption("-i", help: "Start the prompt after the scripts.", .flag { $0.promptsAfterwards = true }),
    ProcessOption("-k", "--keep-going", help: "Continue after errors.", .flag { $0.keepsGoing = true }),
    ProcessOption("-q", "--quiet", help: "Print only the output of print and show.", .flag { $0.isQuiet = true }),
    ProcessOption("-x", "--echo", help: "Print each command before running it.", .flag { $0.echoes = true }),
    ProcessOption("--raw", help: "Print control characters in strings as they are.", .flag { $0.isRaw = true }),
    ProcessOption("--seed", help: "Set the seed first, as `seed SEED` does.", .value("SEED") { $0.seed = $1 }),
    ProcessOption(
      "--set", help: "Define a variable first; may be repeated.",
      .value("NAME=VALUE") { (invocation, text) throws(UsageError) in
        guard let equal = text.firstIndex(of: "=") else {
          throw UsageError(message: "--set takes NAME=VALUE, got '\(text)'", help: "nnsh --set rate0=0.5")
        }
        invocation.variables.append("\(text[..<equal]) = \(text[text.index(after: equal)...])")
      }),
    ProcessOption(
      "--color", help: "Color the output: auto, always or never (default: auto).",
      .value("WHEN") { (invocation, text) throws(UsageError) in
        guard let color = ColorChoice(rawValue: text) else {
          throw UsageError(message: "--color takes auto, always or never, got '\(text)'")
        }
        invocation.color = color
      }),
    ProcessOption(
      "--timeout", help: "Stop after this time, such as 30s, 5m or 1h.",
      .value("TIME") { (invocation, text) throws(UsageError) in
        guard let timeout = Timeout(text) else {
          throw UsageError(message: "--timeout takes a time such as 30s, 5m or 1h, got '\(text)'")
        }
        invocation.timeout = timeout
      }),
    ProcessOption(
      "--memory", help: "Use at most this much memory, such as 2G (default: three quarters of the machine's).",
      .value("SIZE") { (invocation, text) throws(UsageError) in
        guard let memory = MemorySize(text) else {
          throw UsageError(message: "--memory takes a size from 64M, such as 500M or 2G, got '\(text)'")
        }
        invocation.memory = memory
      }),
    ProcessOption("--no-init", help: "Do not run init.nn when the prompt starts.", .flag { $0.runsInitFile = false }),
    ProcessOption("--version", help: "Print the version and exit.", .flag { $0.answer = version }),
    ProcessOption("-h", "--help", help: "Print this help and exit.", .flag { $0.answer = helpPage }),
  ]

  /// Finds an option by name, dashes included.
  init(named name: String) throws(UsageError) {
    guard let found = ProcessOption.all.first(where: { $0.names.contains(name) }) else {
      let near = nearest(to: name, among: ProcessOption.all.flatMap(\.names).filter { $0.hasPrefix("--") })
      throw UsageError(message: "unknown option '\(name)'", help: near.map { "nnsh \($0)" } ?? "nnsh --help")
    }
    self = found
  }

  /// The value that follows an option.
  static func value(_ name: String, of option: String, from rest: inout ArraySlice<String>) throws(UsageError) -> String
  {
    guard let value = rest.popFirst() else { throw UsageError(message: "\(option) needs \(name)") }
    return value
  }

  private static var helpPage: String {
    let options = all.map { option -> (String, String) in
      let names = (option.names[0].hasPrefix("--") ? "    " : "") + option.names.joined(separator: ", ")
      guard case .value(let value, _) = option.effect else { return (names, option.help) }
      return ("\(names) \(value)", option.help)
    }
    let width = options.map(\.0.count).max() ?? 0
    let lines = options.map { "  \($0)\(String(repeating: " ", count: width - $0.count))  \($1)" }
    return """
      A shell for neural networks.

      Usage: nnsh [OPTIONS] [FILE.nn… | -]
             nnsh [OPTIONS] -c 'COMMANDS'
             nnsh [OPTIONS] test PATH…

      Without a file, nnsh starts a prompt at a terminal; otherwise it reads a script from standard input.
      Files and -c commands run in the order given, in one session.
      test runs each script and Markdown article in a new session; a folder means all of them below it.

      Options:
      \(lines.joined(separator: "\n"))

      Exit codes: 0 success, 1 an expect or check failed, 2 usage, 3 script error, 4 file error, 5 training diverged,
      124 timed out.
      """
  }
}
