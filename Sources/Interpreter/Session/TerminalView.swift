/// What commands know of the terminal of a person at the prompt.
package struct TerminalView {
  /// The current number of columns.
  package var columns: () -> Int
  /// Whether it shows dots, boxes and arrows; otherwise pictures are plain ASCII.
  package var hasGraphics: Bool
  package var isColored: Bool

  package init(columns: @escaping () -> Int, hasGraphics: Bool, isColored: Bool) {
    self.columns = columns
    self.hasGraphics = hasGraphics
    self.isColored = isColored
  }
}
