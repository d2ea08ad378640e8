import LineEditor

/// Standard output; at the prompt, what follows a Ctrl-C begins on a row of its own, after the terminal's `^C`.
final class TerminalOutput {
  var isPrompting = false
  private var followsInterrupt = false

  func write(_ bytes: [UInt8]) {
    if isPrompting, Signals.interruptRequested, !followsInterrupt { StandardStream.output.write("\n") }
    followsInterrupt = Signals.interruptRequested
    StandardStream.output.write(bytes)
  }

  func endRowOfInterrupt() {
    write([])
    followsInterrupt = false
  }
}
