/// What `--help` and the manual page say about the program: its forms, options and exit codes.
enum UsagePage {
  static let summary = "A shell for neural networks."

  static let forms = ["[OPTIONS] [FILE.nn… | -]", "[OPTIONS] -c 'COMMANDS'", "[OPTIONS] SUBCOMMAND PATH…"]

  static let description = """
    Without a file, nnsh starts a prompt at a terminal; otherwise it reads a script from standard input.
    Files and -c commands run in the order given, in one session.
    """

  static let expectedOutput = """
    In a test, lines '#> …' below a command of a script and the lines below a prompt 'nn> …' of an article are its expected
    output. There … stands for any text, alone on a line for any lines; a line that ends in ' (digits)' compares numbers
    by their printed digits, and one that ends in ' (re)' is a regular expression. --update rewrites what differs.
    """

  static let safe = """
    With --safe, a script reads files below its own folder only (links followed), writes none, and may use
    1000000 iterations of loops, 10000 files run by source, 10 MB of output and 60 seconds (or --timeout); more is an
    error, with exit code 3, and 4 for files. Where the kernel has Landlock or seccomp, it enforces the rules for files
    too. test does all this by itself in CI; there a test may read more of the tested folder if it says so by name, in a
    comment at its top: # nnsh: read ../data
    """

  static let exitCodes = [
    (0, "success"), (1, "an expect or check failed"), (2, "usage"), (3, "script error"), (4, "file error"),
    (5, "training diverged"), (124, "timed out"),
  ]

  /// The text of `--help`.
  static var text: String {
    let options = ProcessOption.all.map { option -> (String, String) in
      let names = (option.names[0].hasPrefix("--") ? "    " : "") + option.names.joined(separator: ", ")
      guard case .value(let value, _) = option.effect else { return (names, option.help) }
      return ("\(names) \(value)", option.help)
    }
    let subcommands = Subcommand.allCases.map { ("\($0.rawValue) \($0.operands)", $0.help) }
    let width = (options + subcommands).map(\.0.count).max() ?? 0
    func line(_ left: String, _ right: String) -> String {
      "  \(left)\(String(repeating: " ", count: width - left.count))  \(right)"
    }
    let forms = forms.enumerated().map { "\($0.offset == 0 ? "Usage:" : "      ") nnsh \($0.element)" }
    let codes = exitCodes.map { "  \($0 < 100 ? $0 < 10 ? "  " : " " : "")\($0)  \($1)" }
    return """
      \(summary)

      \(forms.joined(separator: "\n"))

      \(description)

      Subcommands:
      \(subcommands.map(line).joined(separator: "\n"))

      Options:
      \(options.map(line).joined(separator: "\n"))

      \(expectedOutput)

      \(safe)

      Exit codes:
      \(codes.joined(separator: "\n"))
      """
  }
}
