import TestSupport
import Testing

@Suite("rule")
struct RuleCommandTests {
  @Test(
    "an output's delta follows from its target, without a derivative",
    arguments: [
      ("step", "perceptron", "o1.delta = o1.target - o1.out = 1 - 0 = 1"),
      ("sigmoid", "perceptron", "o1.delta = o1.target - o1.out = 1 - 0.377541 = 0.622459"),
      (
        "dead-zone", "perceptron-target",
        "o1.delta = if(o1.out != o1.target, o1.target, 0) = if(-1 != 1, 1, 0) = 1"
      ),
      ("sign", "widrow-hoff", "o1.delta = o1.target - o1.net = 1 - -0.5 = 1.5"),
      ("sign", "hebb", "o1.delta = o1.target = 1"),
    ])
  func deltas(_ activation: String, _ rule: String, _ line: String) throws {
    let session = TestSession()
    let printed = try session.run(
      """
      net 1 1:\(activation) no-bias; set w1 -0.5; rule \(rule); rate 0.1
      forward 1; backward 1; update
      """)
    let delta = printed.split(separator: "\n").first { $0.hasPrefix("o1.delta") }
    #expect(delta.map(String.init) == line)
    let checked = try TestSession().run(
      printed.split(separator: "\n").map { "check \($0)" }.joined(separator: "\n"))
    #expect(!checked.contains("error:"))
  }

  @Test("steps by hand, training and decimals make the same updates", arguments: ["perceptron-target", "perceptron"])
  func sameUpdates(_ rule: String) throws {
    let start = """
      net 2 1:dead-zone(0.2); init zeros; rule \(rule); rate 1; detail off
      sample 1 1 : 1; sample 1 0 : -1; sample 0 1 : -1; sample 0 0 : -1

      """
    let trained = try TestSession().run("\(start)train 5\nprint w1, w2, w3").split(separator: "\n").last
    for mode in ["", "hand exact", "convention arithmetic textbook", "precision single", "convention sign gradient"] {
      let session = TestSession()
      let stepped = try session.run("\(start)\(mode)\nrepeat 20 { step }\nprint w1, w2, w3")
      #expect(stepped.split(separator: "\n").last == trained, "\(mode)")
    }
  }

  @Test("the rule is a setting, and undone as one")
  func setting() throws {
    #expect(try TestSession().run("rule hebb; rule; undo; rule") == "rule hebb\nrule gradient\n")
  }

  static let faults = [
    BadInput(
      "rule delta",
      """
      test.nn:1:6: error: unknown learning rule 'delta'
        1 | rule delta
          |      ^~~~~ one of gradient, perceptron, perceptron-target, widrow-hoff, hebb

      """),
    BadInput(
      "net 1 2 1:step; rule perceptron; train 1",
      """
      test.nn:1:34: error: no data loaded for a network of 1-2-1
        1 | net 1 2 1:step; rule perceptron; train 1
          |                                  ^~~~~ the built-in XOR table has 2 inputs and 1 output
      help: data load FILE, or sample INPUT… : TARGET…

      """),
    BadInput(
      "net 1 2 1:step; rule perceptron; detail off; step 1 : 1",
      """
      test.nn:1:46: error: rule perceptron trains only the weights into outputs
        1 | net 1 2 1:step; rule perceptron; detail off; step 1 : 1
          |                                              ^~~~ h is not frozen
      help: freeze h, or rule gradient

      """),
    BadInput(
      "net 2 1; detail off; rule perceptron; forward 1 1; backward 1; gradcheck",
      """
      # parameter  backpropagation  central difference  relative error
      # w1         -0.32153797      -0.070143927        0.78
      # w2         -0.32153797      -0.070143927        0.78
      # w3         -0.32153797      -0.070143927        0.78
      # 3 parameters, the current sample: relative error at most 0.78
      test.nn:1:64: error: backpropagation differs from central differences
        1 | net 2 1; detail off; rule perceptron; forward 1 1; backward 1; gradcheck
          |                                                                ^~~~~~~~~ at w1 by 0.78, more than the allowed 1e-5
      help: the current conventions do not follow the chain rule: rule gradient

      """),
  ]

  @Test("messages", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
