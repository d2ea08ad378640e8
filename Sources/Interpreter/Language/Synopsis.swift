/// A command's name, forms and description: the only source for help, usage in errors, completion and the README.
/// A run asks every synopsis for its name and few for the rest, which is therefore made when it is asked for.
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
  package var forms: [String] { makeForms() }
  /// One line of description.
  package let summary: String
  /// Further description, shown by `help NAME`.
  package var details: String { makeDetails() }
  /// The tests run each of them in a new session.
  package var examples: [String] { makeExamples() }
  /// Whether only files that save has written need it.
  package let isForSavedSessions: Bool
  private let makeForms, makeExamples: @Sendable () -> [String]
  private let makeDetails: @Sendable () -> String

  package init(
    _ name: String, _ topic: Topic, _ forms: @autoclosure @escaping @Sendable () -> [String], _ summary: String,
    details: @autoclosure @escaping @Sendable () -> String = "",
    examples: @autoclosure @escaping @Sendable () -> [String], isForSavedSessions: Bool = false
  ) {
    self.name = name
    self.topic = topic
    makeForms = forms
    self.summary = summary
    makeDetails = details
    makeExamples = examples
    self.isForSavedSessions = isForSavedSessions
  }
}
