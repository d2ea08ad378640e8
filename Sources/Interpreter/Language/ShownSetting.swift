/// A command whose setting `show settings` lists.
protocol ShownSetting {
  /// The commands that restore the current value: one or more lines of `show settings`.
  static func commands(_ session: Session) -> [String]
}
