import Expressions
import Interpreter

/// An option of the process: its names, effect and line in `--help`.
struct ProcessOption: Sendable {
  enum Effect: Sendable {
    case flag(@Sendable (inout Invocation) -> Void)
    /// An option with a value, and the name of the value in `--help`.
    case value(String, @Sendable (inout Invocation, String) throws(UsageError) -> Void)
  }

  /// Where an option has an effect; elsewhere it is a usage error.
  enum Use: Sendable {
    case anywhere
    /// Where a session runs scripts, and in these subcommands.
    case session(and: [Subcommand])
    /// In these subcommands alone.
    case only([Subcommand])
  }

  let names: [String]
  let help: String
  let use: Use
  /// What its value may be or begin with, if that is known; completions offer it.
  let choices: [String]
  let effect: Effect

  private init(_ names: String..., help: String, use: Use = .anywhere, choices: [String] = [], _ effect: Effect) {
    self.names = names
    self.help = help
    self.use = use
    self.choices = choices
    self.effect = effect
  }

  /// Whether it has an effect with a subcommand; with nil, where a session runs scripts.
  func applies(to subcommand: Subcommand?) -> Bool {
    switch use {
    case .anywhere: true
    case .session(let others): subcommand.map(others.contains) ?? true
    case .only(let names): subcommand.map(names.contains) ?? false
    }
  }

  static let version = "nnsh 0.1.0"

