import TestSupport
import Testing

@Suite("set")
struct SetCommandTests {
  static let examples = [
    Example("net 2 2 2 1; set w[h1[1],h2[2]] 5; print w[h1[1],h2[2]], w8", "5 5\n"),
    Example("net 2 2 1; set w[h] 1 2 3 4; print w[h]; for k in 1 2 { print w[i1,h[k]] }", "[1, 2, 3, 4]\n1\n2\n"),
    Example(
      "net 2 2 1; set b[h] 0.25; print b[h1], b[h2]",
      "0.25 0.25\n"),
    Example(
      "net 2 1; set o1 1 2 3; print w1, w2, b[o1]",
      "1 2 3\n"),
  ]

  @Test("one parameter, or several with one value for all or one for each", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "set w1 1",
      """
      test.nn:1:5: error: there is no network yet
        1 | set w1 1
          |     ^~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 1; set w1",
      """
      test.nn:1:16: error: set needs a value
        1 | net 2 1; set w1
          |                ^
      help: set PARAMETERS VALUE…

      """),
    BadInput(
      "net 2 1; set w[o] 1 2 3",
      """
      test.nn:1:23: error: w[o] has 2 parameters, got 3 values
        1 | net 2 1; set w[o] 1 2 3
          |                       ^

      """),
    BadInput(
      "net 2 1; set o1.out 1",
      """
      test.nn:1:14: error: o1.out is not a parameter
        1 | net 2 1; set o1.out 1
          |              ^~~~~~ expected w7, w[i1,h3], w[h], b[h3], b[h], a unit or a layer

      """),
    BadInput(
      "net 2 1; set h1 1",
      """
      test.nn:1:14: error: there is no unit h1
        1 | net 2 1; set h1 1
          |              ^~ the units are i1…i2, o1

      """),
    BadInput(
      "net 2 4 1\nset w99 3",
      """
      test.nn:2:5: error: there is no w99
        2 | set w99 3
          |     ^~~ the parameters are w1…w17

      """),
    BadInput(
      "net 2 1; set w1 (0 / 0)",
      """
      test.nn:1:17: error: expected a finite number, got nan
        1 | net 2 1; set w1 (0 / 0)
          |                 ^~~~~~~

      """),
  ]

  @Test("an operand that is not a parameter or not a number is an error", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
