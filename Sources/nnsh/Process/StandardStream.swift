import LineEditor
import Safety

/// Standard output or standard error, unbuffered.
enum StandardStream: Int32 {
  case output = 1
  case errors = 2

  /// Writes a text; control characters in it become visible.
  func write(_ text: String) { write(Array(visible(text).utf8)) }

  /// Writes a text that has been made visible already, and may be colored.
  func write(rendered text: String) { write(Array(text.utf8)) }

  /// A failure of standard output ends the process: with exit code 141 for a broken pipe, else with 4.
  func write(_ bytes: [UInt8]) {
    do throws(System.Failure) {
      try System.write(bytes, to: rawValue)
    } catch {
      guard self == .output else { return }
      // SIGPIPE has ended the process already, unless it is ignored; then exit as quietly.
      if error.isBrokenPipe { Platform.exitAtOnce(141) }
      StandardStream.errors.write("nnsh: error: standard output: \(error.message)\n")
      Platform.exitAtOnce(4)
    }
  }

  var isTerminal: Bool { Platform.isTerminal(rawValue) }

  /// Whether to color the output.
  func isColored(_ choice: ColorChoice) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto: isTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
    }
  }
}
