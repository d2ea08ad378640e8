/// A command that changes nothing that could be undone: `show`, `print`, `expect`, `undo` itself.
protocol UnrecordedCommand: Command {}

extension UnrecordedCommand {
  package var isRecorded: Bool { false }
}
