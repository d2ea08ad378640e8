import Expressions

/// A command that changes a setting, or shows it when it has no operands.
protocol SettingCommand: Command, ShownSetting {
  associatedtype Choice: Sendable

  var setting: Setting<Choice> { get }
  init(setting: Setting<Choice>)
  /// Parses the new value.
  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice
  /// What the command prints without operands; by default `commands`.
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
