/// A part of a text, in UTF-8 offsets, and how it looks.
package struct StyledRange: Equatable, Sendable {
  package var range: Range<Int>
  package var style: Style

  package init(_ range: Range<Int>, _ style: Style) {
    self.range = range
    self.style = style
  }
}
