import Expressions

/// One parsed command, with its range.
package struct Statement: Sendable {
  package let command: any Command
  package var range: SourceRange
  // What the command says of itself, asked once.
  let isRecorded: Bool
  let failsUnchanged: Bool
  let runsOthers: Bool

  init(_ command: any Command, _ range: SourceRange) {
    self.command = command
    self.range = range
    isRecorded = command.isRecorded
    let type = type(of: command)
    failsUnchanged = type.failsUnchanged
    runsOthers = type.runsOthers
  }
}
