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
      .parsed("WHEN", of: "--color", "auto, always or never", ColorChoice.init) { $0.color = $1 }),
    ProcessOption(
      "--timeout", help: "Stop after this time, such as 30s, 5m or 1h; in a test, each file.",
      .parsed("TIME", of: "--timeout", "a time such as 30s, 5m or 1h", Timeout.init) { $0.timeout = $1 }),
    ProcessOption(
      "--safe", help: "Confine scripts: see below.", use: .session(and: Subcommand.allCases), .flag { $0.isSafe = true }
    ),
    ProcessOption(
      "--no-safe", help: "Do not confine them: for test in CI, which does.", use: .session(and: [.test]),
      .flag { $0.isSafe = false }),
    ProcessOption(
      "--memory", help: "Use at most this much memory, such as 2G (default: three quarters of the machine's).",
      .parsed("SIZE", of: "--memory", "a size from 64M, such as 500M or 2G", MemorySize.init) { $0.memory = $1 }),
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
      .whole("COUNT", of: "--jobs", from: 1) { $0.test.jobs = $1 }),
    ProcessOption(
      "--shuffle", help: "Test the files in random order.", use: .only([.test]),
      .whole("SEED", of: "--shuffle", from: 0) { $0.test.shuffleSeed = UInt64($1) }),
    ProcessOption(
      "--durations", help: "List this many of the slowest files.", use: .only([.test]),
      .whole("COUNT", of: "--durations", from: 0) { $0.test.durations = $1 }),
    ProcessOption(
      "--report", help: "Write a report: tap:FILE, junit:FILE, json:FILE or github; may be repeated.",
      use: .only([.test]), choices: ReportFormat.allCases.map { $0.needsFile ? "\($0.rawValue):" : $0.rawValue },
      .value("FORMAT:FILE") { (invocation, text) throws(UsageError) in
        invocation.test.reports.append(try ReportRequest(text))
      }),
    ProcessOption(
      "--form", help: "Print findings as short, long (default) or json.", use: .only([.lint]),
      choices: LintForm.allCases.map(\.rawValue),
      .parsed("FORM", of: "--form", "short, long or json", LintForm.init) { $0.lintForm = $1 }),
    ProcessOption(
      "--check", help: "Fail if a file is not formatted, and change none.", use: .only([.format]),
      .flag { $0.checksFormat = true }),
    ProcessOption(
      "--diff", help: "Show what would change, and change nothing.", use: .only([.format]),
      .flag { $0.showsDifference = true }),
    ProcessOption(
      "--completions", help: "Print completions of the command line for bash, zsh or fish.",
      choices: Shell.allCases.map(\.rawValue),
      .parsed("SHELL", of: "--completions", "bash, zsh or fish", Shell.init) { $0.answer = $1.completions }),
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
}

extension ProcessOption.Effect {
  /// A value that is read from its text.
  ///
  /// - Parameters:
  ///   - expected: what the option takes, in messages.
  ///   - read: nil for anything else.
  fileprivate static func parsed<Value>(
    _ name: String, of option: String, _ expected: String, _ read: @escaping @Sendable (String) -> Value?,
    _ apply: @escaping @Sendable (inout Invocation, Value) -> Void
  ) -> Self {
    .value(name) { (invocation, text) throws(UsageError) in
      guard let value = read(text) else { throw UsageError(message: "\(option) takes \(expected), got '\(text)'") }
      apply(&invocation, value)
    }
  }

  fileprivate static func whole(
    _ name: String, of option: String, from least: Int,
    _ apply: @escaping @Sendable (inout Invocation, Int) -> Void
  ) -> Self {
    let read: @Sendable (String) -> Int? = { Int($0).flatMap { least...1 << 52 ~= $0 ? $0 : nil } }
    return parsed(name, of: option, "a whole number from \(least)", read, apply)
  }
}