  static let all = [
    ProcessOption(
      "-c", help: "Run these commands; may be repeated.", use: .session(and: []),
      .value("COMMANDS") { $0.inputs.append(.commands($1)) }),
    ProcessOption(
      "-i", help: "Start the prompt after the scripts.", use: .session(and: []), .flag { $0.promptsAfterwards = true }),
    ProcessOption(
      "-k", "--keep-going", help: "Continue after errors.", use: .session(and: [.serve]), .flag { $0.keepsGoing = true }
    ),
    ProcessOption("-q", "--quiet", help: "Print only the output of print and show.", .flag { $0.isQuiet = true }),
    ProcessOption(
      "-x", "--echo", help: "Print each command before running it; in an audit, each equation.",
      use: .session(and: [.audit]), .flag { $0.echoes = true }),
    ProcessOption(
      "--strict", help: "Fail for equations that cannot be read.", use: .only([.audit]), .flag { $0.isStrict = true }),
    ProcessOption(
      "--json", help: "Describe every command as a JSON object on a line.", use: .session(and: []),
      .flag { $0.printsJSON = true }),
    ProcessOption(
      "--raw", help: "Print control characters in strings as they are.", use: .session(and: []),
      .flag { $0.isRaw = true }),
    ProcessOption(
      "--seed", help: "Set the seed first, as `seed SEED` does.", use: .session(and: [.test, .lint, .serve]),
      .value("SEED") { $0.seed = $1 }),
    ProcessOption(
      "--set", help: "Define a variable first; may be repeated.", use: .session(and: [.test, .lint, .serve]),
      .value("NAME=VALUE") { (invocation, text) throws(UsageError) in
        guard let equal = text.firstIndex(of: "=") else {
          throw UsageError(message: "--set takes NAME=VALUE, got '\(text)'", help: "nnsh --set rate0=0.5")
        }
        invocation.variables.append("\(text[..<equal]) = \(text[text.index(after: equal)...])")
      }),
    ProcessOption(
      "--color", help: "Color the output: auto, always or never (default: auto).",
      choices: ColorChoice.allCases.map(\.rawValue),
      .value("WHEN") { (invocation, text) throws(UsageError) in
        guard let color = ColorChoice(rawValue: text) else {
          throw UsageError(message: "--color takes auto, always or never, got '\(text)'")
        }
        invocation.color = color
      }),
    ProcessOption(
      "--timeout", help: "Stop after this time, such as 30s, 5m or 1h; in a test, each file.",
      .value("TIME") { (invocation, text) throws(UsageError) in
        guard let timeout = Timeout(text) else {
          throw UsageError(message: "--timeout takes a time such as 30s, 5m or 1h, got '\(text)'")
        }
        invocation.timeout = timeout
      }),
    ProcessOption(
      "--safe", help: "Confine scripts: see below.", use: .session(and: Subcommand.allCases), .flag { $0.isSafe = true }
    ),
    ProcessOption(
      "--no-safe", help: "Do not confine them: for test in CI, which does.", use: .session(and: [.test]),
      .flag { $0.isSafe = false }),
    ProcessOption(
      "--memory", help: "Use at most this much memory, such as 2G (default: three quarters of the machine's).",
      .value("SIZE") { (invocation, text) throws(UsageError) in
        guard let memory = MemorySize(text) else {
          throw UsageError(message: "--memory takes a size from 64M, such as 500M or 2G, got '\(text)'")
        }
        invocation.memory = memory
      }),
    ProcessOption(
      "--no-init", help: "Do not run init.nn when the prompt starts.", use: .session(and: []),
      .flag { $0.runsInitFile = false }),
    ProcessOption(
      "--filter", help: "Test the files with this text in their path; may be repeated.", use: .only([.test]),
      .value("TEXT") { $0.test.filters.append($1) }),
    ProcessOption(
      "--failed", help: "Test the files that failed when they were last tested.", use: .only([.test]),
      .flag { $0.test.onlyFailed = true }),
    ProcessOption(
      "--list", help: "List the files, and run none.", use: .only([.test]), .flag { $0.test.listsOnly = true }),
    ProcessOption(
      "--fail-fast", help: "Stop after the first file that fails.", use: .only([.test]),
      .flag { $0.test.stopsAtFirstFailure = true }),
    ProcessOption(
      "--update", help: "Rewrite expected output in place.", use: .only([.test]), .flag { $0.test.updates = true }),
    ProcessOption(
      "--jobs", help: "Test this many files at a time (default: one per processor).", use: .only([.test]),
      .value("COUNT") { (invocation, text) throws(UsageError) in
        invocation.test.jobs = try whole(text, from: 1, of: "--jobs")
      }),
    ProcessOption(
      "--shuffle", help: "Test the files in random order.", use: .only([.test]),
      .value("SEED") { (invocation, text) throws(UsageError) in
        invocation.test.shuffleSeed = UInt64(try whole(text, from: 0, of: "--shuffle"))
      }),
    ProcessOption(
      "--durations", help: "List this many of the slowest files.", use: .only([.test]),
      .value("COUNT") { (invocation, text) throws(UsageError) in
        invocation.test.durations = try whole(text, from: 0, of: "--durations")
      }),
    ProcessOption(
      "--report", help: "Write a report: tap:FILE, junit:FILE, json:FILE or github; may be repeated.",
      use: .only([.test]), choices: ReportFormat.allCases.map { $0.needsFile ? "\($0.rawValue):" : $0.rawValue },
      .value("FORMAT:FILE") { (invocation, text) throws(UsageError) in
        invocation.test.reports.append(try ReportRequest(text))
      }),
    ProcessOption(
      "--form", help: "Print findings as short, long (default) or json.", use: .only([.lint]),
      choices: LintForm.allCases.map(\.rawValue),
      .value("FORM") { (invocation, text) throws(UsageError) in
        guard let form = LintForm(rawValue: text) else {
          throw UsageError(message: "--form takes short, long or json, got '\(text)'")
        }
        invocation.lintForm = form
      }),
    ProcessOption(
      "--check", help: "Fail if a file is not formatted, and change none.", use: .only([.format]),
      .flag { $0.checksFormat = true }),
    ProcessOption(
      "--diff", help: "Show what would change, and change nothing.", use: .only([.format]),
      .flag { $0.showsDifference = true }),
    ProcessOption(
      "--completions", help: "Print completions of the command line for bash, zsh or fish.",
      choices: Shell.allCases.map(\.rawValue),
      .value("SHELL") { (invocation, text) throws(UsageError) in
        guard let shell = Shell(rawValue: text) else {
          throw UsageError(message: "--completions takes bash, zsh or fish, got '\(text)'")
        }
        invocation.answer = shell.completions
      }),
    ProcessOption(
      "--manual", help: "Print the manual page, for man.",
      .flag { $0.answer = ManualPage(CommandTable.nnsh.synopses).text }),
    ProcessOption("--version", help: "Print the version and exit.", .flag { $0.answer = version }),
    ProcessOption("-h", "--help", help: "Print this help and exit.", .flag { $0.answer = UsagePage.text }),
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

  private static func whole(_ text: String, from least: Int, of option: String) throws(UsageError) -> Int {
    guard let number = Int(text), number >= least, number <= 1 << 52 else {
      throw UsageError(message: "\(option) takes a whole number from \(least), got '\(text)'")
    }
    return number
  }
}
