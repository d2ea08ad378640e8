/// What is wrong with a file of data, in words.
package struct ContentProblem: Sendable, Equatable {
  package var message: String
  /// Where in the file; a message without it names the file.
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
