import TestSupport
import Testing

@Suite("step")
struct StepCommandTests {
  @Test("step runs forward, backward and update; with detail off it prints nothing")
  func step() throws {
    let one = TestSession()
    let other = TestSession()
    let lines = try one.run("net 2 2 1; step 0 1 : 1")
    #expect(try other.run("net 2 2 1; forward 0 1; backward 1; update") == lines)
    #expect(try one.run("digest") == other.run("digest"))
    #expect(try one.run("detail off; step 1 1 : 0") == "")
    #expect(
      try one.run("detail brief; forward 1 1").split(separator: "\n").allSatisfy { $0.split(separator: "=").count == 2 }
    )
  }

  static let faults = [
    BadInput(
      "net 2 1; step 0 1 : 1 1",
      """
      test.nn:1:23: error: step needs 1 target, got 2
        1 | net 2 1; step 0 1 : 1 1
          |                       ^ the network is 2-1

      """),
    BadInput(
      "net 2 1; step 0 : 1",
      """
      test.nn:1:16: error: step needs 2 inputs, got 1
        1 | net 2 1; step 0 : 1
          |                ^ the network is 2-1

      """),
    BadInput(
      "net 3 1; step",
      """
      test.nn:1:10: error: no data to take the next sample from
        1 | net 3 1; step
          |          ^~~~ and no inputs given
      help: forward 0 0 0, or data xor

      """),
    BadInput(
      "net 2 1; step 0 1",
      """
      test.nn:1:18: error: step needs ':' and the targets
        1 | net 2 1; step 0 1
          |                  ^
      help: step INPUT… : TARGET…

      """),
  ]

  @Test("operands that do not fit are an error at the wrong one", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
