import Interpreter
import TestSupport
import Testing

@Suite("silent steps in a loop")
struct SilentStepsTests {
  /// A command that is always interpreted, and with it the loop around it.
  private static let interpreted = "expect 1 = 1"
  private static let data = "data xor; "

  private static let cases: [(settings: String, block: String)] = [
    ("net 2 4 1", "step 0 1 : 1"), ("net 2 4 1", "forward 0 1; backward 1; update"),
    ("net 2 3:tanh 2; let a = 0.3", "step a 1 : 1 0; step -a 2 * a : 0 1; step 0 0 : 0.5 0.5"),
    ("net 2 3 2:softmax; loss cross-entropy; optimizer adam", "forward 0 1; backward 1 0; update; step 1 1 : 0 1"),
    ("net 2 4 1; optimizer momentum 0.9; rate 0.2; precision single", "step 0 1 : 1; step 1 1 : 0"),
    ("net 2 4 1; convention arithmetic textbook; flat-spot 0.1", "step 0 1 : 1"),
    ("net 2 4 1; clip 0.1; decay 0.01", "step 0 1 : 1"), ("net 2 4 1; share w1 w2; freeze w3", "step 0 1 : 1"),
    ("net 2 4 1; connect i1 o1", "step 0 1 : 1"),
    ("net 2 4 1; optimizer rprop; dropout h 0.5", "step 0 1 : 1"),
    (data + "net 2 4 1", "step"), (data + "net 2 4 1; step; step", "forward; backward; update"),
    (data + "net 2 3:relu 1; optimizer rmsprop; shuffle on; batch all", "step"),
  ]

  /// Those that are others or more than steps.
  private static let interpretedCases: [(settings: String, block: String)] = [
    ("net 2 4 1; rule perceptron", "step 0 1 : 1"), ("net 2 4 1; convention update in-order", "step 0 1 : 1"),
    ("net 2 4 1", "step 0 o1.out : 1"), ("net 2 4 1", "forward 0 1; backward 1; forward 1 1; backward 0; update"),
    ("net 2 4 1; rate 1e300", "step 0 1 : 1"), (data + "net 2 4 1", "step; step 0 1 : 1"),
    ("net 2 4 1; freeze w1; precision single", "step 0 1 : 1"), ("net 2 4 1; hand 3", "step 0 1 : 1"),
    (data + "net 2 4 1", "forward; backward; update; step"),
    (data + "net 2 4 1", "forward; backward 0.7; update"), (data + "net 2 4 1", "forward 0 1; backward; update"),
  ]

  @Test("are not interpreted but for the first few", arguments: cases)
  func skipped(_ settings: String, _ block: String) throws {
    // Asked before each command that is interpreted.
    let interruption = Interruption()
    let session = TestSession(interrupting: { interruption.isDue() })
    session.interpreter.output.isQuiet = settings.hasPrefix(Self.data)
    try session.run("\(settings); detail off; repeat 1000 { \(block) }")
    #expect(interruption.asked < 500)
  }

  @Test("give the same session as steps one by one", arguments: cases + interpretedCases)
  func same(_ settings: String, _ block: String) throws {
    let target = settings.contains("tanh 2") || settings.contains("2:softmax") ? "1 0" : "1"
    for count in [17, 40, 333] {
      func output(_ block: String) throws -> String {
        let session = TestSession()
        session.interpreter.output.isQuiet = settings.hasPrefix(Self.data)
        try session.run("seed 7; \(settings); init uniform -1 1; detail off; repeat \(count) { \(block) }")
        session.interpreter.output.isQuiet = false
        return try session.run(
          """
          digest; digits 17; print iteration, loss, w1, w1.old, w1.grad, o1.delta; detail full; step 1 0 : \(target)
          forward; show weights
          """)
      }
      #expect(try output(block) == output("\(block); \(Self.interpreted)"))
    }
  }

  @Test("an interrupt keeps the steps that have been made, and shows the last of them")
  func interrupt() throws {
    let interruption = Interruption(after: 60)
    let session = TestSession(interrupting: { interruption.isDue() })
    #expect(throws: Interrupted.self) {
      try session.run("net 2 4 1; detail off; repeat 1000000000000 { step 0 1 : 1; step 1 1 : 0 }")
    }
    interruption.cancel()
    #expect(try session.run("print iteration > 16, iteration < 1e12; update").hasPrefix("true true\n"))
    #expect(try session.run("print w1 = w1.old + w1.change") == "true\n")
  }
}
