import TestSupport
import Testing

@Suite("batch")
struct BatchCommandTests {
  @Test("an epoch of four samples makes four updates, two or one")
  func updates() throws {
    #expect(
      try TestSession().run("net 2 1; data xor; train 1")
        == """
        # 1 epoch, 4 updates
        loss = 0.138426

        """)
    #expect(
      try TestSession().run("net 2 1; data xor; batch 3; train 1")
        == """
        # 1 epoch, 2 updates
        loss = 0.133048

        """)
    #expect(
      try TestSession().run("net 2 1; data xor; batch all; train 1")
        == """
        # 1 epoch, 1 update
        loss = 0.1314

        """)
  }

  @Test("an update follows the mean of its samples, or their sum if that is the convention")
  func mean() throws {
    #expect(
      try TestSession().run(
        "net 1 1:identity no-bias; set w1 0; rate 1; batch all; sample 1 : 1; sample 1 : 2; train 1; print w1")
          == """
          # 1 epoch, 1 update
          loss = 1.25
          1.5

          """)
    #expect(
      try TestSession().run(
        """
        net 1 1:identity no-bias; set w1 0; rate 1; batch all
        convention batch sum; sample 1 : 1; sample 1 : 2; train 1
        print w1
        """
      )
        == """
        # 1 epoch, 1 update
        loss = 1.25
        3

        """)
  }

  static let faults = [
    BadInput(
      "batch 0",
      """
      test.nn:1:7: error: batch size must be a whole number from 1, got 0
        1 | batch 0
          |       ^

      """),
    BadInput(
      "batch 2.5",
      """
      test.nn:1:7: error: batch size must be a whole number from 1, got 2.5
        1 | batch 2.5
          |       ^~~

      """),
    BadInput(
      "batch many",
      """
      test.nn:1:7: error: 'many' is not a number
        1 | batch many
          |       ^~~~ expected a number of samples, or all
      help: put an expression used as an operand in parentheses: (many)

      """),
  ]

  @Test("the batch size must be a whole number, or all", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
