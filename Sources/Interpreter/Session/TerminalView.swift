/// What commands know of the terminal of a person at the prompt.
package struct TerminalView {
  /// The current number of columns.
  package var columns: () -> Int
  /// Whether it shows dots, boxes and arrows; otherwise pictures are plain ASCII.
  package var hasGraphics: Bool
  package var isColored: Bool
  /// Whether the output is read aloud: without pictures made of characters.
  package var isReadAloud: Bool
  /// The current number of rows.
  package var rows: () -> Int
  /// Shows output longer than the screen page by page; false if there is no pager.
  package var page: ([UInt8]) -> Bool

  package init(
    columns: @escaping () -> Int, hasGraphics: Bool, isColored: Bool, isReadAloud: Bool = false,
    rows: @escaping () -> Int = { .max }, page: @escaping ([UInt8]) -> Bool = { _ in false }
  ) {
    self.columns = columns
    self.hasGraphics = hasGraphics
    self.isColored = isColored
    self.isReadAloud = isReadAloud
    self.rows = rows
    self.page = page
  }

  /// The rows that lines take, those that the terminal wraps included.
  package func height(of text: [UInt8]) -> Int {
    let width = max(columns(), 1)
    return text.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().reduce(0) { rows, line in
      rows
        + (line.count <= width ? 1 : max(1, (String(decoding: line, as: UTF8.self).visibleWidth + width - 1) / width))
    }
  }
}

extension String {
  /// In terminal columns, without the sequences that select colors.
  fileprivate var visibleWidth: Int {
    var width = 0
    var isInSequence = false
    for character in self {
      if character == "\u{1B}" { isInSequence = true }
      if !isInSequence { width += displayWidth(character) }
      if character == "m" { isInSequence = false }
    }
    return width
  }
}
