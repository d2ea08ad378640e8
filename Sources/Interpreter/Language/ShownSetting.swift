/// A command whose setting `show settings` lists.
protocol ShownSetting: SavedPart {
  /// The commands that restore the current value: one or more lines of `show settings`.
  static func commands(_ session: Session) -> [String]
}

extension ShownSetting {
  static var stage: SavingStage { .settings }

  static func saved(_ session: Session) -> [String] {
    let commands = commands(session)
    return commands == self.commands(Session()) ? [] : commands
  }
}
