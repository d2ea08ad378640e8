import Expressions

/// Values in rows and columns, each drawn as a shade or as a square of its size.
struct Grid {
  enum Style {
    /// From light to dark between the bounds.
    case shades(ClosedRange<Double>)
    /// Squares as large as the value, filled if it is positive, up to this magnitude.
    case squares(Double)
    /// Counts, each with the shade of its share in its row.
    case counts
  }

  /// A sample drawn over the grid.
  struct Mark {
    var row: Int
    var column: Int
    var isHigh: Bool
    /// The number of its class, from 0, if there are more than two values to tell apart.
    var classIndex: Int?

    /// A digit, or a letter from the tenth class on.
    static func symbol(ofClass index: Int) -> String { index < 35 ? String(index + 1, radix: 36) : "+" }

    func symbol(isPlain: Bool) -> String {
      if let classIndex { return Mark.symbol(ofClass: classIndex) }
      return isHigh ? (isPlain ? "x" : "●") : (isPlain ? "o" : "○")
    }
  }

  /// What the first and the last row or column are the places of.
  struct Axis {
    var name: String
    var range: ClosedRange<Double>

    var lowest: String { rounded(range.lowerBound, digits: 4) }
    var highest: String { rounded(range.upperBound, digits: 4) }
  }

  var rowNames: [String]
  var columnNames: [String]
  /// Row by row, the first row on top; nil for a place without a value.
  var values: [[Double?]]
  var style: Style
  var marks: [Mark] = []
  /// What the values count, if they are the numbers of classes.
  var classes: [String] = []
  /// Below the picture: the range of the columns, if they are not named.
  var xAxis: Axis?
  var yAxis: Axis?
  /// Characters per column.
  var cellWidth = 1

  private static let shades: (plain: [Character], graphic: [Character]) = (
    [" ", ".", ":", "*", "#"], [" ", "░", "▒", "▓", "█"]
  )
  private static let squares: (plain: [Character], graphic: [Character]) = (
    ["#", "+", ".", " ", "-", "o", "O"], ["■", "▪", "·", " ", "-", "▫", "□"]
  )

  func lines(columns: Int, isPlain: Bool) -> [String] {
    let margin = (rowNames + (yAxis.map { [$0.lowest, $0.name, $0.highest] } ?? [])).map(\.terminalWidth).max() ?? 0
    let edge = isPlain ? "|" : "│"
    var lines: [String] = []
    if !columnNames.isEmpty {
      let names = columnNames.map { " " + $0.prefix(columns: cellWidth - 1).leftPadded(to: cellWidth - 1) }
      lines.append(String(repeating: " ", count: margin + 2) + names.joined())
    }
    for (row, values) in values.enumerated() {
      var cells = values.map { cell($0, values, isPlain).leftPadded(to: cellWidth) }
      for mark in marks where mark.row == row {
        cells[mark.column] = mark.symbol(isPlain: isPlain).leftPadded(to: cellWidth)
      }
      let name =
        yAxis.map { axis in
          switch row {
          case 0: axis.highest
          case self.values.count - 1: axis.lowest
          case self.values.count / 2: axis.name
          default: ""
          }
        } ?? rowNames[row]
      lines.append(
        "\(name.leftPadded(to: margin)) \(edge)\(cells.joined())\(yAxis == nil ? "" : edge)".withoutTrailingBlanks)
    }
    if let xAxis {
      let width = (values.first?.count ?? 0) * cellWidth
      lines.append(
        String(repeating: " ", count: margin + 2)
          + Chart.axis(xAxis.lowest, xAxis.name, xAxis.highest, width: width + 2, isPlain: isPlain))
    }
    return lines
  }

