import Expressions
import NeuralNetwork

/// A session as the script that gives it to a new one.
struct SavedScript {
  /// The first line, by which a file is known to be one.
  static let title = "# A session of nnsh, written by save. load restores it; so does running this script."

  let session: Session
  /// Each with the lines it goes on over.
  private let commands: [String]
  /// Which of them give the parameters their values.
  private let parameters: Range<Int>

  init(_ session: Session, _ table: CommandTable) throws(Fault) {
    self.session = session
    let parts = table.types.compactMap { $0 as? any SavedPart.Type }
    var (commands, parameters) = ([String](), 0..<0)
    for stage in SavingStage.allCases {
      let start = commands.count
      for part in parts where part.stage == stage { commands += part.saved(session) }
      if stage == .parameters { parameters = start..<commands.count }
      try Limits.check()
    }
    self.commands = commands
    self.parameters = parameters
  }

  /// The commands before those that give the parameters their values, these, and those after them.
  var aroundParameters: (before: [String], parameters: [String], after: [String]) {
    (
      Array(commands[..<parameters.lowerBound]), Array(commands[parameters]),
      Array(commands[parameters.upperBound...])
    )
  }

  /// The file that the data has to be in; nil if they are in the commands.
  var dataBeside: DataBeside? { session.samples.flatMap(DataBeside.init) }

  /// Whether the session is a new one.
  var isEmpty: Bool { commands.isEmpty }

  var text: String { ([Self.title] + commands).joined(separator: "\n") + "\n" }

  var bytes: [UInt8] { Array(text.utf8) }

  /// The first command of either that the other does not have; nil if they restore the same session.
  func difference(from other: SavedScript) -> String? {
    for (own, others) in zip(commands, other.commands) where own != others { return own }
    if commands.count != other.commands.count {
      return (commands.count > other.commands.count ? commands : other.commands)[
        min(commands.count, other.commands.count)]
    }
    return session.differingFunction(from: other.session)
  }

  /// What a session has besides; nil if there is nothing.
  static func unsaved(_ session: Session) -> String? {
    var parts: [String] = []
    if session.state?.forward != nil || session.state?.gathered != nil { parts.append("the last step") }
    if !session.snapshots.isEmpty { parts.append(counted(session.snapshots.count, "snapshot")) }
    if session.audit.count > 0 { parts.append("the lines checked") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension Session {
  /// An activation or a loss whose definition has changed since it was chosen, so that the name means another one now.
  fileprivate func differingFunction(from other: Session) -> String? {
    guard self.settings.plan.rule.loss == other.settings.plan.rule.loss else {
      return "loss \(self.settings.plan.rule.loss.name)"
    }
    let pairs = zip(state?.network.topology.activations ?? [], other.state?.network.topology.activations ?? [])
    for (own, others) in pairs where own.isUserDefined && !own.agrees(with: others) { return "activation \(own.name)" }
    return nil
  }
}

extension Activation {
  fileprivate func agrees(with other: Activation) -> Bool {
    guard self == other else { return false }
    return [-2, -0.75, 0, 0.125, 0.5, 3].allSatisfy { value in
      self.value(at: value).bitPattern == other.value(at: value).bitPattern
    }
  }
}
