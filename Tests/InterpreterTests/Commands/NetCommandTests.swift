import NeuralNetwork
import TestSupport
import Testing

@Suite("net")
struct NetCommandTests {
  static let examples = [
    Example(
      "net 2 2 1; share b[h1] b[h2]; activation h1 relu; freeze w1; net",
      """
      net 2 2 1   # 9 parameters: i1…i2, h1…h2, o1
      # activations differ within a layer: type activation to list them
      # shared: w5, w6
      # frozen: w1

      """),
    Example(
      "net 2 4:tanh 1 no-bias; net",
      "net 2 4:tanh 1 no-bias   # 12 parameters: i1…i2, h1…h4, o1\n"),
    Example(
      "net 3 2:softmax; net",
      "net 3 2:softmax   # 8 parameters: i1…i3, o1…o2\n"),
  ]

  @Test("a network is described as the command that makes it", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test(
    "a new network draws Xavier weights with the current seed, has zero biases, and does not advance the generator")
  func drawing() throws {
    let script = "seed 5; net 2 2 1; print w[h], w[o], b[h], b[o]"
    let drawn = try TestSession().run(script)
    #expect(drawn.hasSuffix(" [0, 0] [0]\n"))
    #expect(try TestSession().run("seed 5; net 2 2 1; init xavier; print w[h], w[o], b[h], b[o]") == drawn)
    #expect(try TestSession().run(script.replacing("seed 5", with: "seed 6")) != drawn)
  }

  @Test("a new network forgets the epochs and the interrupted training of the old one")
  func forgets() throws {
    let printed = try TestSession().run("net 2 1; data or; break epoch = 1; train 3; net 2 2 1; print epoch; continue")
    #expect(printed.contains("\n0\n") && printed.contains("error: no interrupted training to continue"))
  }

  static let faults = [
    BadInput(
      "net",
      """
      test.nn:1:1: error: there is no network yet
        1 | net
          | ^~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 0 1",
      """
      test.nn:1:7: error: layer size must be a whole number from 1, got 0
        1 | net 2 0 1
          |       ^

      """),
    BadInput(
      "net 2 1.5 1",
      """
      test.nn:1:7: error: layer size must be a whole number from 1, got 1.5
        1 | net 2 1.5 1
          |       ^~~

      """),
    BadInput(
      "net 2:tanh 1",
      """
      test.nn:1:7: error: inputs have no activation
        1 | net 2:tanh 1
          |       ^~~~

      """),
    BadInput(
      "net 2 3:softmax 1",
      """
      test.nn:1:9: error: softmax applies to the whole output layer
        1 | net 2 3:softmax 1
          |         ^~~~~~~

      """),
    BadInput(
      "net 2 1 nobias",
      """
      test.nn:1:9: error: net takes no more operands, found 'nobias'
        1 | net 2 1 nobias
          |         ^~~~~~

      """),
    BadInput(
      "net 1e9 1",
      """
      test.nn:1:1: error: network too large: more than 134217728 parameters
        1 | net 1e9 1
          | ^~~~~~~~~ at most 134217728 parameters (1 GB)

      """),
    BadInput(
      "net 2",
      """
      test.nn:1:5: error: a network needs at least an input and an output layer
        1 | net 2
          |     ^ only one layer given
      help: net 2 1

      """),
    BadInput(
      "net 100000 100000 10",
      """
      test.nn:1:1: error: network too large: 10000100000 parameters
        1 | net 100000 100000 10
          | ^~~~~~~~~~~~~~~~~~~~ at most 134217728 parameters (1 GB)

      """),
    BadInput(
      "net 2 4:tnah 1",
      """
      test.nn:1:9: error: unknown activation 'tnah'
        1 | net 2 4:tnah 1
          |         ^~~~ one of \(Activation.all.map(\.name).joined(separator: ", "))
      help: did you mean tanh?

      """),
  ]

  @Test("wrong sizes and activations are errors at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
