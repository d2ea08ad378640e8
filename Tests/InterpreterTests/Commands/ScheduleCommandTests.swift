import TestSupport
import Testing

@Suite("schedule")
struct ScheduleCommandTests {
  /// The 2-2-1 network of `TrainingNumbersTests`; epochs and losses from the same numpy program.
  private let start = """
    net 2 2 1
    weights h 0.15 -0.3 0.1 / 0.25 0.4 -0.2
    weights o 0.5 -0.6 0.3
    data xor; batch all

    """

  @Test("a schedule halves the rate when the loss rises, after N epochs and not below its floor")
  func halveOnRise() throws {
    let session = TestSession()
    let printed = try session.run(
      start + "rate 100; schedule halve-on-rise after 5 floor 3; report 1000; digits 14; train 30; print rate; rate")
    #expect(
      printed == """
        # epoch 7: rate = 50 from now on
        # epoch 10: rate = 25 from now on
        # epoch 11: rate = 12.5 from now on
        # 30 epochs, 30 updates
        loss = 0.1247923323948
        12.5
        rate 100

        """)
  }

  @Test(
    "a rate in a straight line, down to a floor, and by inverse time",
    arguments: [
      ("linear 4", "0.8 0.6 0.4 0.2 0"), ("linear 4 floor 0.4", "0.8 0.7 0.6 0.5 0.4"),
      ("linear 2", "0.8 0.4 0 0 0"), ("inverse-time 1", "0.8 0.4 0.266667 0.2 0.16"),
    ])
  func lines(_ schedule: String, _ rates: String) throws {
    let session = TestSession()
    try session.run("net 2 1; data or; rate 0.8; schedule \(schedule)")
    for rate in rates.split(separator: " ") {
      #expect(try session.run("expect rate = \(rate) +- 1e-6; detail off") == "")
      try session.run("train 1")
    }
  }

  @Test("a rate by steps, by a factor in every epoch, and along a cosine")
  func rates() throws {
    #expect(
      try TestSession().run("net 2 1; data or; rate 0.8; schedule step 2 0.5; train 4; print rate")
        == """
        # 4 epochs, 16 updates
        loss = 0.0666593
        0.2

        """)
    #expect(
      try TestSession().run("net 2 1; data or; rate 0.8; schedule exponential 0.5; train 3; print rate")
        == """
        # 3 epochs, 12 updates
        loss = 0.0712681
        0.1

        """)
    #expect(
      try TestSession().run("net 2 1; data or; rate 0.8; schedule cosine 4; train 4; print rate")
        == """
        # 4 epochs, 16 updates
        loss = 0.0666225
        0

        """)
  }

  static let faults = [
    BadInput(
      "schedule step 0 0.5",
      """
      test.nn:1:15: error: the number of epochs must be a whole number from 1, got 0
        1 | schedule step 0 0.5
          |               ^

      """),
    BadInput(
      "schedule exponential -1",
      """
      test.nn:1:22: error: the factor must be finite and not negative, got -1
        1 | schedule exponential -1
          |                      ^~

      """),
    BadInput(
      "schedule cosine",
      """
      test.nn:1:16: error: schedule needs a number of epochs
        1 | schedule cosine
          |                ^
      help: schedule cosine EPOCHS

      """),
    BadInput(
      "schedule halve-on-rise floor",
      """
      test.nn:1:29: error: schedule needs a rate
        1 | schedule halve-on-rise floor
          |                             ^
      help: schedule halve-on-rise [after EPOCHS] [floor RATE]

      """),
    BadInput(
      "schedule polynomial",
      """
      test.nn:1:10: error: unknown schedule 'polynomial'
        1 | schedule polynomial
          |          ^~~~~~~~~~ one of constant, halve-on-rise, step, exponential, cosine, linear, inverse-time

      """),
  ]

  @Test("epochs and factors are checked", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
