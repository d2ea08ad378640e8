import NeuralNetwork
import TestSupport
import Testing

@Suite("activation")
struct ActivationCommandTests {
  @Test("a layer or a unit gets the function, and the list says which has which")
  func lists() throws {
    #expect(
      try TestSession().run("net 2 2 1; activation h1 relu; activation o identity; activation")
        == """
        activation h1 relu
        activation h2 sigmoid
        activation o identity

        """)
  }

  @Test("a function defined with let is an activation, its derivative included")
  func own() throws {
    #expect(
      try TestSession().run(
        """
        let cube(x) = x^3; net 1 1 no-bias; set w1 2
        activation o cube; detail off; forward 1; backward 8
        print o1.out, o1.deriv
        """
      )
        == "8 12\n")
  }

  @Test("the parameters do not change")
  func keepsParameters() throws {
    #expect(
      try TestSession().run("net 2 1 no-bias; set w1 3; set w2 4; activation o tanh; print w1, w2")
        == "3 4\n")
  }

  @Test(
    "a parameter is shown as it is typed, and the default is not shown",
    arguments: [
      ("net 2 2:leaky-relu(0.1) 1; activation", "activation h leaky-relu 0.1\nactivation o sigmoid\n"),
      (
        "net 2 2 1; activation h2 elu 2; activation h1 elu 1; activation",
        """
        activation h1 elu
        activation h2 elu 2
        activation o sigmoid

        """
      ),
      (
        "net 1 1; activation o step 0.5; detail full; set w1 0; forward 1",
        """
        o1.net = i1 * w1 + w2 = 1 * 0 + 0 = 0
        o1.out = step(o1.net, 0.5) = step(0, 0.5) = 0.5

        """
      ),
      ("net 2 2:softmax; activation o tanh; activation", "activation o tanh\n"),
      (
        "let slope = 0.2; net 1 1:leaky-relu(slope); net",
        "net 1 1:leaky-relu(0.2)   # 2 parameters: i1, o1\n"
      ),
    ])
  func parameters(_ script: String, _ output: String) throws {
    #expect(try TestSession().run(script) == output)
  }

  static let faults = [
    BadInput(
      "activation o tanh",
      """
      test.nn:1:1: error: there is no network yet
        1 | activation o tanh
          | ^~~~~~~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 1; activation i tanh",
      """
      test.nn:1:21: error: inputs have no activation
        1 | net 2 1; activation i tanh
          |                     ^

      """),
    BadInput(
      "net 2 1; activation h tanh",
      """
      test.nn:1:21: error: h is not a unit or a layer
        1 | net 2 1; activation h tanh
          |                     ^ the units are i1…i2, o1

      """),
    BadInput(
      "net 2 2 2; activation h softmax",
      """
      test.nn:1:23: error: softmax applies to the whole output layer
        1 | net 2 2 2; activation h softmax
          |                       ^
      help: activation o softmax

      """),
    BadInput(
      "net 2 3 2:softmax; activation o1 tanh",
      """
      test.nn:1:31: error: softmax applies to the whole output layer
        1 | net 2 3 2:softmax; activation o1 tanh
          |                               ^~
      help: activation o tanh

      """),
    BadInput(
      "let f(x, y) = x * y; net 2 1; activation o f",
      """
      test.nn:1:44: error: an activation must be a function of one number
        1 | let f(x, y) = x * y; net 2 1; activation o f
          |                                            ^

      """),
    BadInput(
      "net 2 4 1; activation h leaky-relu 2",
      """
      test.nn:1:36: error: the slope of leaky-relu must be from 0 to 1, got 2
        1 | net 2 4 1; activation h leaky-relu 2
          |                                    ^

      """),
    BadInput(
      "net 2 4 1; activation h tanh 2",
      """
      test.nn:1:30: error: tanh has no parameter
        1 | net 2 4 1; activation h tanh 2
          |                              ^ leaky-relu, elu, step, sign and dead-zone have one

      """),
    BadInput(
      "net 2 4:elu(x y) 1",
      """
      test.nn:1:12: error: expected a number in parentheses
        1 | net 2 4:elu(x y) 1
          |            ^~~~~

      """),
    BadInput(
      "net 2 1; activation o tahn",
      """
      test.nn:1:23: error: unknown activation 'tahn'
        1 | net 2 1; activation o tahn
          |                       ^~~~ one of \(Activation.all.map(\.name).joined(separator: ", "))
      help: did you mean tanh?

      """),
  ]

  @Test("an invalid activation is an error at the wrong operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
