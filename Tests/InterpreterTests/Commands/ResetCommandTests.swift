import TestSupport
import Testing

@Suite("reset")
struct ResetCommandTests {
  @Test("reset restores the weights of the last init or set and starts training over")
  func back() throws {
    #expect(
      try TestSession().run(
        "net 2 1; init zeros; set w1 3; data or; train 5; reset; print w[o], b[o1], epoch, iteration")
          == """
          # 5 epochs, 20 updates
          loss = 0.0574242
          [3, 0] 0 0 0

          """)
  }

  static let faults = [
    BadInput(
      "reset",
      """
      test.nn:1:1: error: there is no network yet
        1 | reset
          | ^~~~~
      help: net 2 4 1

      """)
  ]

  @Test("without a network there is nothing to reset", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
