/// A command that runs other commands.
protocol BlockCommand: Command {}

extension BlockCommand {
  package static var runsOthers: Bool { true }
}
