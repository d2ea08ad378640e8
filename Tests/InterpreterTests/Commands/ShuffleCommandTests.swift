import TestSupport
import Testing

@Suite("shuffle")
struct ShuffleCommandTests {
  private let twoTargets = """
    sample 0.1 0.9 : 1 0; sample 0.5 0.2 : 0 1; sample 0.7 0.7 : 1 1; sample 0.2 0.4 : 0 0; sample 0.9 0.1 : 0.5 0.3
    """

  @Test("shuffle in-place continues with the order of the last training, until the data changes")
  func carriedOrder() throws {
    let start = "seed 4 python; net 2 3 2; \(twoTargets); shuffle in-place"
    let whole = try TestSession().run("\(start); train 7; digest")
    let parts = try TestSession().run("\(start); train 2; train 2; train 7 updates; train 3 updates; train 1; digest")
    #expect(whole.split(separator: "\n").last == parts.split(separator: "\n").last)
    let anew = try TestSession().run(
      "\(start); train 2; data clear; \(twoTargets); seed 4 python; reset; train 7; digest")
    #expect(whole.split(separator: "\n").last == anew.split(separator: "\n").last)
  }

  @Test("the order depends on the seed: equal seeds give equal trainings")
  func seeded() throws {
    let digest = { (settings: String) in
      try TestSession().run("net 2 3 2; \(twoTargets); \(settings); train 5; digest").split(separator: "\n").last
    }
    for order in ["on", "in-place", "sample", "with-replacement", "by-fractions"] {
      #expect(try digest("seed 1; shuffle \(order)") == digest("seed 1; shuffle \(order)"), "\(order)")
      #expect(try digest("seed 1; shuffle \(order)") != digest("seed 2; shuffle \(order)"), "\(order)")
    }
    #expect(try digest("seed 1; shuffle off") == digest("seed 2; shuffle off"))
  }

  static let faults = [
    BadInput(
      "shuffle maybe",
      """
      test.nn:1:9: error: unknown order 'maybe'
        1 | shuffle maybe
          |         ^~~~~ one of off, on, in-place, sample, with-replacement, by-fractions, forward, data-loader

      """)
  ]

  @Test("an unknown order is an error that lists the known ones", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
