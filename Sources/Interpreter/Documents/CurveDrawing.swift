import Expressions
import WorkedExamples

/// The loss curve as a drawing, in SVG or in LaTeX's own picture environment.
struct CurveDrawing {
  private let points: [LossCurve.Point]
  private let digits: Int
  private static let width = 330.0
  private static let height = 140.0

  /// nil for a curve of fewer than three points, or of one epoch.
  init?(_ points: [LossCurve.Point], digits: Int) {
    let finite = points.filter(\.loss.isFinite)
    guard finite.count > 2 else { return nil }
    self.points = finite
    self.digits = min(digits, 4)
  }

  private var first: LossCurve.Point { points[0] }
  private var last: LossCurve.Point { points[points.count - 1] }
  private var highest: Double { points.map(\.loss).max() ?? 1 }
  private var lowest: Double { min(0, points.map(\.loss).min() ?? 0) }

  var caption: String {
    "The loss: \(rounded(first.loss, digits: digits)) after \(counted(first.epoch, "epoch")), "
      + "\(rounded(last.loss, digits: digits)) after \(last.epoch)"
  }

  /// Each point from 0 to 1, upwards.
  private var places: [(x: Double, y: Double)] {
    let range = lowest...max(highest, lowest)
    return points.map { point in
      (
        Double(point.epoch - first.epoch) / Double(last.epoch - first.epoch),
        lowest < highest ? range.share(of: point.loss) : 0
      )
    }
  }

  private static func number(_ value: Double) -> String { rounded((value * 10).rounded() / 10, digits: 4) }

  var svg: String {
    let (left, top) = (56.0, 12.0)
    let (right, bottom) = (left + Self.width, top + Self.height)
    let path = places.map { place in
      "\(Self.number(left + Self.width * place.x)),\(Self.number(bottom - Self.height * place.y))"
    }
    func text(_ text: String, _ x: Double, _ y: Double, _ anchor: String) -> String {
      "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" style=\"text-anchor:\(anchor)\">\(text)</text>"
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.number(right + 12)) \(Self.number(bottom + 24))" \
      role="img" aria-label="\(escapedHTML(caption))">
      <line x1="\(left)" y1="\(top)" x2="\(left)" y2="\(bottom)"/>
      <line x1="\(left)" y1="\(bottom)" x2="\(right)" y2="\(bottom)"/>
      <g data-q="loss"><polyline class="curve" points="\(path.joined(separator: " "))"/></g>
      \(text(rounded(highest, digits: digits), left - 6, top + 8, "end"))
      \(text(rounded(lowest, digits: digits), left - 6, bottom, "end"))
      \(text("\(first.epoch)", left, bottom + 16, "middle"))
      \(text("epoch", (left + right) / 2, bottom + 16, "middle"))
      \(text("\(last.epoch)", right, bottom + 16, "end"))
      </svg>
      """
  }

  /// Without a package: straight pieces are curves whose middle is on the line.
  var latex: [String] {
    let (width, height) = (240.0, 100.0)
    var lines = [
      "\\begin{center}", "\\setlength{\\unitlength}{1pt}", "\\begin{picture}(300,130)(-40,-22)",
      "\\put(0,0){\\line(1,0){240}}", "\\put(0,0){\\line(0,1){100}}",
      "\\put(-4,94){\\makebox(0,0)[r]{\\small \(rounded(highest, digits: digits))}}",
      "\\put(-4,2){\\makebox(0,0)[r]{\\small \(rounded(lowest, digits: digits))}}",
      "\\put(0,-10){\\makebox(0,0){\\small \(first.epoch)}}", "\\put(120,-10){\\makebox(0,0){\\small epoch}}",
      "\\put(240,-10){\\makebox(0,0){\\small \(last.epoch)}}",
    ]
    let scaled = places.map { (x: width * $0.x, y: height * $0.y) }
    func pair(_ x: Double, _ y: Double) -> String { "(\(Self.number(x)),\(Self.number(y)))" }
    for (from, to) in zip(scaled, scaled.dropFirst()) {
      lines.append(
        "\\qbezier\(pair(from.x, from.y))\(pair((from.x + to.x) / 2, (from.y + to.y) / 2))\(pair(to.x, to.y))")
    }
    return lines + ["\\end{picture}", "", "\\small \(caption)", "\\end{center}"]
  }
}
