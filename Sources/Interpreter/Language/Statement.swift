import Expressions

/// One parsed command, with its range.
package struct Statement: Sendable {
  package let command: any Command
  package var range: SourceRange
  // What the command says of itself, asked once.
  let isRecorded: Bool
  let failsUnchanged: Bool
  let runsOthers: Bool

  init(_ command: consuming any Command, of type: any Command.Type, _ range: SourceRange) {
    isRecorded = command.isRecorded
    failsUnchanged = type.failsUnchanged
    runsOthers = type.runsOthers
    self.range = range
    self.command = command
  }
}
