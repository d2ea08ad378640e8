/// A text style: parameters of the terminal's "select graphic rendition" (SGR).
package struct Style: Equatable, Sendable {
  package var parameters: String

  package init(parameters: String) { self.parameters = parameters }

  package static let bold = Style(parameters: "1")
  package static let red = Style(parameters: "31")
  package static let green = Style(parameters: "32")
  package static let yellow = Style(parameters: "33")
  package static let cyan = Style(parameters: "36")
  package static let gray = Style(parameters: "90")
  package static let reverse = Style(parameters: "7")

  var on: String { "\u{1B}[\(parameters)m" }
  static let off = "\u{1B}[0m"
}
