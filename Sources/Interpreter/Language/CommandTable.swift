import Expressions

/// Every command, sorted by name.
package enum CommandTable {
  package static let all: [any Command.Type] = [
    ActivationCommand.self,
    BackwardCommand.self,
    BatchCommand.self,
    BreakCommand.self,
    CheckCommand.self,
    ClipCommand.self,
    ConnectCommand.self,
    ContinueCommand.self,
    ConventionCommand.self,
    DataCommand.self,
    DecayCommand.self,
    DetailCommand.self,
    DiffCommand.self,
    DigestCommand.self,
    DigitsCommand.self,
    DisconnectCommand.self,
    DropoutCommand.self,
    ExpectCommand.self,
    ExplainCommand.self,
    FlatSpotCommand.self,
    ForCommand.self,
    ForwardCommand.self,
    FreezeCommand.self,
    GradcheckCommand.self,
    HandCommand.self,
    HelpCommand.self,
    IfCommand.self,
    InitCommand.self,
    LetCommand.self,
    LinesCommand.self,
    LossCommand.self,
    NameCommand.self,
    NetCommand.self,
    OptimizerCommand.self,
    PrecisionCommand.self,
    PredictCommand.self,
    PrintCommand.self,
    QuitCommand.self,
    RateCommand.self,
    RedoCommand.self,
    RepeatCommand.self,
    ReportCommand.self,
    ResetCommand.self,
    RestoreCommand.self,
    SampleCommand.self,
    ScheduleCommand.self,
    SeedCommand.self,
    SetCommand.self,
    ShareCommand.self,
    ShowCommand.self,
    ShuffleCommand.self,
    SnapshotCommand.self,
    SourceCommand.self,
    StepCommand.self,
    StopCommand.self,
    TestCommand.self,
    ThreadsCommand.self,
    TrainCommand.self,
    UndoCommand.self,
    UnfreezeCommand.self,
    UnwatchCommand.self,
    UpdateCommand.self,
    WatchCommand.self,
    WeightsCommand.self,
    WhileCommand.self,
  ]

  static let byName = all.reduce(into: IdentifierMap<any Command.Type>()) { $0[$1.synopsis.name] = $1 }

  package static func command(named name: String) -> (any Command.Type)? { byName[name] }

  /// The command that a word which names none stands for at the prompt: an unambiguous prefix.
  static func complete(_ name: Located<String>, abbreviations: Bool) throws(Fault) -> any Command.Type {
    let begun = all.map { $0.synopsis.name }.filter { $0.hasPrefix(name.value) }
    if abbreviations, begun.count == 1, let found = byName[begun[0]] { return found }
    if abbreviations, begun.count > 1 {
      throw Fault("'\(name.value)' is ambiguous", at: name.range, label: begun.joined(separator: ", "))
    }
    let suggestion =
      command(withOperand: name.value) ?? nearest(to: name.value, among: all.map { $0.synopsis.name })
      ?? (begun.count == 1 ? begun[0] : nil)
    throw Fault(
      "unknown command '\(name.value)'", at: name.range,
      help: suggestion.map { "did you mean \($0)?" } ?? "help lists the commands")
  }

  /// `optimizer momentum` for `momentum`: the one command whose first operand the word may be.
  private static func command(withOperand word: String) -> String? {
    let found = all.map { $0.synopsis }.filter { synopsis in
      synopsis.forms.contains { form in
        let words = form.split(separator: " ")
        return words.count > 1 && words[1].split(separator: "|").contains { $0 == word }
      }
    }
    return found.count == 1 ? "\(found[0].name) \(word)" : nil
  }
}
