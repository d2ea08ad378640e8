/// The line at a terminal that shows how far a long command is.
package protocol ProgressDisplay: AnyObject {
  /// When a command begins whose progress can be shown.
  func begin()
  /// Whether a command shows its progress.
  var isOn: Bool { get }
  /// Whether it is time to draw the line: not before 0.3 s, and ten times a second at most.
  var isDue: Bool { get }
  /// The width of the terminal.
  var columns: Int { get }
  /// The time since some moment, in seconds.
  var now: Double { get }
  /// The time since `begin`.
  var seconds: Double { get }
  func draw(_ line: String)
  /// Removes the line, before other output.
  func clear()
  /// When the command is done.
  func end()
}
