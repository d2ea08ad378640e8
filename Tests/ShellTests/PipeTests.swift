import TestSupport
import Testing

/// The built program, with the environment of a bare machine.
func nnsh(_ arguments: [String] = [], input: String = "", maxLines: Int? = nil) throws -> ProcessRun {
  try ProcessRun(PseudoTerminal.productsDirectory + "/nnsh", arguments, input: input, maxLines: maxLines)
}

@Suite struct PipeTests {
  static let six = "net 2 4 1\ninit uniform 0 1\nforward 0 1\nbackward 1\ntrain 2000\nshow weights\n"

  @Test("the six commands run as typed, with the same bytes from a pipe, a file and -c")
  func sixCommands() throws {
    let piped = try nnsh(input: Self.six)
    #expect(piped.exit == .code(0))
    #expect(piped.errors.isEmpty)
    #expect(
      piped.output.hasPrefix("h1.net = i1 * w1 + i2 * w5 + w9 = 0 * 0.5488135 + 1 * 0.4236548 + 0.5680446 = 0.991699\n")
    )
    #expect(piped.output.contains("\nw17 = "))
    let folder = try TemporaryFolder()
    try folder.write(Self.six, to: "six.nn")
    #expect(try nnsh(["\(folder.path)/six.nn"]).output == piped.output)
    #expect(try nnsh(["-c", Self.six]).output == piped.output)
    #expect(try nnsh(["-"], input: Self.six).output == piped.output)
  }

  @Test(
    "exit codes distinguish errors",
    arguments: [
      ("print 1", 0), ("expect 1 = 2", 1), ("frward", 3), ("net 2 4 1; forward 1", 3), ("source \"missing.nn\"", 4),
      ("net 2 2 1; data xor; rate 1e300; activation h identity; activation o identity; train 1000", 5), ("quit 7", 7),
    ] as [(String, Int32)])
  func exitCodes(_ script: String, _ code: Int32) throws {
    #expect(try nnsh(["-c", script]).exit == .code(code))
  }

  @Test(
    "a wrong option is a usage error with help",
    arguments: [
      ["--foo"], ["-z"], ["--color", "blue"], ["--set", "x"], ["-c"], ["-kc"], ["--quiet=yes"], ["--timeout", "soon"],
    ])
  func usage(_ arguments: [String]) throws {
    let run = try nnsh(arguments)
    #expect(run.exit == .code(2))
    #expect(run.errors.contains("error: ") && run.errors.contains("help: nnsh "))
    #expect(run.output.isEmpty)
  }

  @Test("a missing file is one line of error and exit code 4")
  func missing() throws {
    let run = try nnsh(["/nowhere/x.nn"])
    #expect(run.exit == .code(4))
    #expect(run.errors == "nnsh: error: /nowhere/x.nn: No such file or directory\n")
  }

  @Test("a reader that closes its end stops the program quietly with SIGPIPE")
  func closedOutput() throws {
    let run = try nnsh(["-c", "repeat 1e6 { print 1 }"], maxLines: 1)
    #expect(run.exit == .signal(13))
    #expect(run.errors.isEmpty)
  }

  @Test("files and -c run in the order given, in one session")
  func order() throws {
    let folder = try TemporaryFolder()
    try folder.write("print x\nlet x = x + 1\n", to: "a.nn")
    let run = try nnsh(["-c", "let x = 1", "\(folder.path)/a.nn", "-c", "print x * 10", "\(folder.path)/a.nn"])
    #expect(run.output == "1\n20\n2\n")
    let attached = try nnsh(["-qcprint 1", "--", "-"], input: "print 2")
    #expect(attached.output == "1\n2\n")
  }

  @Test("--help names every option, --version the program")
  func help() throws {
    let help = try nnsh(["--help"])
    #expect(help.exit == .code(0))
    #expect(try nnsh(["-h"]).output == help.output)
    for option in ["-c COMMANDS", "-k, --keep-going", "--set NAME=VALUE", "--timeout TIME", "-h, --help"] {
      #expect(help.output.contains(option))
    }
    #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
    let manual = try nnsh(["--manual"]).output
    for word in ["test", "audit", "lint", "format", "serve", "lsp", "grammar", "\\-\\-strict"] {
      #expect(manual.contains("\n\\fB\(word)\\fR"), "\(word)")
    }
    #expect(try nnsh(["--version"]).output == "nnsh 0.1.0\n")
  }

  @Test("quit ends with its own exit code, or with that of the first failure that -k continued after")
  func quit() throws {
    #expect(try nnsh(["-k", "-c", "expect 1 = 2; quit; print 1"]).exit == .code(1))
    #expect(try nnsh(["-k", "-c", "expect 1 = 2", "-c", "quit"]).exit == .code(1))
    #expect(try nnsh(["-k", "-c", "expect 1 = 2; quit 0"]).exit == .code(0))
    #expect(try nnsh(["-k", "-c", "quit; print 1"]).exit == .code(0))
  }

  @Test("options: --set, --seed, --echo, --quiet, --keep-going, --color")
  func options() throws {
    #expect(try nnsh(["--set", "x=2+1", "-c", "print x"]).output == "3\n")
    #expect(try nnsh(["--set", "x=nowhere", "-c", "print 1"]).exit == .code(2))
    #expect(try nnsh(["--set", "x=2+1", "-c", "undo"]).errors.contains("error: nothing to undo"))
    #expect(try nnsh(["--seed", "1", "-c", "net 2 1; init uniform 0 1; print w1"]).output == "0.417022004702574\n")
    #expect(try nnsh(["-x", "-c", "print 1; print 2"]).output == "nn> print 1\n1\nnn> print 2\n2\n")
    #expect(try nnsh(["-q", "-c", "net 2 1; forward 0 1; print 1"]).output == "1\n")
    let unread = try nnsh(["-k", "-c", "check a = 2 * 3 = 7\ncheck b = ? = 3\ncheck c = 1 + 1 = 3; print 1"])
    #expect(unread.errors.split(separator: "\n").count { $0.contains("error:") } == 3)
    #expect(unread.output == "1\n" && unread.exit == .code(3))
    let kept = try nnsh(["-k", "-c", "expect 1 = 2; print 1; forward; print 2"])
    #expect(kept.output == "1\n2\n")
    #expect(kept.exit == .code(1))
    // A line that cannot be read hides no other.
    let unreadable = try nnsh(["-k", "-c", "check a = 2 * 3 = 7\ncheck b = 2 * ? = 4\nprint 1\ncheck c = 2 * 2 = 5"])
    #expect(unreadable.output == "1\n")
    #expect(unreadable.errors.split(separator: "\n").count { $0.contains("error:") } == 3)
    #expect(unreadable.exit == .code(3))
    #expect(try nnsh(["-c", "expect 1 = 2; print 1"]).output.isEmpty)
    #expect(try nnsh(["--color", "always", "-c", "foo"]).errors.contains("\u{1B}[31m"))
    #expect(try !nnsh(["-c", "foo"]).errors.contains("\u{1B}"))
  }

  @Test("control characters of strings, file names and messages do not reach the terminal; of strings with --raw")
  func visibleText() throws {
    let script = "print \"\u{1B}[31mred\u{202E}\u{9B}\""
    #expect(try nnsh(["-c", script]).output == "␛[31mred\\u{202E}\\u{009B}\n")
    #expect(try nnsh(["--raw", "-c", script]).output == "\u{1B}[31mred\u{202E}\u{9B}\n")
    let folder = try TemporaryFolder()
    try folder.write("print 1\nprint \u{9B}2J zz\n", to: "a\u{1B}\n\u{202E}.nn")
    let run = try nnsh(["test", folder.path])
    let name = "\(folder.path)/a\\u{1B}\\n\\u{202E}.nn"
    #expect(run.output.hasPrefix("FAILED \(name) (2 commands, 1 failed)\n\(name):2:7: error: "))
    for text in [run.output, try nnsh(["\u{1B}x"]).errors, try nnsh(["--\u{1B}"]).errors] {
      #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x9B || $0.value == 0x202E })
    }
  }

  @Test("messages name the position in the sourced file")
  func sourced() throws {
    let folder = try TemporaryFolder()
    try folder.write("let y = 1\nsource \"sub/b.nn\"\n", to: "a.nn")
    try folder.write("repeat 2 {\n  print y\n  print zz\n}\n", to: "sub/b.nn")
    let run = try nnsh(["\(folder.path)/a.nn"])
    #expect(run.output == "1\n")
    #expect(
      run.errors.hasPrefix(
        "\(folder.path)/sub/b.nn:3:9: error: unknown name 'zz'\n  3 |   print zz\n    |         ^~\n"))
    #expect(run.errors.contains("    = in repeat 1, from \(folder.path)/a.nn:2\n"))
  }

  @Test("--timeout ends with 124")
  func timeout() throws {
    #expect(try nnsh(["--timeout", "1s", "-c", "repeat 1e12 { }"]).exit == .code(124))
  }

  @Test("nnsh audit judges documents and standard input; --strict fails for what cannot be read")
  func audits() throws {
    let folder = try TemporaryFolder()
    try folder.write("so $a = 2 \\cdot 3 = 6$\n", to: "right.md")
    try folder.write("<p>a = 2&times;3 = 7</p>", to: "wrong.html")
    try folder.write("x = 0.5 @ 0.1 = 0.6\n", to: "unread.txt")
    let right = try nnsh(["audit", "\(folder.path)/right.md"])
    #expect(right.output == "\(folder.path)/right.md: 1 equation found, 1 read: 1 right\n")
    #expect(right.exit == .code(0))
    let both = try nnsh(["audit", "\(folder.path)/wrong.html", "\(folder.path)/right.md"])
    #expect(both.output.hasPrefix("\(folder.path)/wrong.html:1:20: wrong: 2 * 3 is 6, not 7\n"))
    #expect(both.exit == .code(1))
    #expect(try nnsh(["audit", "\(folder.path)/unread.txt"]).exit == .code(0))
    #expect(try nnsh(["audit", "--strict", "\(folder.path)/unread.txt"]).exit == .code(1))
    #expect(
      try nnsh(["audit", "-x", "-q", "-"], input: "a = 1 + 1 = 2\n").output == "<stdin>:1:1: exact: a = 1 + 1 = 2\n")
    #expect(try nnsh(["audit"]).exit == .code(2))
    #expect(try nnsh(["audit", "/nowhere"]).exit == .code(4))
  }

  @Test("nnsh test runs the scripts and articles below a folder, each in a new session")
  func tests() throws {
    let folder = try TemporaryFolder()
    try folder.write("let x = 1\nexpect x = 1\n", to: "a.nn")
    try folder.write("print x\n", to: "b.nn")
    try folder.write("# Text\n\n```nn check\nnet = 0 * 0.2 + 1 * 0.6 = 0.6\nout = 0.04 * 0.7 = 0.05\n```\n", to: "c.md")
    try folder.write("not a test", to: "d.txt")
    let run = try nnsh(["test", folder.path])
    #expect(
      run.output.hasPrefix("ok \(folder.path)/a.nn (2 commands)\nFAILED \(folder.path)/b.nn (1 command, 1 failed)\n"))
    #expect(run.output.contains("\nFAILED \(folder.path)/c.md (2 equations, 1 failed)\n"))
    #expect(run.output.contains("\n  nnsh test \(folder.path)/c.md  # line 5\n1 passed, 2 failed\n"))
    #expect(run.output.contains("\(folder.path)/b.nn:1:7: error: unknown name 'x'"))
    #expect(run.output.contains("\(folder.path)/c.md:5:"))
    #expect(run.exit == .code(3))
    #expect(try nnsh(["test", "\(folder.path)/c.md"]).exit == .code(1))
    #expect(try nnsh(["test", "\(folder.path)/a.nn"]).exit == .code(0))
    #expect(try nnsh(["test"]).exit == .code(2))
    #expect(try nnsh(["test", "/nowhere"]).exit == .code(4))
  }

  @Test(
    "an expression that is too long is an error; the longest one allowed works",
    arguments: ["print 1", "check 1", "check x = 1"])
  func longExpressions(command: String) throws {
    let long = try nnsh(input: command + String(repeating: " + 1", count: 200_000))
    #expect(long.exit == .code(3) && long.errors.contains("error: the expression is too long"))
    let longest = try nnsh(input: command + String(repeating: " + 1", count: 4_999) + " = 5000")
    #expect(longest.exit == .code(0), "\(longest.errors.prefix(300))")
  }
}
