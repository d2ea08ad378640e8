import TestSupport
import Testing

@Suite("sample")
struct SampleCommandTests {
  @Test("the first sample starts the data, later ones join the training part")
  func joins() throws {
    #expect(
      try TestSession().run("sample 0 1 : 1; sample 1 1 : 0; data; show data")
        == """
        # samples: 2 samples of 2 inputs and 1 target
        # samples: 2 samples of 2 inputs and 1 target
        sample 0 1 : 1
        sample 1 1 : 0

        """)
    #expect(
      try TestSession().run("data xor; data split 0.5; sample 5 6 : 1; data; show data")
        == """
        # xor: 5 samples of 2 inputs and 1 target, 3 to train and 2 to test
        # xor: 5 samples of 2 inputs and 1 target, 3 to train and 2 to test
        sample 0 0 : 0
        sample 0 1 : 1
        sample 5 6 : 1
        # test part
        sample 1 0 : 1
        sample 1 1 : 0

        """)
  }

  static let faults = [
    BadInput(
      "sample",
      """
      test.nn:1:7: error: sample needs inputs
        1 | sample
          |       ^
      help: sample INPUT… : TARGET…

      """),
    BadInput(
      "sample 0 1",
      """
      test.nn:1:11: error: sample needs ':' and targets
        1 | sample 0 1
          |           ^
      help: sample INPUT… : TARGET…

      """),
    BadInput(
      "sample 0 1 :",
      """
      test.nn:1:13: error: sample needs targets after ':'
        1 | sample 0 1 :
          |             ^
      help: sample INPUT… : TARGET…

      """),
    BadInput(
      "sample 0 1 : 1; sample 0 1 1 : 0",
      """
      test.nn:1:28: error: the data set has 2 inputs, got 3
        1 | sample 0 1 : 1; sample 0 1 1 : 0
          |                            ^
      help: data clear starts a new data set

      """),
    BadInput(
      "sample 0 1 : 1; sample 0 1 : 0 1",
      """
      test.nn:1:32: error: the data set has 1 target, got 2
        1 | sample 0 1 : 1; sample 0 1 : 0 1
          |                                ^
      help: data clear starts a new data set

      """),
    BadInput(
      "sample 0 (1/0) : 1",
      """
      test.nn:1:8: error: a sample must consist of finite numbers
        1 | sample 0 (1/0) : 1
          |        ^~~~~~~~~~~

      """),
  ]

  @Test(
    "a sample that does not fit the data, or is not finite, is refused at the operand that is wrong", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
