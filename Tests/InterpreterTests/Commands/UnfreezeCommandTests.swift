import TestSupport
import Testing

@Suite("unfreeze")
struct UnfreezeCommandTests {
  @Test("unfrozen parameters learn again")
  func learns() throws {
    #expect(
      try TestSession().run(
        "net 2 1; init constant 1; freeze w; unfreeze w2; freeze; data xor; train 5; print w1 = 1, w2 = 1")
          == """
          freeze w1
          # 5 epochs, 20 updates
          loss = 0.170206
          true false

          """)
  }

  static let faults = [
    BadInput(
      "net 2 1; unfreeze",
      """
      test.nn:1:18: error: unfreeze needs a parameter
        1 | net 2 1; unfreeze
          |                  ^
      help: unfreeze PARAMETERS…

      """),
    BadInput(
      "net 2 1; unfreeze w9",
      """
      test.nn:1:19: error: there is no w9
        1 | net 2 1; unfreeze w9
          |                   ^~ the parameters are w1…w3

      """),
    BadInput(
      "unfreeze w1",
      """
      test.nn:1:10: error: there is no network yet
        1 | unfreeze w1
          |          ^~
      help: net 2 4 1

      """),
  ]

  @Test("at least one parameter is required", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
