import Expressions

/// A command of the language: its operands are read when the script is read, and it runs later, any number of times.
package protocol Command: Sendable {
  static var synopsis: Synopsis { get }
  /// Reads the operands. Throws a `Fault` at the operand that is wrong.
  init(_ operands: inout OperandReader) throws(Fault)
  /// Throws a `Fault`; the interpreter then takes the session back to what it was.
  func run(_ interpreter: Interpreter) throws

  /// Whether it is a step of `undo`: not if it only shows something.
  var isRecorded: Bool { get }
  /// The one variable that it changes; nil if that may be anything.
  var changedVariable: Identifier? { get }
  /// Whether a failure leaves the session alone by itself, so that nothing has to be kept to go back to.
  static var failsUnchanged: Bool { get }
  /// Whether it runs other commands: what those did before one failed stays done.
  static var runsOthers: Bool { get }
}

extension Command {
  package var isRecorded: Bool { true }
  package var changedVariable: Identifier? { nil }
  package static var failsUnchanged: Bool { false }
  package static var runsOthers: Bool { false }
}

/// A command that changes nothing that could be undone: `show`, `print`, `expect`, `undo` itself.
protocol UnrecordedCommand: Command {}

extension UnrecordedCommand {
  package var isRecorded: Bool { false }
}

/// A command that runs others.
protocol BlockCommand: Command {}

extension BlockCommand {
  package static var runsOthers: Bool { true }
}

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
