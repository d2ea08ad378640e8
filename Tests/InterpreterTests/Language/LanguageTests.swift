import Interpreter
import TestSupport
import Testing

/// A script and what it prints.
struct Example: CustomTestStringConvertible, Sendable {
  let script: String
  let output: String
  var testDescription: String { script }

  init(_ script: String, _ output: String) {
    self.script = script
    self.output = output
  }
}

@Suite struct LanguageTests {
  static let examples = [
    Example("print 1 + 2 * 3, -2^2, 2^3^2, (1 + 2) * 3", "7 -4 512 9\n"),
    Example("print 3, -0.5, .5, 1e-3, 1_000", "3 -0.5 0.5 0.001 1000\n"),
    Example("print \"a\\tb {1 + 1} \\\"q\\\" \\{\", 'raw {1}'", "a\tb 2 \"q\" { raw {1}\n"),
    Example("print 1; print 2 # a comment\n# another\nprint 3", "1\n2\n3\n"),
    Example("print 1 + \\\n  2", "3\n"),
    Example("print (1 +\n 2)", "3\n"),
    Example("#!/usr/bin/env nnsh\nprint 1", "1\n"),
    Example("let v = [1, 2, 3]; print v[2], sum(v), v * 2, max(v)", "2 6 [2, 4, 6] 3\n"),
    Example("let f(x) = x^2 + 1; print f(3), f.deriv(3)", "10 6\n"),
    Example("let f(x) = x^2; let g(x) = exp(f(x)); print g.deriv(0)", "0\n"),
    Example("for x in 0.1 0.5 { print x }", "0.1\n0.5\n"),
    Example("for s in 1..3 { print s }", "1\n2\n3\n"),
    Example("let x = 1\nwhile x < 100 max 3 { let x = x * 2 }\nprint x", "8\n"),
    Example(
      "let x = 3\nif x > 5 { print \"big\" }\nelse if x > 2 { print \"middle\" }\nelse { print \"small\" }", "middle\n"),
    Example("repeat 2 { repeat 2 { print 1 } }", "1\n1\n1\n1\n"),
    Example("let x = 1; let x = 2; undo; print x; redo; print x", "1\n2\n"),
    Example("let x = 1; repeat 5 { let x = x + 1 }; undo; print x", "1\n"),
    Example("net 2 2 1; set w1 1; snapshot a; set w1 2; restore a; print w1", "1\n"),
    Example(
      "net 2 2 1; share b[h1] b[h2]; activation h1 relu; freeze w1; net",
      """
      net 2 2 1   # 9 parameters: i1…i2, h1…h2, o1
      # units of a layer differ in their activation: activation lists them
      # shared: w5, w6
      # frozen: w1

      """),
    Example("net 2 2 1; freeze", "# nothing is frozen\n"),
    Example("net 2 2 1; set w1 1; snapshot a; set w1 2; diff a", "w1 = 2   # was 1\n"),
    Example(
      "net 2 1; init zeros; snapshot a; set w1 0.25; set w3 -10.5; diff a",
      "w1 = 0.25    # was 0\nw3 = -10.5   # was 0\n"),
    Example("net 2 1; show log; show variables", "# no training yet\n# no variables\n"),
    Example(
      "net 2 2 1; name w[i{j},h{k}] as w_{j}{k}; set w_12 0.5; freeze w_12; freeze; init zeros w_12; print w2",
      "freeze w2\n0\n"),
    Example("net 2 2 1; weights h 1 2 / 3 4; print w[i1,h1], w[i2,h1], w[i1,h2], w[i2,h2], w2", "1 2 3 4 3\n"),
    Example("net 2 2 1; weights h1 1 2 3; print b[h1], w5", "3 3\n"),
    Example("net 2 2 2 1; set w[h1[1],h2[2]] 5; print w[h1[1],h2[2]], w8", "5 5\n"),
    Example("net 2 2 1; set w[h] 1 2 3 4; print w[h]; for k in 1 2 { print w[i1,h[k]] }", "[1, 2, 3, 4]\n1\n2\n"),
    Example("net 2 2 1; init constant 0.5; share b[h1] b[h2]; set b[h2] 3; print b[h1]", "3\n"),
    Example("seed 1; net 2 1; init uniform 0 1; print w1, w2", "0.417022004702574 0.7203244934421581\n"),
    Example(
      "net 2 2 1; connect i1 o1 0.5; print parameters, w7, w[i1,o1]; disconnect i1 o1; print parameters",
      "10 0.5 0.5\n9\n"),
    Example(
      "expect 0.788 = 0.78; expect 0.788 = 0.79", "# 0.788 = 0.78: 0.788 truncated\n# 0.788 = 0.79: 0.788 rounded\n"),
    Example("expect not 1 = 2; expect [1, 2] = [1, 2]; expect 3 > 2 and not 2 > 3", ""),
    Example("expect error \"no network\" forward 0 1", ""),
    Example("print not 1 > 2, 1 = 1, 1 != 1 or 2 >= 2", "true true true\n"),
  ]

  @Test("scripts print what the language says", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("the prompt takes an unambiguous prefix of a command, a script does not")
  func abbreviations() throws {
    let session = TestSession()
    _ = try session.interpreter.run(SourceText(name: "<prompt>", "pri 7")) { _ in }
    session.interpreter.output.flush()
    #expect(session.printed == "7\n")
    #expect(try session.run("pri 7").contains("unknown command 'pri'"))
  }

  @Test(
    "more lines are wanted while a bracket or quote is open",
    arguments: [
      ("repeat 3 {", true), ("repeat 3 { print 1 }", false), ("print (1 +", true), ("print \"a", true),
      ("print 1 \\", true),
      ("print 1 +", false), ("print '}", true), ("let x = [1,", true), ("foo (", false),
    ])
  func incomplete(_ text: String, _ expected: Bool) {
    #expect(Parser(.nnsh, abbreviations: true).isIncomplete(text) == expected)
  }
}
