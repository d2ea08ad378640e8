import TestSupport
import Testing

@Suite("restore")
struct RestoreCommandTests {
  static let examples = [
    Example("net 2 2 1; set w1 1; snapshot a; set w1 2; restore a; print w1", "1\n"),
    Example(
      "let x = 1; rate 0.1; snapshot a; let x = 2; rate 0.9; snapshot b; restore a; print x; rate; snapshot",
      """
      1
      rate 0.1
      snapshot a
      snapshot b

      """),
  ]

  @Test("restore restores network, settings and variables, and keeps the snapshots", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "restore a",
      """
      test.nn:1:9: error: unknown snapshot 'a'
        1 | restore a
          |         ^ no snapshots taken yet

      """),
    BadInput(
      "snapshot before; restore befor",
      """
      test.nn:1:26: error: unknown snapshot 'befor'
        1 | snapshot before; restore befor
          |                          ^~~~~ snapshots: before
      help: did you mean before?

      """),
    BadInput(
      "restore",
      """
      test.nn:1:8: error: restore needs the name of a snapshot
        1 | restore
          |        ^
      help: restore SNAPSHOT

      """),
  ]

  @Test("an unknown snapshot is an error that lists the existing ones", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
