import LineEditor
import Safety

/// The program that shows long output page by page: `$NNSH_PAGER`, `$PAGER`, or less.
struct Pager {
  private let command: String

  /// Nil if the user wants none: an empty variable, or `cat`.
  init?() {
    let chosen = ["NNSH_PAGER", "PAGER"].lazy.compactMap { Platform.variable($0) }.first
    let command = chosen ?? "less"
    guard !command.isEmpty, command != "cat" else { return nil }
    self.command = command
  }

  /// False if the program could not be run, or would swallow what has been typed for the prompt.
  func show(_ text: [UInt8]) -> Bool {
    guard !System.isWaiting(0, milliseconds: 0) else { return false }
    // Colors are shown, the text stays on the screen, and the last row says how to go on.
    let options = environment("LESS") == nil ? ["LESS": "FRXPSpace goes on, q goes back$"] : [:]
    defer { Signals.clear() }
    return Platform.run(command, reading: showsColors ? text : text.withoutColors, environment: options)
  }

  /// Other programs, and less without -R, would show the escape sequences themselves.
  private var showsColors: Bool { command.contains("less") && environment("LESS").map { $0.contains("R") } ?? true }
}

extension [UInt8] {
  /// Without the sequences that select colors.
  fileprivate var withoutColors: [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(count)
    var isInSequence = false
    for byte in self {
      if byte == 0x1B { isInSequence = true }
      if !isInSequence { plain.append(byte) }
      if byte == UInt8(ascii: "m") { isInSequence = false }
    }
    return plain
  }
}
