/// A command's name, forms and description: the only source for help, usage in errors, completion and the README.
package struct Synopsis: Sendable {
  package enum Topic: String, Sendable, CaseIterable {
    case network = "The network"
    case step = "One step by hand"
    case data = "Data and training"
    case inspection = "Inspection"
    case checking = "Checking"
    case state = "State and files"
    case control = "Control flow"
    case hand = "Hand calculations"
  }

  package let name: String
  package let topic: Topic
  /// The syntax, operands in capitals: `rate NUMBER`.
  package let forms: [String]
  /// One line of description.
  package let summary: String
  /// Further description, shown by `help NAME`.
  package var details: String { makeDetails() }
  /// The tests run each of them in a new session.
  package let examples: [String]
  /// Whether only files that save has written need it.
  package let isForSavedSessions: Bool
  private let makeDetails: @Sendable () -> String

  package init(
    _ name: String, _ topic: Topic, _ forms: [String], _ summary: String,
    details: @autoclosure @escaping @Sendable () -> String = "",
    examples: [String], isForSavedSessions: Bool = false
  ) {
    self.name = name
    self.topic = topic
    self.forms = forms
    self.summary = summary
    makeDetails = details
    self.examples = examples
    self.isForSavedSessions = isForSavedSessions
  }
}
