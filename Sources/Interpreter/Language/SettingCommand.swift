import Expressions

/// A command that sets one thing, and shows what it is when nothing follows its name.
protocol SettingCommand: Command {
  associatedtype Choice: Sendable

  var setting: Setting<Choice> { get }
  init(setting: Setting<Choice>)
  /// Reads what is chosen.
  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice
  /// The commands that would set what is in force: a line or more of `show settings`.
  static func commands(_ session: Session) -> [String]
  /// What the command prints without operands: those commands, unless it has more to say.
  static func listing(_ session: Session) -> [String]
  func set(_ choice: Choice, _ interpreter: Interpreter) throws
}

extension SettingCommand {
  static func listing(_ session: Session) -> [String] { commands(session) }

  package init(_ operands: inout OperandReader) throws(Fault) {
    let range = operands.name.range
    self.init(setting: Setting(choice: operands.atEnd() ? nil : try Self.read(&operands), range: range))
  }

  package var isRecorded: Bool { setting.choice != nil }

  package func run(_ interpreter: Interpreter) throws {
    guard let choice = setting.choice else {
      return Self.listing(interpreter.session).forEach(interpreter.output.line)
    }
    try set(choice, interpreter)
  }
}
