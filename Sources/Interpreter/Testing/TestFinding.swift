import Expressions
import Safety

/// What is wrong in a test, and the difference of its output from the expected one.
package struct TestFinding: Sendable {
  package let diagnostic: Diagnostic
  /// A unified diff from the expected to the printed lines; empty if the finding is not about output.
  package var difference: [String] = []

  /// The text of a report, with the source line and a final newline.
  package func rendered(color: Bool = false) -> String {
    diagnostic.rendered(color: color) + difference.map { visible($0) + "\n" }.joined()
  }
}
