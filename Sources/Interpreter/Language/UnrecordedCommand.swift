/// A command that `undo` does not count, as it changes nothing that could be undone: `show`, `print`, `undo` itself.
protocol UnrecordedCommand: Command {}

extension UnrecordedCommand {
  package var isRecorded: Bool { false }
}
