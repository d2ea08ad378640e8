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
