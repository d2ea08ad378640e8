import TestSupport
import Testing

@Suite("print")
struct PrintCommandTests {
  static let examples = [
    Example("print 1 + 2 * 3, -2^2, 2^3^2, (1 + 2) * 3", "7 -4 512 9\n"),
    Example("print 3, -0.5, .5, 1e-3, 1_000", "3 -0.5 0.5 0.001 1000\n"),
    Example("print \"a\\tb {1 + 1} \\\"q\\\" \\{\", 'raw {1}'", "a\tb 2 \"q\" { raw {1}\n"),
    Example("print not 1 > 2, 1 = 1, 1 != 1 or 2 >= 2", "true true true\n"),
    Example(
      "print 1 / 3, 1e100, 1e-7, 2^53",
      "0.3333333333333333 1e+100 1e-07 9007199254740992\n"),
    Example(
      "print",
      "\n"),
    Example(
      "let v = [0.5, 1]; print \"v is {v}, {v[1] * 2}\"",
      "v is [0.5, 1], 1\n"),
  ]

  @Test("values are printed in full, separated by spaces", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "print nothing",
      """
      test.nn:1:7: error: unknown name 'nothing'
        1 | print nothing
          |       ^~~~~~~

      """),
    BadInput(
      "net 2 3 4 1; print i3.out",
      """
      test.nn:1:20: error: there is no unit i3
        1 | net 2 3 4 1; print i3.out
          |                    ^~~~~~ the units are i1…i2, h1[1]…h1[3], h2[1]…h2[4], o1

      """),
    BadInput(
      "net 2 1; print w1.value",
      """
      test.nn:1:16: error: a parameter has no 'value'
        1 | net 2 1; print w1.value
          |                ^~~~~~~~ it has grad, change, old, new, m, v, s, u, last

      """),
    BadInput(
      "print 1 +",
      """
      test.nn:1:10: error: expected a value, found the end of the command
        1 | print 1 +
          |          ^

      """),
    BadInput(
      "print 1 2",
      """
      test.nn:1:9: error: print takes no more operands, found '2'
        1 | print 1 2
          |         ^ separate values with commas
      help: print 1, 2

      """),
    BadInput(
      "print sqrt()",
      """
      test.nn:1:7: error: sqrt takes 1 argument, got 0
        1 | print sqrt()
          |       ^~~~~~

      """),
    BadInput(
      "print 1e999",
      """
      test.nn:1:7: error: 1e999 is out of range
        1 | print 1e999
          |       ^~~~~ the largest number is 1.7976931348623157e308

      """),
    BadInput(
      "let f(x, y) = x * y; print f",
      """
      test.nn:1:28: error: f is a function
        1 | let f(x, y) = x * y; print f
          |                            ^ f(x, y) = x * y
      help: call it: f(0.5, 0.5)

      """),
  ]

  @Test("a name without a value is marked", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