  /// A line for each row: by name, or where the axes are numbers at most five rows of five values.
  var spokenLines: [String] {
    func some(_ count: Int, named: Bool) -> [Int] {
      let shown = named ? count : min(5, count)
      return (0..<shown).map { shown > 1 ? $0 * (count - 1) / (shown - 1) : 0 }
    }
    func place(_ index: Int, _ count: Int, _ axis: Axis) -> String {
      "\(axis.name) \(rounded(Grid.place(index, count, axis), digits: 3))"
    }
    return some(values.count, named: yAxis == nil).map { row in
      let name = yAxis.map { place(values.count - 1 - row, values.count, $0) } ?? rowNames[row]
      let cells = some(values[row].count, named: xAxis == nil).compactMap { column -> String? in
        guard let value = values[row][column] else { return nil }
        let head = xAxis.map { place(column, values[row].count, $0) } ?? columnNames[column]
        let number = Int(exactly: value) ?? -1
        return "\(head): \(classes.indices.contains(number) ? classes[number] : rounded(value, digits: 3))"
      }
      return "\(name): \(cells.joined(separator: ", "))"
    }
  }

  private func cell(_ value: Double?, _ row: [Double?], _ isPlain: Bool) -> String {
    guard let value, value.isFinite else { return value == nil ? "" : "?" }
    switch style {
    case .shades(let range): return String(shade(value, range, isPlain))
    case .squares(let largest):
      // From 3 for the largest positive value to -3.
      let size = largest > 0 ? min(3, Int((value.magnitude / largest * 3).rounded(.up))) : 0
      let level = value < 0 ? -size : size
      return String((isPlain ? Grid.squares.plain : Grid.squares.graphic)[3 - level])
    case .counts:
      return "\(rounded(value, digits: 9)) \(shade(Grid.share(of: value, in: row), 0...1, isPlain))"
    }
  }

  private func shade(_ value: Double, _ range: ClosedRange<Double>, _ isPlain: Bool) -> Character {
    let shades = isPlain ? Grid.shades.plain : Grid.shades.graphic
    return shades[min(Int(range.share(of: value) * Double(shades.count)), shades.count - 1)]
  }

  var script: String {
    let height = values.count
    func x(_ column: Int) -> Double { Grid.place(column, (values.first?.count ?? 1), xAxis) }
    func y(_ row: Int) -> Double { Grid.place(height - 1 - row, height, yAxis) }
    var text = "set autoscale fix\n" + palette
    if let xAxis {
      text += "set xlabel \(xAxis.name.quotedForGnuplot)\n"
      // Whole numbers, such as those of samples, have no halves.
      if xAxis.range.upperBound - xAxis.range.lowerBound == Double((values.first?.count ?? 0) - 1),
        xAxis.range.upperBound - xAxis.range.lowerBound < 30
      {
        text += "set xtics \(xAxis.range.lowerBound), 1\n"
      }
    }
    if let yAxis { text += "set ylabel \(yAxis.name.quotedForGnuplot)\n" }
    func tics(_ axis: String, _ names: [String], _ place: (Int) -> Double) -> String {
      // Of many names every second, third … has room.
      let step = max(1, (names.count + 19) / 20)
      let ticks = names.enumerated().filter { $0.offset % step == 0 }.map {
        "\($0.element.quotedForGnuplot) \(place($0.offset))"
      }
      return "set \(axis)tics (\(ticks.joined(separator: ", ")))\n"
    }
    if !columnNames.isEmpty { text += tics("x", columnNames, x) }
    if !rowNames.isEmpty { text += tics("y", rowNames, y) }
    if case .squares(let largest) = style { return text + squaresScript(largest, x, y) }
    text += "plot '-' using 1:2:3 with image notitle"
    if case .counts = style { text += ", '-' using 1:2:3 with labels notitle" }
    let (labels, points) = (marks.filter { $0.classIndex != nil }, marks.filter { $0.classIndex == nil })
    if !labels.isEmpty { text += ", '-' using 1:2:3 with labels font ',10' tc rgb 'black' notitle" }
    for isHigh in [false, true] where points.contains(where: { $0.isHigh == isHigh }) {
      text += ", '-' with points pt \(isHigh ? 7 : 6) ps 1.5 lc rgb 'black' notitle"
    }
    text += "\n"
    func cells(_ value: (Double, [Double?]) -> String) -> String {
      values.enumerated().map { row, cells in
        cells.enumerated().map { column, cell in
          "\(x(column)) \(y(row)) \(cell.flatMap { $0.isFinite ? value($0, cells) : nil } ?? "NaN")\n"
        }.joined()
      }.joined() + "e\n"
    }
    if case .counts = style {
      text += cells { "\(Grid.share(of: $0, in: $1))" } + cells { value, _ in rounded(value, digits: 9) }
    } else {
      text += cells { value, _ in "\(value)" }
    }
    if !labels.isEmpty {
      text += labels.map { "\(x($0.column)) \(y($0.row)) \($0.symbol(isPlain: true))\n" }.joined() + "e\n"
    }
    for isHigh in [false, true] {
      let points = points.filter { $0.isHigh == isHigh }
      if !points.isEmpty { text += points.map { "\(x($0.column)) \(y($0.row))\n" }.joined() + "e\n" }
    }
    return text
  }

