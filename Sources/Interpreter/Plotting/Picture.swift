import Expressions
import NeuralNetwork

/// A figure and what it shows, in one line.
struct Picture {
  var title: String
  /// The title where gnuplot draws it, which has colors and a legend.
  var fileTitle: String
  var figure: Figure

  init(_ title: String, inFile fileTitle: String? = nil, _ figure: Figure) {
    (self.title, self.fileTitle, self.figure) = (title, fileTitle ?? title, figure)
  }

  /// The title and the picture, as a terminal shows them; nil for a script's output.
  func lines(_ terminal: TerminalView?) -> [String] {
    let head = "# \(title)"
    if terminal?.isReadAloud == true { return [head] + figure.spokenLines }
    // The next prompt is on the screen too.
    let free = terminal.map { $0.rows() - 1 - TerminalRows($0).rows(of: head).count }
    return [head]
      + figure.lines(columns: terminal?.columns() ?? 80, rows: free ?? .max, isPlain: terminal?.hasGraphics != true)
  }

  /// The rows that it takes on a terminal.
  func height(_ terminal: TerminalView) -> Int {
    lines(terminal).reduce(0) { $0 + TerminalRows(terminal).rows(of: $1).count }
  }

  /// The function from -6 to 6 and its derivative.
  init(activation: Activation) {
    let xs = (0...240).map { Double($0) / 20 - 6 }
    let formula =
      activation.isElementwise ? activation.call(.name("x")).description : activation.name
    var lines = [Chart.Line(name: formula, points: xs.map { ($0, activation.value(at: $0)) })]
    if !activation.isFlat {
      let slopes = xs.map { (x: $0, y: activation.derivative(at: $0)) }
      lines.append(Chart.Line(name: "derivative", points: slopes, isDotted: true))
    }
    self.init(
      "\(formula)\(activation.isFlat ? "" : ", dotted its derivative")",
      inFile: "\(formula)\(activation.isFlat ? "" : " and its derivative")",
      .chart(Chart(xName: "x", yName: activation.name, lines: lines)))
  }
}
