import Expressions
import WorkedExamples

/// A command that changes a setting, or shows it when it has no operands.
protocol SettingCommand: Command, ShownSetting {
  associatedtype Choice: Sendable

  var setting: Setting<Choice> { get }
  init(setting: Setting<Choice>)
  /// Parses the new value.
  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice
  /// What the command prints without operands; by default `commands`.
  static func listing(_ session: Session) -> [String]
  /// What a person at the prompt may have meant by the command without operands.
  static func remark(_ state: NetworkState, _ digits: Int) -> String?
  func set(_ choice: Choice, _ interpreter: Interpreter) throws
}

extension SettingCommand {
  static func listing(_ session: Session) -> [String] { commands(session) }

  static func remark(_ state: NetworkState, _ digits: Int) -> String? { nil }

  package init(_ operands: inout OperandReader) throws(Fault) {
    let range = operands.name.range
    self.init(setting: Setting(choice: operands.atEnd() ? nil : try Self.read(&operands), range: range))
  }

  package var isRecorded: Bool { setting.choice != nil }

  package func run(_ interpreter: Interpreter) throws {
    guard let choice = setting.choice else {
      Self.listing(interpreter.session).forEach(interpreter.output.line)
      let session = interpreter.session
      if let remark = session.state.flatMap({ Self.remark($0, session.settings.digits) }) {
        interpreter.output.remark("# \(remark)")
      }
      return
    }
    try set(choice, interpreter)
  }
}
