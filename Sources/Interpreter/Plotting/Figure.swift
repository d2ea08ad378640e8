import Expressions

/// A picture as numbers, which a terminal, a script's output and gnuplot draw each in its own way.
enum Figure {
  case chart(Chart)
  case grid(Grid)

  /// The lines of text.
  ///
  /// - Parameters:
  ///   - columns: the width in characters.
  ///   - isPlain: whether only ASCII may be used.
  func lines(columns: Int, isPlain: Bool) -> [String] {
    switch self {
    case .chart(let chart): chart.lines(columns: columns, isPlain: isPlain)
    case .grid(let grid): grid.lines(columns: columns, isPlain: isPlain)
    }
  }

  /// The commands and data with which gnuplot draws it.
  var script: String {
    switch self {
    case .chart(let chart): chart.script
    case .grid(let grid): grid.script
    }
  }
}

extension String {
  /// For gnuplot, without its markup.
  var quotedForGnuplot: String { "'\(escaping(["'": "''", "_": "\\_", "\n": "", "\r": ""]))'" }

  func leftPadded(to width: Int) -> String { String(repeating: " ", count: Swift.max(0, width - count)) + self }

  func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - count)) }
}
