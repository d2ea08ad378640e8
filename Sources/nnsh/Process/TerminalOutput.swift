import LineEditor

/// Standard output; at the prompt, output after a Ctrl-C starts on a new row, after the terminal's `^C`.
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
