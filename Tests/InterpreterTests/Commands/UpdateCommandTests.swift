import TestSupport
import Testing

@Suite("update")
struct UpdateCommandTests {
  @Test("several pairs of forward and backward make a batch, shown as the mean of the samples' gradients")
  func batch() throws {
    let session = TestSession()
    try session.run(
      "net 2 1; init constant 0.5; detail off; forward 0 1; backward 1; forward 1 0; backward 0; detail full")
    let lines = try session.run("update")
    #expect(lines.contains("w1.grad = (0 + 0.1437348) / 2 = 0.0718674\n"))
    #expect(lines.contains("w1 = w1.old - rate * w1.grad = 0.5 - 0.5 * 0.0718674 = 0.464066\n"))
    let sum = try TestSession().run(
      """
      net 2 1; init constant 0.5; convention batch sum; detail off
      forward 0 1; backward 1; forward 1 0; backward 0; update
      expect w1.grad = 0.1437348; expect w1 = 0.4281326
      """)
    #expect(!sum.contains("error:"), "\(sum)")
  }

  static let faults = [
    BadInput(
      "update",
      """
      test.nn:1:1: error: there is no network yet
        1 | update
          | ^~~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 1; detail off; step 0 1 : 1; update",
      """
      test.nn:1:36: error: no gradients to apply
        1 | net 2 1; detail off; step 0 1 : 1; update
          |                                    ^~~~~~ they have been applied already
      help: backward computes them

      """),
    BadInput(
      "net 2 1; update",
      """
      test.nn:1:10: error: no gradients to apply
        1 | net 2 1; update
          |          ^~~~~~
      help: backward computes them

      """),
  ]

  @Test("without gradients there is nothing to apply", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
