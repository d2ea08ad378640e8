import TestSupport
import Testing

@Suite("rate")
struct RateCommandTests {
  @Test("an update is the rate times the gradient; 0 changes nothing")
  func effect() throws {
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0; sample 1 : 1; rate 0.25; train 1; print w1")
        == """
        # 1 epoch, 1 update
        loss = 0.5
        0.25

        """)
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0; sample 1 : 1; rate 0; train 1; print w1")
        == """
        # 1 epoch, 1 update
        loss = 0.5
        0

        """)
  }

  @Test("print rate prints the current rate, rate the one that was set")
  func schedule() throws {
    #expect(
      try TestSession().run("net 2 1; data or; rate 0.8; schedule exponential 0.5; train 2; print rate; rate")
        == """
        # 2 epochs, 8 updates
        loss = 0.0750623
        0.2
        rate 0.8

        """)
  }

  @Test(
    "a layer's own rate holds by hand and in training, under every optimizer, and its lines show it",
    arguments: ["sgd", "momentum", "adam", "rmsprop", "adadelta", "nadam keras", "sgd; batch 2", "sgd; clip 0.1"])
  func ofLayer(_ optimizer: String) throws {
    let start = "net 2 3 1; seed 1; init uniform -1 1; rate 0.5; rate h 0.05; rate o 0.25; optimizer \(optimizer)"
    let samples = "sample 0 1 : 1; sample 1 0.5 : 0"
    let steps =
      optimizer.contains("batch") ? "forward; backward; forward; backward; update" : "step; step"
    let trained = try TestSession().run("\(start); \(samples); train 1; digest").split(separator: "\n").last
    let stepped = try TestSession().run("\(start); \(samples); \(steps); digest").split(separator: "\n")
    #expect(stepped.last == trained)
    let frozen = try TestSession().run("\(start); rate h 0; \(samples); train 3; print w1, b[h1]")
    let initial = try TestSession().run("\(start); print w1, b[h1]")
    #expect(frozen.split(separator: "\n").last == initial.split(separator: "\n").last)
    let lines = stepped.filter { !$0.hasPrefix("#") }.dropLast().map { "check \($0)" }
    #expect(!(try TestSession().run(lines.joined(separator: "\n"))).contains("error:"))
  }

  @Test("a layer's rate follows the schedule, and is a setting that rate NUMBER takes back")
  func layerSetting() throws {
    #expect(
      try TestSession().run(
        """
        net 1 1:identity no-bias; set w1 1; rate 1; rate o 0.5; rate; sample 1 : 0; schedule exponential 0.5
        detail off; train 2; expect w1 = 0.375; convention update together; rate 0.1; rate
        """) == """
          rate 1
          rate o 0.5
          # 2 epochs, 2 updates
          loss = 0.125
          rate 0.1

          """)
  }

  static let faults = [
    BadInput(
      "net 2 1; rate i 0.1",
      """
      test.nn:1:15: error: 'i' is not a layer with weights
        1 | net 2 1; rate i 0.1
          |               ^ one of o

      """),
    BadInput(
      "net 2 1; rate o 0.1; convention update in-order",
      """
      test.nn:1:40: error: in-order updates layer by layer
        1 | net 2 1; rate o 0.1; convention update in-order
          |                                        ^~~~~~~~ layers have rates of their own
      help: rate 0.5

      """),
    BadInput(
      "rate -1",
      """
      test.nn:1:6: error: learning rate must be finite and not negative, got -1
        1 | rate -1
          |      ^~

      """),
    BadInput(
      "rate (1/0)",
      """
      test.nn:1:6: error: learning rate must be finite and not negative, got inf
        1 | rate (1/0)
          |      ^~~~~

      """),
    BadInput(
      "rate fast",
      """
      test.nn:1:6: error: 'fast' is not a number
        1 | rate fast
          |      ^~~~ expected a learning rate
      help: put an expression used as an operand in parentheses: (fast)

      """),
  ]

  @Test("the learning rate must be finite and not negative", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
