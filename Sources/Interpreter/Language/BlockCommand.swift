/// A command that runs others.
protocol BlockCommand: Command {}

extension BlockCommand {
  package static var runsOthers: Bool { true }
}
