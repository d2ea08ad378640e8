import Testing

/// A script with an error, and the whole message.
package struct BadInput: CustomTestStringConvertible, Sendable {
  package let script: String
  package let message: String
  package var testDescription: String { script }

  package init(_ script: String, _ message: String) {
    self.script = script
    self.message = message
  }
}

/// A script and its output.
package struct Example: CustomTestStringConvertible, Sendable {
  package let script: String
  package let output: String
  package var testDescription: String { script }

  package init(_ script: String, _ output: String) {
    self.script = script
    self.output = output
  }
}
