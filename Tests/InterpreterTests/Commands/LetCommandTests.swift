import TestSupport
import Testing

@Suite("let")
struct LetCommandTests {
  static let examples = [
    Example("let v = [1, 2, 3]; print v[2], sum(v), v * 2, max(v)", "2 6 [2, 4, 6] 3\n"),
    Example("let f(x) = x^2 + 1; print f(3), f.deriv(3)", "10 6\n"),
    Example("let f(x) = x^2; let g(x) = exp(f(x)); print g.deriv(0)", "0\n"),
    Example(
      "let x = 2; let f(a) = a + x; let x = 5; print f(1)",
      "6\n"),
    Example(
      "let f(x, y) = x - y; print f(5, 3)",
      "2\n"),
  ]

  @Test("values, vectors and functions are defined, derivatives included", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "let x =",
      """
      test.nn:1:8: error: let needs a value
        1 | let x =
          |        ^
      help: let NAME = VALUE

      """),
    BadInput(
      "let 3 = 4",
      """
      test.nn:1:5: error: expected a name, found '3'
        1 | let 3 = 4
          |     ^

      """),
    BadInput(
      "net 2 1; let w1 = 3",
      """
      test.nn:1:14: error: 'w1' already names something in the network
        1 | net 2 1; let w1 = 3
          |              ^~
      help: set gives a parameter its value

      """),
    BadInput(
      "let loss = 3",
      """
      test.nn:1:5: error: 'loss' already names something in the network
        1 | let loss = 3
          |     ^~~~

      """),
    BadInput(
      "let and = 3",
      """
      test.nn:1:5: error: 'and' is a reserved word
        1 | let and = 3
          |     ^~~

      """),
    BadInput(
      "let f(1) = 3",
      """
      test.nn:1:7: error: a parameter must be a plain name
        1 | let f(1) = 3
          |       ^

      """),
    BadInput(
      "let f(x, x) = x",
      """
      test.nn:1:10: error: f has two parameters named x
        1 | let f(x, x) = x
          |          ^

      """),
  ]

  @Test("an invalid definition is an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
