import LineEditor

/// Standard output; at the prompt, output after a Ctrl-C starts on a new row, after the terminal's `^C`.
final class TerminalOutput {
  var isPrompting = false
  weak var line: LiveLine?
  private var followsInterrupt = false

  func write(_ bytes: [UInt8]) {
    if isPrompting, Signals.interruptRequested, !followsInterrupt {
      // The terminal has shown ^C itself, unless keys are hidden.
      StandardStream.output.write(line?.isHidingKeys == true ? "^C\n" : "\n")
    }
    followsInterrupt = Signals.interruptRequested
    StandardStream.output.write(bytes)
  }

  func endRowOfInterrupt() {
    write([])
    followsInterrupt = false
  }
}
