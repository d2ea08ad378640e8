/// A command that can write a part of the session, as `save` does: the commands that give it to a new session.
protocol SavedPart {
  static var stage: SavingStage { get }
  /// Empty if a new session has this part.
  static func saved(_ session: Session) -> [String]
}
