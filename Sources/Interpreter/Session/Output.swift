import Safety

/// The output of commands: buffered, and passed on in large pieces.
package final class Output {
  private var buffer: [UInt8] = []
  private let sink: ([UInt8]) -> Void
  /// Whether reports are dropped, as with `--quiet`.
  package var isQuiet = false
  /// Whether every line is written at once, for a person who watches.
  package var isLive = false

  /// The terminal of a person at the prompt; nil elsewhere, where the output is the same bytes on every machine.
  package var terminal: TerminalView?

  /// Shows how far a training is; nil where no one watches.
  package var progress: (any ProgressDisplay)?

  /// Whether `print` passes control characters on, as with `--raw`.
  package var isRaw = false

  /// What is printed from when this is set to "", for a recording; nil without one.
  var copy: String?

  /// The bytes that may still be printed; nil without a limit.
  package var room: Int?
  /// Whether what is printed is kept until the command has ended.
  private var isHeld = false
  /// Whether something was not printed because there was no room.
  private(set) var isFull = false

  /// The number of lines so far.
  package private(set) var lineCount = 0

  package init(sink: @escaping ([UInt8]) -> Void) { self.sink = sink }

  /// Prints a line; control characters in it become visible. On a terminal it is laid out for the width.
  package func line(_ text: String) { append(visible(text), isLaidOut: true) }

  /// Prints what a script wants printed: as `line`, unless raw.
  ///
  /// - Parameter recorded: what a recording gets, if not the text.
  func printed(_ text: String, recorded: String? = nil) {
    let kept = copy
    append(isRaw ? text : visible(text))
    if let kept, let recorded { copy = kept + visible(recorded) + "\n" }
  }

  /// Prints lines, each with a newline at its end.
  func lines(_ text: UnsafeBufferPointer<UInt8>) {
    guard room == nil, terminal == nil, !hasHiddenCharacters(text) else {
      for line in text.split(separator: 0x0A) { self.line(String(decoding: line, as: UTF8.self)) }
      return
    }
    lineCount &+= newlines(in: text)
    copy? += String(decoding: text, as: UTF8.self)
    buffer.append(contentsOf: text)
    if isLive || buffer.count > 1 << 14 { flush() }
  }

  private func append(_ text: String, isLaidOut: Bool = false) {
    if let room {
      let size = text.utf8.count + 1
      guard size <= room else {
        isFull = true
        return
      }
      self.room = room - size
    }
    lineCount &+= 1
    copy? += text + "\n"
    if isLaidOut, let terminal {
      for row in TerminalRows(terminal).rows(of: text) { append(row: row) }
    } else {
      append(row: text)
    }
    if !isHeld, isLive || buffer.count > 1 << 14 { flush() }
  }

  private func append(row: String) {
    buffer.append(contentsOf: row.utf8)
    buffer.append(0x0A)
  }

  /// Prints a line other than the output of `print` and `show`; dropped if quiet.
  package func report(_ text: String) {
    if !isQuiet { line(text) }
  }

  // MARK: At the prompt and elsewhere

  /// Prints lines that differ at the prompt: a recording gets those of a script.
  ///
  /// - Parameter lines: those for a terminal, or for a script.
  func lines(_ lines: (TerminalView?) throws -> [String]) rethrows {
    let shown = try lines(terminal)
    guard copy != nil, terminal != nil else { return shown.forEach(line) }
    recorded(as: try lines(nil)) { shown.forEach(line) }
  }

  /// Prints lines, of which a recording gets others.
  func recorded(as lines: [String], _ print: () throws -> Void) rethrows {
    let kept = copy
    try print()
    copy = kept.map { $0 + lines.map { "\(visible($0))\n" }.joined() }
  }

  /// Prints a line for a person at the prompt only.
  package func remark(_ text: String) {
    if terminal != nil { recorded(as: []) { report(text) } }
  }

  /// Prints the lines of a list; at the prompt only the first of many.
  ///
  /// - Parameter rest: the command that prints all of them; nil to print them at once.
  func list(rest: String?, _ lines: (TerminalView?) throws -> [String]) rethrows {
    try self.lines { terminal in
      let lines = try lines(terminal)
      guard terminal != nil, let rest, lines.count > Output.longestList + 5 else { return lines }
      return lines.prefix(Output.longestList) + ["# \(lines.count - Output.longestList) more: \(rest)"]
    }
  }

  private static let longestList = 20

  // MARK: Pages

  /// From here on what is printed is kept until `release`, to be shown page by page if it is longer than the screen.
  func hold() { isHeld = terminal != nil }

  /// Shows what was kept.
  func release() {
    guard isHeld else { return }
    isHeld = false
    // Shown page by page it would not be read aloud in one go.
    if let terminal, !terminal.isReadAloud, terminal.height(of: buffer) >= terminal.rows(), terminal.page(buffer) {
      buffer.removeAll(keepingCapacity: true)
    } else {
      flush()
    }
  }

  /// Before a command that shows how far it is: what it prints is written at once.
  func beginProgress() {
    flush()
    progress?.begin()
  }

  package func flush() {
    isHeld = false
    guard !buffer.isEmpty else { return }
    progress?.clear()
    sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// The number of newlines, eight bytes at a time.
private func newlines(in text: UnsafeBufferPointer<UInt8>) -> Int {
  let bytes = UnsafeRawBufferPointer(text)
  let (low, ones) = (0x7F7F_7F7F_7F7F_7F7F as UInt64, 0x0101_0101_0101_0101 as UInt64)
  var (count, index) = (0, 0)
  while index + 8 <= bytes.count {
    // As many words as a byte can count.
    let end = min(bytes.count & ~7, index + 8 * 255)
    var counts: UInt64 = 0
    while index < end {
      let others = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ 0x0A0A_0A0A_0A0A_0A0A
      // The highest bit of each byte: whether it is not a newline.
      let marks = ((others & low) &+ low) | others
      counts &+= (~marks &>> 7) & ones
      index &+= 8
    }
    let pairs = (counts & 0x00FF_00FF_00FF_00FF) &+ ((counts &>> 8) & 0x00FF_00FF_00FF_00FF)
    count &+= Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) &>> 48)
  }
  return count + bytes[index...].count { $0 == 0x0A }
}
