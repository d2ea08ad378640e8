import Interpreter

/// The last row of the terminal while a command runs that takes longer than a moment.
final class LiveLine: ProgressDisplay {
  private var start = Platform.seconds
  private var lastDrawn = 0.0
  private var isShown = false

  private static let delay = 0.3
  private static let interval = 0.1

  func begin() {
    start = Platform.seconds
    lastDrawn = start + LiveLine.delay - LiveLine.interval
  }

  var seconds: Double { Platform.seconds - start }

  var isDue: Bool { Platform.seconds - lastDrawn >= LiveLine.interval }

  func draw(_ line: String) {
    lastDrawn = Platform.seconds
    isShown = true
    StandardStream.output.write(rendered: "\r\(line)\u{1B}[K")
  }

  func clear() {
    guard isShown else { return }
    isShown = false
    StandardStream.output.write(rendered: "\r\u{1B}[K")
  }
}
