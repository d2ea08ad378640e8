import TestSupport
import Testing

@Suite("connect")
struct ConnectCommandTests {
  static let examples = [
    Example(
      "net 2 2 1; connect i1 o1 0.5; print parameters, w7, w[i1,o1]; disconnect i1 o1; print parameters",
      "10 0.5 0.5\n9\n"),
    Example(
      "net 2 1 1; connect i1 o1 0.5; lines out off; forward 1 0",
      """
      h1.net = i1 * w1 + i2 * w2 + w3 = 1 * 0.138065 + 0 * 0.608647 + 0 = 0.138065
      o1.net = i1 * w4 + h1.out * w5 + w6 = 1 * 0.5 + 0.534462 * 0.355983 + 0 = 0.690259

      """),
    Example(
      "net 2 2 1 no-bias; connect i o 0.25; print w[i1,o1], w[i2,o1], parameters",
      "0.25 0.25 8\n"),
  ]

  @Test("a new connection counts in the net input and among the parameters", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("changed connections that nobody looks at in between are the same as those looked at", arguments: 0..<16)
  func together(_ seed: Int) throws {
    var draws = RandomDraws(seed: UInt64(seed))
    let (looking, other) = (TestSession(), TestSession())
    for session in [looking, other] { try session.run("seed 3; net 3 3 2; share w1 w2; freeze w4; connect i1 o1 0.5") }
    for number in 1...60 {
      let source = draws.element(of: ["i1", "i2", "i3", "h1", "h2", "h3", "i"])
      let pair = "\(source) \(draws.element(of: ["h1", "h2", "o1", "o2", "o"]))"
      let command = draws.element(
        of: ["connect \(pair)", "connect \(pair) \(number)", "disconnect \(pair)", "undo", "undo 3", "redo"])
      #expect(try looking.run(command) == other.run(command), "\(command)")
      try looking.run("print parameters, w1")
      if number.isMultiple(of: 15) {
        let look = "print parameters; digest; show weights; show settings; show net; reset; show weights"
        #expect(try looking.run(look) == other.run(look))
      }
    }
  }

  static let faults = [
    BadInput(
      "connect i1 o1",
      """
      test.nn:1:9: error: there is no network yet
        1 | connect i1 o1
          |         ^~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 2 1; connect i1 h1",
      """
      test.nn:1:20: error: i1 and h1 are already connected
        1 | net 2 2 1; connect i1 h1
          |                    ^~~~~

      """),
    BadInput(
      "net 2 2 1; connect o1 h1",
      """
      test.nn:1:20: error: cannot connect o1 to h1: connections run from a layer to a later one
        1 | net 2 2 1; connect o1 h1
          |                    ^~~~~

      """),
    BadInput(
      "net 2 2 1; connect i1 x9",
      """
      test.nn:1:23: error: x9 is not a unit or a layer
        1 | net 2 2 1; connect i1 x9
          |                       ^~ the units are i1…i2, h1…h2, o1

      """),
    BadInput(
      "net 101 2 100; connect i o",
      """
      test.nn:1:24: error: 10100 connections: at most 10000 at once
        1 | net 101 2 100; connect i o
          |                        ^~~

      """),
    BadInput(
      "net 2 2 1; connect i1 o1 (0/0)",
      """
      test.nn:1:26: error: expected a finite number, got nan
        1 | net 2 2 1; connect i1 o1 (0/0)
          |                          ^~~~~

      """),
  ]

  @Test("an impossible connection is an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
