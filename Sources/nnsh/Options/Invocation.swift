/// The parsed arguments of the process.
struct Invocation {
  /// Files and `-c`, in the order given.
  var inputs: [Input] = []
  /// The text that `--help` or `--version` prints instead of running anything.
  var answer: String?
  var promptsAfterwards = false
  var keepsGoing = false
  var isQuiet = false
  var echoes = false
  var isRaw = false
  /// Whether every command is described as a JSON object instead of printing its output.
  var printsJSON = false
  /// nil if neither `--safe` nor `--no-safe` is given.
  var isSafe: Bool?
  var seed: String?
  /// `NAME = VALUE` of every `--set`.
  var variables: [String] = []
  var color = ColorChoice.auto
  var timeout: Timeout?
  var memory: MemorySize?
  var runsInitFile = true
  /// Whether `audit` fails for equations that cannot be read.
  var isStrict = false
  var test = TestOptions()
  var lintForm = LintForm.long
  /// Whether `nnsh format` only says which files it would change, or shows how.
  var checksFormat = false
  var showsDifference = false
  /// The options given, as written.
  private var options: [(name: String, option: ProcessOption)] = []

  init(_ arguments: some Sequence<String>) throws(UsageError) {
    var rest = Array(arguments)[...]
    var optionsEnded = false
    while let argument = rest.popFirst() {
      if optionsEnded || argument == "-" || !argument.hasPrefix("-") {
        inputs.append(argument == "-" ? .standardInput : .file(argument))
      } else if argument == "--" {
        optionsEnded = true
      } else if argument.hasPrefix("--") {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let option = try ProcessOption(named: parts[0])
        options.append((parts[0], option))
        switch option.effect {
        case .flag(let apply):
          guard parts.count == 1 else { throw UsageError(message: "\(parts[0]) takes no value, got '\(parts[1])'") }
          apply(&self)
        case .value(let name, let apply):
          try apply(&self, parts.count > 1 ? parts[1] : try ProcessOption.value(name, of: parts[0], from: &rest))
        }
      } else {
        try readLetters(argument, &rest)
      }
    }
    try checkUse()
  }

  /// Throws if an option has no effect here.
  private func checkUse() throws(UsageError) {
    let found = subcommand?.subcommand
    for (name, option) in options where !option.applies(to: found) {
      guard case .only(let names) = option.use else {
        throw UsageError(message: "nnsh \(found?.rawValue ?? "") takes no option \(name)")
      }
      let words = names.map(\.rawValue).joined(separator: ", ")
      throw UsageError(
        message: "\(name) is an option of nnsh \(words)",
        help: "nnsh \(names[0].rawValue) \(name) \(names[0].operands)")
    }
  }

  /// `-kq`, `-c COMMANDS`, `-cCOMMANDS`.
  private mutating func readLetters(_ argument: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      let name = "-\(letter)"
      let option = try ProcessOption(named: name)
      options.append((name, option))
      switch option.effect {
      case .flag(let apply): apply(&self)
      case .value(let value, let apply):
        let attached = letters.first == "=" ? letters.dropFirst() : letters
        try apply(&self, letters.isEmpty ? try ProcessOption.value(value, of: name, from: &rest) : String(attached))
        return
      }
    }
  }

  /// The subcommand and its paths; nil if the inputs are scripts.
  var subcommand: (subcommand: Subcommand, paths: [String])? {
    guard case .file(let name)? = inputs.first, let found = Subcommand(rawValue: name) else { return nil }
    let paths = inputs.dropFirst().map { if case .file(let path) = $0 { path } else { "-" } }
    return (found, paths)
  }
}
