import TestSupport
import Testing

@Suite("diff")
struct DiffCommandTests {
  static let examples = [
    Example("net 2 2 1; set w1 1; snapshot a; set w1 2; diff a", "w1 = 2   # was 1\n"),
    Example(
      "net 2 1; init zeros; snapshot a; set w1 0.25; set w3 -10.5; diff a",
      "w3 = -10.5   # was 0\nw1 = 0.25    # was 0\n"),
    Example(
      "net 2 1; snapshot a; diff a",
      "# no parameter differs\n"),
    Example(
      "net 2 1; snapshot a; net 3 1; diff a",
      """
      # the networks differ: net 2 1   # 3 parameters: i1…i2, o1 and net 3 1   # 4 parameters: i1…i3, o1

      """),
  ]

  @Test("parameters that differ from a snapshot are listed with their old values", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "net 2 1; diff a",
      """
      test.nn:1:15: error: unknown snapshot 'a'
        1 | net 2 1; diff a
          |               ^ no snapshots taken yet

      """),
    BadInput(
      "net 2 1; snapshot before; diff befor",
      """
      test.nn:1:32: error: unknown snapshot 'befor'
        1 | net 2 1; snapshot before; diff befor
          |                                ^~~~~ snapshots: before
      help: did you mean before?

      """),
  ]

  @Test("an unknown snapshot is an error that lists the existing ones", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
