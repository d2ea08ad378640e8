import Expressions

/// Lines and points over two axes.
struct Chart {
  struct Line {
    var name: String
    var points: [(x: Double, y: Double)]
    /// Whether it is drawn with fewer dots, so that it can be told from the first.
    var isDotted = false
  }

  struct Mark {
    var x: Double
    var y: Double
    /// In plain text, and on a terminal.
    var symbol: (plain: Character, graphic: Character)
  }

  var xName: String
  var yName: String
  var lines: [Line]
  var marks: [Mark] = []
  /// The number of rows of text, where there is room.
  private static let rows = 12

  private var points: [(x: Double, y: Double)] { lines.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite } }

  var xRange: ClosedRange<Double> { Chart.range(points.map(\.x) + marks.map(\.x)) }
  var yRange: ClosedRange<Double> { Chart.range(points.map(\.y) + marks.map(\.y)) }

  private static func range(_ values: [Double]) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    return low < high ? low...high : low - 0.5...low + 0.5
  }

  func lines(columns: Int, rows most: Int, isPlain: Bool) -> [String] {
    // One row is for the axis.
    let height = min(Chart.rows, max(4, most - 1))
    let (xRange, yRange) = (xRange, yRange)
    let labels = [yRange.upperBound, yRange.lowerBound].map { rounded($0, digits: 4) }
    let margin = (labels.map(\.terminalWidth).max() ?? 0) + 2
    let width = max(10, min(columns, 100) - margin - 3)
    var canvas = Canvas(columns: width, rows: height, isPlain: isPlain)
    func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) { (xRange.share(of: x), yRange.share(of: y)) }
    for line in lines {
      var last: (x: Double, y: Double)?
      for point in line.points {
        guard point.x.isFinite, point.y.isFinite else {
          last = nil
          continue
        }
        let here = place(point.x, point.y)
        canvas.draw(from: last ?? here, to: here, isDotted: line.isDotted)
        last = here
      }
    }
    for mark in marks { canvas.put(isPlain ? mark.symbol.plain : mark.symbol.graphic, at: place(mark.x, mark.y)) }
    let edge = isPlain ? "|" : "┤"
    var rows = canvas.lines.enumerated().map { row, text in
      let label = row == 0 ? labels[0] : row == height - 1 ? labels[1] : ""
      return "\(label.leftPadded(to: margin)) \(edge)\(text)".withoutTrailingBlanks
    }
    let low = rounded(xRange.lowerBound, digits: 4)
    let high = rounded(xRange.upperBound, digits: 4)
    rows.append(
      String(repeating: " ", count: margin + 1) + (isPlain ? "+" : "└")
        + Chart.axis(low, xName, high, width: width, isPlain: isPlain))
    return rows
  }

  /// `0 ─── epoch ─── 100`
  static func axis(_ low: String, _ name: String, _ high: String, width: Int, isPlain: Bool) -> String {
    let free = max(4, width - low.count - high.count - name.terminalWidth - 4)
    func rule(_ count: Int) -> String { String(repeating: isPlain ? "-" : "─", count: count) }
    return "\(low) \(rule(free / 2)) \(name) \(rule(free - free / 2)) \(high)"
  }

  /// At most eleven points of each line, evenly apart.
  var spokenLines: [String] {
    lines.flatMap { line -> [String] in
      let points = line.points.filter { $0.x.isFinite && $0.y.isFinite }
      let count = min(11, points.count)
      let shown = (0..<count).map { points[count > 1 ? $0 * (points.count - 1) / (count - 1) : 0] }
      let head = lines.count > 1 || line.name != yName ? ["\(line.name):"] : []
      return head + shown.map { "\(xName) \(rounded($0.x, digits: 4)): \(rounded($0.y, digits: 4))" }
    } + marks.map { "at \(xName) \(rounded($0.x, digits: 4)): \(rounded($0.y, digits: 4))" }
  }

  var script: String {
    var text = "set xlabel \(xName.quotedForGnuplot)\nset ylabel \(yName.quotedForGnuplot)\nset grid\n"
    var parts = lines.map { "'-' with lines lw 2\($0.isDotted ? " dt 2" : "") title \($0.name.quotedForGnuplot)" }
    var data = lines.map { line in
      line.points.map { $0.y.isFinite ? "\($0.x) \($0.y)\n" : "\n" }.joined() + "e\n"
    }
    if !marks.isEmpty {
      parts.append("'-' with points pt 7 ps 1.5 notitle")
      data.append(marks.map { "\($0.x) \($0.y)\n" }.joined() + "e\n")
    }
    text += "plot \(parts.joined(separator: ", "))\n" + data.joined()
    return text
  }
}
