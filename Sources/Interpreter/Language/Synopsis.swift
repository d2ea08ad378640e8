/// What a command is called, takes and does: the only source for help, usage in errors, completion and the README.
package struct Synopsis: Sendable {
  package enum Topic: String, Sendable, CaseIterable {
    case network = "The network"
    case step = "One step by hand"
    case data = "Data and training"
    case looking = "Looking"
    case checking = "Checking"
    case state = "State and files"
    case control = "Blocks"
    case hand = "Hand calculations"
  }

  package let name: String
  package let topic: Topic
  /// As typed, operands in capitals: `net SIZE SIZE… [no-bias]`.
  package let forms: [String]
  /// One line: what it does.
  package let summary: String
  /// More, shown by `help NAME`.
  package var details: String { makeDetails() }
  /// Each is run by the tests, in a session of its own.
  package let examples: [String]
  private let makeDetails: @Sendable () -> String

  package init(
    _ name: String, _ topic: Topic, _ forms: [String], _ summary: String,
    details: @autoclosure @escaping @Sendable () -> String = "",
    examples: [String]
  ) {
    self.name = name
    self.topic = topic
    self.forms = forms
    self.summary = summary
    makeDetails = details
    self.examples = examples
  }
}
