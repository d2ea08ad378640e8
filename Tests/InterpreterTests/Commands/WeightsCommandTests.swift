import TestSupport
import Testing

@Suite("weights")
struct WeightsCommandTests {
  static let examples = [
    Example("net 2 2 1; weights h 1 2 / 3 4; print w[i1,h1], w[i2,h1], w[i1,h2], w[i2,h2], w2", "1 2 3 4 3\n"),
    Example("net 2 2 1; weights h1 1 2 3; print b[h1], w5", "3 3\n"),
    Example(
      "net 2 2 1 no-bias; weights o1 0.5 0.25; print w[o]",
      "[0.5, 0.25]\n"),
    Example(
      "net 2 1; init zeros; set b[o1] 9; weights o1 1 2; print b[o1]",
      "9\n"),
  ]

  @Test("weights go into a unit in source order, then its bias, or into each unit of a layer", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "weights o1 1",
      """
      test.nn:1:9: error: there is no network yet
        1 | weights o1 1
          |         ^~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 4 1; weights h1 1",
      """
      test.nn:1:23: error: h1 has 2 incoming weights, got 1 value
        1 | net 2 4 1; weights h1 1
          |                       ^ expected 2 values, or 3 with the bias

      """),
    BadInput(
      "net 2 2 1; weights h 1 2",
      """
      test.nn:1:20: error: h has 2 units, got 1 group of weights
        1 | net 2 2 1; weights h 1 2
          |                    ^~~~~
      help: separate the units' weights with '/'

      """),
    BadInput(
      "net 2 2 1; weights h1 1 2 3 4",
      """
      test.nn:1:29: error: h1 has 2 incoming weights, got 4 values
        1 | net 2 2 1; weights h1 1 2 3 4
          |                             ^ expected 2 values, or 3 with the bias

      """),
    BadInput(
      "net 2 2 1; weights i1 1",
      """
      test.nn:1:20: error: i1 has no incoming weights
        1 | net 2 2 1; weights i1 1
          |                    ^~

      """),
    BadInput(
      "net 2 2 1; weights h1",
      """
      test.nn:1:22: error: weights needs the weights into a unit
        1 | net 2 2 1; weights h1
          |                      ^
      help: weights UNIT VALUE… [BIAS]

      """),
    BadInput(
      "net 2 2 1; weights w1 1",
      """
      test.nn:1:20: error: w1 is not a unit or a layer
        1 | net 2 2 1; weights w1 1
          |                    ^~ the units are i1…i2, h1…h2, o1

      """),
  ]

  @Test("weights that do not fit are an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
