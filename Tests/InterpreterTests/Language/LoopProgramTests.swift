import Interpreter
import TestSupport
import Testing

@Suite("loops over numbers")
struct LoopProgramTests {
  /// A command that is always interpreted, and with it the loop around it.
  private static let interpreted = "expect 1 = 1"

  private static let blocks = [
    "let x = x + 1",
    "let x = 2 * x - 1 / (x + 3); let y = -x ^ 2 + x ^ 0.5",
    "let y = x; let x = y + 0.1; let z = z * 1.0001",
    "let x = x + 1; let y = sqrt(x) + exp(-x) + tanh(x / 100) + log(abs(y) + 1)",
    "let y = max(x, y, z) + min(x, 3) + pow(1.01, x) + mean(x, y) + leaky_relu(0 - x, 0.2); let x = x + 0.25",
    "let x = x + 1; if x > 500 { let y = y + 1 } else if x > 300 and not x = 400 { let z = z - x } else { let z = 0 }",
    "let x = x + 1; if x < 10 or x >= 990 { let y = y * 2 }; if x != 7 { let z = z + 0.5 }",
    "repeat 3 { let x = x + 1; repeat 2 { let y = y + x } }; repeat 0 { let x = 0 }",
    "let y = 0; while y * y < x max 40 { let y = y + 1; let z = z + y }; let x = x + 1",
    "let x = x / 0; let y = y + x",
    // Interpreted, as they may stop being numbers or are more than one.
    "let x = x + 1; if x > 100 { let later = x }", "let y = [x, 1]; let x = y[1] + 1",
    "let x = if(x > 30, 0, x + 1)", "let x = x + pi", "let y = x > 3; let x = x + 1", "let x = sigmoid.deriv(x)",
  ]

  @Test("give the same numbers as commands one by one", arguments: blocks)
  func same(_ block: String) throws {
    let before = "digits 17; let x = 1; let y = 2.5; let z = -0.5"
    for loop in ["repeat 1000", "while x < 700 max 1000"] {
      let compiled = try TestSession().run("\(before); \(loop) { \(block) }; show variables")
      let plain = try TestSession().run("\(before); \(loop) { \(block); \(Self.interpreted) }; show variables")
      #expect(compiled == plain)
    }
  }

  @Test("an error after many iterations names the iteration")
  func fault() throws {
    let printed = try TestSession().run("let x = 1; repeat 100 { let x = x + 1; if x > 50 { print y } }")
    #expect(printed.contains("unknown name 'y'") && printed.contains("in repeat 50"), "\(printed)")
  }

  @Test("undo takes back a whole loop; a watched variable is printed at every change")
  func session() throws {
    let session = TestSession()
    #expect(try session.run("let x = 1; repeat 1000 { let x = x + 1 }; print x; undo; print x") == "1001\n1\n")
    #expect(try session.run("watch x; repeat 100 { let x = x + 1 }").hasSuffix("x = 100\nx = 101\n"))
  }

  @Test("an interrupt keeps what has been calculated")
  func interrupt() throws {
    let interruption = Interruption(after: 60)
    let session = TestSession(interrupting: { interruption.isDue() })
    #expect(throws: Interrupted.self) {
      try session.run("let x = 0; while x >= 0 max 1000000000000 { let x = x + 1 }")
    }
    interruption.cancel()
    #expect(try session.run("print x > 4096, x < 1000000") == "true true\n")
  }
}
