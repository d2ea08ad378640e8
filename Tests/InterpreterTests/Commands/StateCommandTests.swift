import TestSupport
import Testing

@Suite("state")
struct StateCommandTests {
  static let faults = [
    BadInput(
      "state progress 1 2",
      """
      test.nn:1:7: error: there is no network yet
        1 | state progress 1 2
          |       ^~~~~~~~

      """),
    BadInput(
      "net 2 1; state first 1 2",
      """
      test.nn:1:22: error: state first has 3 numbers here, got 2
        1 | net 2 1; state first 1 2
          |                      ^~~

      """),
    BadInput(
      "net 2 1; data xor; state order 0 1 2 4",
      """
      test.nn:1:38: error: 4 is out of range
        1 | net 2 1; data xor; state order 0 1 2 4
          |                                      ^ state order SAMPLE…

      """),
    BadInput(
      "state random 1 2 3",
      """
      test.nn:1:14: error: no random numbers have this state
        1 | state random 1 2 3
          |              ^~~~~
      help: the seed before it chooses their kind

      """),
    BadInput(
      "net 2 1; state patience 1 2",
      """
      test.nn:1:16: error: state training comes first
        1 | net 2 1; state patience 1 2
          |                ^~~~~~~~

      """),
    BadInput(
      "net 1 1 no-bias; disconnect i1 o1; state decimals 1 2",
      """
      test.nn:1:42: error: the network has no parameters
        1 | net 1 1 no-bias; disconnect i1 o1; state decimals 1 2
          |                                          ^~~~~~~~

      """),
    BadInput(
      "net 2 1; state progress -1 2",
      """
      test.nn:1:25: error: -1 is out of range
        1 | net 2 1; state progress -1 2
          |                         ^~ state progress EPOCHS UPDATES

      """),
  ]

  @Test("numbers that do not fit the session are refused", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test("sets what a training has reached")
  func progress() throws {
    let printed = try TestSession().run("net 2 1; state progress 12 48; state rate 0.125; print epoch, iteration")
    #expect(printed == "12 48\n")
  }

  @Test("measures of more samples and outputs than there can be are no crash")
  func manySamples() throws {
    let most = "4503599627370494"
    let printed = try TestSession().run(
      "net 2 1; state measures \(most) \(most) 1 1 1 1 \(most) 0 4; print loss, mse, mae")
    #expect(printed == "9.860761315262652e-32 2.220446049250314e-16 2.220446049250314e-16\n")
  }
}
