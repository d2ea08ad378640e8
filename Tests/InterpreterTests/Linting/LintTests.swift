import Glibc
import Interpreter
import TestSupport
import Testing

@Suite struct LintTests {
  private func lint(_ text: String, _ name: String = "a.nn") throws -> [String] {
    try Lint(SourceText(name: name, text), files: DiskFiles()).diagnostics.map {
      "\($0.position.line):\($0.position.column) \($0.fault.message)"
    }
  }

  @Test(
    "a pipe, which nobody may ever write to, is not read, and what follows it is not known",
    arguments: [
      "data load F", "data load F stream", "source F", "load F", "repeat 2 { data load F }", "data load /dev/zero",
    ])
  func pipe(command: String) throws {
    let folder = try TemporaryFolder()
    mkfifo("\(folder.path)/a.nn", 0o600)
    let script = "print y; \(command.replacing("F", with: "\(folder.path)/a.nn")); train 5; print z"
    #expect(try lint(script) == ["1:7 unknown name 'y'"])
    #expect(try lint("\(script); print )").last?.hasSuffix("expected a value, found ')'") == true)
  }

  @Test(
    "what is wrong is found without running, in every branch and loop",
    arguments: [
      ("frob; print )", ["1:1 unknown command 'frob'", "1:13 expected a value, found ')'"]),
      ("print y; frob; print z", ["1:7 unknown name 'y'", "1:10 unknown command 'frob'"]),
      ("net 2 4 1; forward 0 1 1; set w99 1", ["1:24 forward needs 2 inputs, got 3", "1:31 there is no w99"]),
      ("repeat 3 { print y; print z }", ["1:18 unknown name 'y'", "1:27 unknown name 'z'"]),
      ("let x = 1; if x > 2 { print y } else { print z }", ["1:29 unknown name 'y'", "1:46 unknown name 'z'"]),
      ("let x = 1; while x < 1 max 5 { print y }", ["1:38 unknown name 'y'"]),
      ("net 2 2 1; seed 1; init normal 0 1; train 5 until accuracy > 1", ["1:51 the condition is always false"]),
      ("let x = 1", ["1:5 'x' is never used"]), ("quit; print 1", ["1:7 unreachable commands"]),
      (
        "net 2 1; init uniform 0 1; expect w1 = 0.5", ["1:10 random numbers without a seed are expected"]
      ),
      ("net 2 1; forward 1; expect o1.out = 3; print o1.net", ["1:19 forward needs 2 inputs, got 1"]),
      ("net 2 1; set w1; set w9 1", ["1:16 set needs a value", "1:22 there is no w9"]),
      ("expect ); print y", ["1:8 expected a value, found ')'", "1:17 unknown name 'y'"]),
      ("net 0; forward 1", ["1:5 a network needs at least an input and an output layer"]),
      ("data load \"/nowhere.csv\"", ["1:11 cannot read /nowhere.csv: No such file or directory"]),
    ] as [(String, [String])])
  func findings(_ text: String, _ findings: [String]) throws {
    #expect(try lint(text) == findings)
  }

  @Test(
    "what depends on values is not a finding, and nothing is written",
    arguments: [
      "expect 1 / 3 = 0.3; net 2 1; seed 1; init uniform 0 1; expect w1 = 0.1",
      "let n = 0; repeat 1e12 { let n = n + 1 }; print n", "net 2 2 1; train 1e9; expect loss < 0.001; expect stopped",
      "data xor; data save \"/nowhere/x.csv\"", "net 2 2 1; rate 1e300; activation h identity; data xor; train 1000",
    ])
  func silence(_ text: String) throws {
    #expect(try lint(text) == [])
  }

  @Test("a command that an article shows to fail is not a finding")
  func shownErrors() throws {
    let text = "```nn\nnn> net 2 1\nnn> forward 1\n<prompt>:1:10: error: forward needs 2 inputs, got 1\n```\n"
    #expect(try lint(text, "a.md") == [])
  }

  @Test("an article is linted in its own lines")
  func article() throws {
    #expect(try lint("Text\n\n```nn\nnet 2 1\nforward 1\n```\n", "a.md") == ["5:10 forward needs 2 inputs, got 1"])
  }
}
