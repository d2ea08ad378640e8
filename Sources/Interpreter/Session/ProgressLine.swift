import Expressions
import Safety

/// How far a command is: `reading iris.csv ━━━━╸━━━━━  41%  4 s left`.
package struct ProgressLine {
  /// What the command does.
  let task: String
  let share: Double
  /// Since it began.
  let seconds: Double

  /// - Parameter share: from 0 to 1.
  package init(_ task: String, share: Double, seconds: Double) {
    self.task = task
    self.share = min(1, max(0, share))
    self.seconds = seconds
  }

  /// The line, without the parts that do not fit.
  package func text(columns: Int) -> String {
    var text = "  \(task)"
    var parts = [ProgressLine.percent(share)]
    if let left = ProgressLine.left(seconds, share) { parts.append(left) }
    let width = parts.reduce(text.terminalWidth) { $0 + $1.count }
    let room = min(24, columns - width - 3)
    if room >= 8 { text += " \(ProgressLine.bar(share, width: room))" }
    for part in parts where text.terminalWidth + part.count < columns { text += part }
    return text.prefix(columns: columns - 1)
  }

  // MARK: Parts

  static func percent(_ share: Double) -> String { " \("\(Int(share * 100))%".leftPadded(to: 4))" }

  static func bar(_ share: Double, width: Int) -> String {
    let filled = Int(share * Double(width))
    return String(repeating: "━", count: filled) + (filled < width ? "╸" : "")
      + String(repeating: "─", count: max(0, width - filled - 1))
  }

  /// `  4 s left`; nil while nothing can be said.
  static func left(_ seconds: Double, _ share: Double) -> String? {
    share > 0.001 ? "  \(duration(seconds * (1 - share) / share)) left" : nil
  }

  /// `4 s`, `3 min`, `2 h`
  private static func duration(_ seconds: Double) -> String {
    if seconds < 100 { return "\(Int(seconds.rounded(.up))) s" }
    return seconds < 6000 ? "\(Int(seconds / 60)) min" : "\(Int(min(seconds / 3600, 1e6))) h"
  }
}

/// How far a file of many commands is, shown after each of them.
struct SourceProgress {
  private let name: String
  private let size: Int
  private let display: any ProgressDisplay
  private let start: Double

  /// Nil where no one watches.
  init?(_ source: SourceText, _ output: Output) {
    guard let display = output.progress else { return nil }
    (self.display, size, start) = (display, source.bytes.count, display.now)
    name = source.name.split(separator: "/").last.map(String.init) ?? source.name
  }

  /// - Parameter position: the end of the command.
  func show(_ position: Int) {
    // A command that has shown its own progress has ended this.
    if !display.isOn { display.begin() }
    guard display.isDue else { return }
    let share = Double(position) / Double(max(1, size))
    let line = ProgressLine("running \(visibleName(name))", share: share, seconds: display.now - start)
    display.draw(line.text(columns: display.columns))
  }

  func end() { display.end() }
}
