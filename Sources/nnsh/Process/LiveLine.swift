import Interpreter
import LineEditor
import Safety

/// The last row of the terminal while a command runs that takes longer than a moment.
final class LiveLine: ProgressDisplay {
  /// Whether keys typed meanwhile are not shown: at the prompt, which shows them when it comes.
  private let hidesKeys: Bool
  private(set) var isHidingKeys = false

  /// Nil where it would disturb: on a terminal that cannot erase a row, or for a screen reader.
  init?(hidesKeys: Bool) {
    self.hidesKeys = hidesKeys
    let terminal = environment("TERM")
    guard StandardStream.output.isTerminal, let terminal, terminal != "dumb", terminal != "emacs",
      !TerminalUser.isReadAloud
    else { return nil }
  }

  private var start = System.seconds
  private var lastDrawn = 0.0
  private var isShown = false
  /// Whether a command shows its progress.
  private(set) var isOn = false

  private static let delay = 0.3
  private static let interval = 0.1

  func begin() {
    isOn = true
    start = System.seconds
    lastDrawn = start + LiveLine.delay - LiveLine.interval
  }

  var columns: Int { Platform.columns }

  var now: Double { System.seconds }

  var seconds: Double { System.seconds - start }

  var isDue: Bool { isOn && System.seconds - lastDrawn >= LiveLine.interval }

  func draw(_ line: String) {
    lastDrawn = System.seconds
    isShown = true
    if hidesKeys, !isHidingKeys {
      Signals.setEcho(false)
      isHidingKeys = true
    }
    StandardStream.output.write(rendered: "\r\(line)\u{1B}[K")
  }

  func end() {
    clear()
    isOn = false
    guard isHidingKeys else { return }
    Signals.setEcho(true)
    isHidingKeys = false
  }

  func clear() {
    guard isShown else { return }
    isShown = false
    StandardStream.output.write(rendered: "\r\u{1B}[K")
  }
}
