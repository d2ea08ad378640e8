/// Why the history file could not be used; the session continues without it.
package struct HistoryFailure: Error, Equatable, Sendable {
  package enum Operation: String, Sendable { case read, write }

  package var path: String
  package var operation: Operation
  /// The system's message.
  package var reason: String
}
