import Expressions

extension Command {
  /// Whether commands after it may depend on it, so that they cannot run once it has failed: not one that only shows or
  /// checks something.
  static var isNeeded: Bool {
    switch self {
    case is CheckCommand.Type: false
    case is UndoCommand.Type, is RedoCommand.Type, is SkipCommand.Type, is QuitCommand.Type: true
    default: !(self is any UnrecordedCommand.Type)
    }
  }
}

extension UnreadableCommand {
  /// As that of a command; an unknown one may be any.
  var isNeeded: Bool { command?.isNeeded ?? true }
}
