/// Where commands write: collected, and handed on in large pieces.
package final class Output {
  private var buffer: [UInt8] = []
  private let sink: ([UInt8]) -> Void
  /// Lines of commands that only report; `--quiet` drops them.
  package var isQuiet = false
  /// Whether somebody watches: every line is written as it comes, the reports of a long training too.
  package var isLive = false

  package init(sink: @escaping ([UInt8]) -> Void) { self.sink = sink }

  package func line(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    buffer.append(0x0A)
    if isLive || buffer.count > 1 << 14 { flush() }
  }

  /// A line that nobody asked for by `print` or `show`.
  package func report(_ text: String) {
    if !isQuiet { line(text) }
  }

  package func flush() {
    guard !buffer.isEmpty else { return }
    sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
