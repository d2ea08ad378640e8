import Expressions
import NeuralNetwork

/// How far a training is: `1240/3000 ━━━━╸━━━━━  41%  loss 0.0061 ██▆▄▂  3.1 M/s  4 s left`.
package struct TrainingProgressLine {
  var done = 0.0
  var total = 0.0
  /// After the numbers; empty for epochs.
  var unit = ""
  var loss: Double?
  var recent: [Double]
  /// Since the command started.
  var updates: Int
  var seconds: Double

  private var share: Double { total > 0 ? min(1, max(0, done / total)) : 0 }

  /// The line, without the parts that do not fit.
  package func text(columns: Int, digits: Int) -> String {
    let count = "  \(Int(done))/\(Int(total))\(unit)"
    let speed = seconds > 0 ? "  \(TrainingProgressLine.short(Double(updates) / seconds))/s" : ""
    let left = ProgressLine.left(seconds, share) ?? ""
    func parts(_ marks: Int, digits most: Int = 4) -> (String, String) {
      let curve = marks > 0 ? sparkline(marks) : ""
      let measured = loss.map { "  loss \(rounded($0, digits: min(digits, most)))" }
      return (ProgressLine.percent(share), measured.map { curve.isEmpty ? $0 : "\($0) \(curve)" } ?? "")
    }
    // What tells least is left out first, so that there is room for the bar.
    let choices = [(14, speed, left), (8, speed, left), (0, speed, left), (8, "", left), (0, "", left), (0, "", "")]
    for (marks, speed, left) in choices {
      let (percent, measured) = parts(marks)
      let rest = percent + measured + speed + left
      let room = min(24, columns - 3 - count.count - rest.count)
      if room >= 8 { return "\(count) \(ProgressLine.bar(share, width: room))\(rest)" }
    }
    let (percent, measured) = parts(0)
    let (_, short) = parts(0, digits: 2)
    let shortCount = "  \(TrainingProgressLine.short(done))/\(TrainingProgressLine.short(total))\(unit)"
    // The loss is the last to go: there is room for it when the counts are shorter.
    let narrow = [
      [count, percent, measured], [count, percent, short], [count, short], [shortCount, percent, measured],
    ]
    let parts = narrow.first { $0.reduce(0) { $0 + $1.count } < columns } ?? [shortCount, measured]
    return (parts + [left, speed]).reduce("") { $0.count + $1.count < columns ? $0 + $1 : $0 }
  }

  /// The loss so far, newest last.
  private func sparkline(_ most: Int) -> String {
    let values = recent.filter(\.isFinite)
    guard let low = values.min(), let high = values.max(), low < high else { return "" }
    let marks = Array("▁▂▃▄▅▆▇█")
    let count = min(most, values.count)
    return String(
      (0..<count).map { index in
        let value = values[count > 1 ? index * (values.count - 1) / (count - 1) : 0]
        return marks[min(7, Int((low...high).share(of: value) * 8))]
      })
  }

  /// `3.1 M`
  private static func short(_ value: Double) -> String {
    for (size, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= size {
      return "\(rounded(value / size, digits: value >= 100 * size ? 3 : 2)) \(letter)"
    }
    return rounded(value.rounded(), digits: 3)
  }
}

extension TrainingProgressLine {
  init(_ run: TrainingRun, seconds: Double) {
    let progress = run.training.progress
    self.init(recent: [], updates: progress.updates - run.start.updates, seconds: seconds)
    switch run.goal {
    case .epoch(let last):
      let epochs = Double(progress.epoch - run.start.epoch)
      let part = Double(run.training.presented) / Double(max(1, run.training.data.count))
      (done, total) = (epochs + part, Double(last - run.start.epoch))
    case .update(let last):
      (done, total, unit) = (Double(progress.updates - run.start.updates), Double(last - run.start.updates), " updates")
    case .seconds(let left): (done, total, unit) = (seconds, seconds + max(0, left), " s")
    }
    loss = (run.training.last ?? run.training.partial)?.loss
    recent = run.curve.measured.filter { $0.epoch >= run.start.epoch }.map(\.loss)
  }
}
