import Expressions

/// A command of the language: its operands are parsed once, and it runs later, any number of times.
package protocol Command: Sendable {
  static var synopsis: Synopsis { get }
  /// Parses the operands. Throws a `Fault` at the wrong operand.
  init(_ operands: inout OperandReader) throws(Fault)
  /// Throws a `Fault`; the interpreter then restores the session.
  func run(_ interpreter: Interpreter) throws

  /// Whether `undo` can undo it: false if it only shows something.
  var isRecorded: Bool { get }
  /// The only variable it changes; nil if it may change anything.
  var changedVariable: Identifier? { get }
  /// Whether a failure leaves the session unchanged, so that the interpreter need not keep a copy.
  static var failsUnchanged: Bool { get }
  /// Whether it runs other commands: when one fails, those before it keep their effect.
  static var runsOthers: Bool { get }
  /// Whether it shows a text that is read page by page at the prompt, if it is longer than the screen.
  static var isPaged: Bool { get }
}

extension Command {
  package var isRecorded: Bool { true }
  package var changedVariable: Identifier? { nil }
  package static var failsUnchanged: Bool { false }
  package static var runsOthers: Bool { false }
  package static var isPaged: Bool { false }
}
