import TestSupport
import Testing

@Suite("test")
struct TestCommandTests {
  @Test("one output is compared with the middle of the targets: 0.5 for 0 and 1, 0 for −1 and 1")
  func threshold() throws {
    let network = "net 1 1:identity no-bias; set w1 1; "
    let zeroOne = "sample 0.4 : 0; sample 0.6 : 1; sample 0.3 : 1; test"
    #expect(try TestSession().run(network + zeroOne).contains("misclassified = 1\naccuracy = 2 / 3 = 0.666667\n"))
    let signs = "sample -0.4 : -1; sample 0.1 : 1; sample 0.3 : 1; test"
    #expect(
      try TestSession().run(network + signs).hasSuffix(
        """
        misclassified = 0
        accuracy = 3 / 3 = 1
        #            as -1  as 1
        # target -1      1     0
        # target 1       0     2

        """))
  }

  @Test("up to 20 classes have a confusion matrix", arguments: [20, 21])
  func classes(_ count: Int) throws {
    let zeros = String(repeating: " 0", count: count - 1)
    let printed = try TestSession().run("net 1 \(count); sample 0 : 1\(zeros); test; plot confusion")
    #expect(printed.contains("# target o\(count) ") == (count == 20))
    #expect(printed.contains("the targets of samples are not 2 to 20 classes") == (count == 21))
  }

  @Test("test measures the test part, and several outputs by the largest")
  func testPart() throws {
    let printed = try TestSession().run(
      """
      net 2 2:identity no-bias
      weights o 1 0 / 0 1
      sample 1 0 : 1 0; sample 0 1 : 0 1; sample 3 2 : 0 1; sample 2 5 : 0 1
      data split 0.5
      test
      """)
    #expect(
      printed == """
        # 2 samples of the test part of samples
        loss = 7.5
        mse = 15
        misclassified = 1
        accuracy = 1 / 2 = 0.5
        #            as o1  as o2
        # target o1      0      0
        # target o2      1      1

        """)
  }

  static let faults = [
    BadInput(
      "test",
      """
      test.nn:1:1: error: there is no network yet
        1 | test
          | ^~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 3 2; test",
      """
      test.nn:1:10: error: no data loaded for a network of 3-2
        1 | net 3 2; test
          |          ^~~~ the built-in XOR table has 2 inputs and 1 output
      help: data load FILE, or sample INPUT… : TARGET…

      """),
    BadInput(
      "net 2 1; data parity 3; test",
      """
      test.nn:1:25: error: the data does not fit the network
        1 | net 2 1; data parity 3; test
          |                         ^~~~ parity 3 has 3 inputs and 1 target, the network is 2-1
      help: net 3 1

      """),
  ]

  @Test("without a network or data that fit it there is nothing to measure", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