  /// The colors of the values: from red to blue, a color for each class, or for counts from white to blue.
  private var palette: String {
    if case .counts = style {
      return """
        set palette defined (0 '#ffffff', 1 '#6baed6')
        set cbrange [0:1]
        unset colorbox
        set xlabel 'predicted'
        set ylabel 'expected'

        """
    }
    guard case .shades(let range) = style, range.lowerBound < range.upperBound else { return Grid.redToBlue }
    guard !classes.isEmpty, classes.count <= Grid.classColors.count else {
      return Grid.redToBlue + "set cbrange [\(range.lowerBound):\(range.upperBound)]\n"
    }
    let colors = classes.indices.map { "\($0) '\(Grid.classColors[$0])'" }.joined(separator: ", ")
    let names = classes.enumerated().map { "\($1.quotedForGnuplot) \($0)" }.joined(separator: ", ")
    return """
      set palette maxcolors \(classes.count) defined (\(colors))
      set cbrange [-0.5:\(Double(classes.count) - 0.5)]
      set cbtics (\(names))

      """
  }

  private static let redToBlue = "set palette defined (0 '#b2182b', 1 '#f7f7f7', 2 '#2166ac')\n"
  /// Light, so that the samples can be read on them.
  private static let classColors = [
    "#a6cee3", "#fdbf6f", "#b2df8a", "#fb9a99", "#cab2d6", "#ffff99", "#d9d9d9", "#80cdc1", "#e5c494", "#fccde5",
  ]

  /// A count among those of its row.
  private static func share(of count: Double, in row: [Double?]) -> Double {
    let total = row.reduce(0) { $0 + ($1 ?? 0) }
    return total > 0 ? count / total : 0
  }

  /// A Hinton diagram: squares whose areas are the magnitudes, blue above 0 and red below, on a quiet ground.
  private func squaresScript(_ largest: Double, _ x: (Int) -> Double, _ y: (Int) -> Double) -> String {
    var squares = ""
    for (row, cells) in values.enumerated() {
      for (column, value) in cells.enumerated() {
        guard let value, value.isFinite, value != 0 else { continue }
        let half = 0.45 * (value.magnitude / largest).squareRoot()
        let color = value > 0 ? 0x2166AC : 0xB2182B
        squares += "\(x(column)) \(y(row)) \(half) \(half) \(color)\n"
      }
    }
    let (columns, rows) = (values.first?.count ?? 1, values.count)
    return """
      set size ratio -1
      set xrange [-0.7:\(Double(columns) - 0.3)]
      set yrange [-0.7:\(Double(rows) - 0.3)]
      set style fill solid 1.0 noborder
      set tics scale 0
      set object 1 rectangle from graph 0,0 to graph 1,1 behind fillcolor rgb '#f0f0f0' fillstyle solid 1.0
      plot '-' using 1:2:3:4:5 with boxxyerror linecolor rgb variable notitle
      \(squares)e

      """
  }

  private static func place(_ index: Int, _ count: Int, _ axis: Axis?) -> Double {
    axis?.range.value(at: index, of: count - 1) ?? Double(index)
  }
}
