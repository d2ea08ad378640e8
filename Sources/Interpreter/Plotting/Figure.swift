import Expressions

/// A picture as numbers, which a terminal, a script's output and gnuplot draw each in its own way.
enum Figure {
  case chart(Chart)
  case grid(Grid)

  /// The lines of text.
  ///
  /// - Parameters:
  ///   - columns: the width in characters.
  ///   - rows: the height that a chart fits into; a grid has a row for each row of its values.
  ///   - isPlain: whether only ASCII may be used.
  func lines(columns: Int, rows: Int, isPlain: Bool) -> [String] {
    switch self {
    case .chart(let chart): chart.lines(columns: columns, rows: rows, isPlain: isPlain)
    case .grid(let grid): grid.lines(columns: columns, isPlain: isPlain)
    }
  }

  /// The numbers in words and lines, to be read aloud.
  var spokenLines: [String] {
    switch self {
    case .chart(let chart): chart.spokenLines
    case .grid(let grid): grid.spokenLines
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
}
