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
    Example("let f(x) = max(0.1 * x, x); print f.deriv(-2), f.deriv(0), f.deriv(3)", "0.1 0.1 1\n"),
    Example("let f(x) = min(x, 3, x^2); print f.deriv(-2), f.deriv(0), f.deriv(0.5), f.deriv(7)", "1 1 1 0\n"),
    Example("let f(x) = if(x > 0, x^2, -x); print f(-2), f.deriv(-2), f.deriv(0), f.deriv(3)", "2 -1 -1 6\n"),
    Example("let f(x) = abs(x) + huber(x - 1); print f.deriv(-2), f.deriv(0), f.deriv(1.5)", "-2 -1 1.5\n"),
    Example(
      "let f(x) = leaky_relu(2 * x, 0.1) + elu(x, 2); print f.deriv(3), f.deriv(-9)",
      "3 0.20024681960817337\n"),
    Example("let f(x) = norm(x, 4) + mean([x, 2 * x]) + sum(x, x) + pow(x, 2); print f.deriv(3)", "10.1\n"),
    Example("let f(n) = if(n < 1, 1, n * f(n - 1)); print f(5), if(not 1 > 2 and 2 = 2, 7, 1 / 0)", "120 7\n"),
    Example(
      "let f(x) = max(0, x) * 2; explain f.deriv; check y = f'(3) * if(3 > 2, 1, 2) = 2",
      """
      f.deriv(x) = if(x > 0, 1, 0) * 2
      # the derivative of max at a kink is that of the first of several equally large

      """),
    Example(
      "let leaky(x) = max(0.1 * x, x); net 1 1:leaky no-bias; set w1 -2; hand exact; forward 3; backward 1",
      """
      o1.net = i1 * w1 = 3 * -2 = -6
      o1.out = leaky(o1.net) = leaky(-6) = -0.6
      loss = 0.5 * (o1.target - o1.out)^2 = 0.5 * (1 - -0.6)^2 = 1.28
      o1.error = o1.target - o1.out = 1 - -0.6 = 1.6
      o1.delta = leaky.deriv(o1.net) * o1.error = leaky.deriv(-6) * 1.6 = 0.1 * 1.6 = 0.16
      w1.grad = -o1.delta * i1 = -0.16 * 3 = -0.48

      """),
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
      "let if(x) = 3",
      """
      test.nn:1:5: error: 'if' is a reserved word
        1 | let if(x) = 3
          |     ^~~~~

      """),
    BadInput(
      "print if(1 > 2, 3)",
      """
      test.nn:1:7: error: if takes 3 arguments, got 2
        1 | print if(1 > 2, 3)
          |       ^~~~~~~~~~~~
      help: if(x > 0, x, 0)

      """),
    BadInput(
      "print if(3, 4, 5)",
      """
      test.nn:1:10: error: expected a condition, found a number
        1 | print if(3, 4, 5)
          |          ^
      help: compare it: 3 > 0

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
