/// The description of an error in a data file.
package struct ContentProblem: Sendable, Equatable {
  package var message: String
  /// The position in the file; without one, the message names the file.
  package var position: FilePosition?
  package var label: String?
  package var help: String?

  package init(_ message: String, at position: FilePosition? = nil, label: String? = nil, help: String? = nil) {
    self.message = message
    self.position = position
    self.label = label
    self.help = help
  }
}
