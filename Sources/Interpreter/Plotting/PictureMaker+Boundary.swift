import Expressions
import NeuralNetwork
import Safety
import WorkedExamples

extension PictureMaker {
  /// The first output over two inputs; of several outputs the class.
  func boundary(_ inputs: [Located<Name>]) throws -> Picture {
    var axes: [Int] = [0, 1]
    if !inputs.isEmpty { axes = try inputs.map(input) }
    guard topology.inputCount > 1 else {
      throw Fault("the boundary needs two inputs", at: range, label: "the network has one", help: "plot units")
    }
    let samples =
      session.samples.flatMap {
        $0.inputCount == topology.inputCount && $0.targetCount == topology.outputCount && !$0.isEmpty ? $0 : nil
      } ?? (topology.shape.hasPrefix("2-") && topology.outputCount == 1 ? SampleSet.gate(.xor) : nil)
    if let samples { try session.requireInMemory(samples, for: "plot boundary", range) }
    let data = samples.map { TrainingData($0, 0..<$0.count) }
    var middle = [Double](repeating: 0, count: topology.inputCount)
    var (low, high) = ([0.0, 0.0], [1.0, 1.0])
    if let data {
      let first = data.input(0)
      (low, high) = (axes.map { first[first.startIndex + $0] }, axes.map { first[first.startIndex + $0] })
      for sample in 0..<data.count {
        if Limits.isReached(at: sample) { try Limits.check(at: range) }
        let input = data.input(sample)
        for (index, value) in input.enumerated() { middle[index] += value }
        for axis in 0..<2 {
          let value = input[input.startIndex + axes[axis]]
          (low[axis], high[axis]) = (min(low[axis], value), max(high[axis], value))
        }
      }
      for index in middle.indices { middle[index] /= Double(data.count) }
      for axis in 0..<2 {
        if low[axis] == high[axis] { (low[axis], high[axis]) = (low[axis] - 1, high[axis] + 1) }
      }
    }
    let ranges = zip(low, high).map { $0...$1 }
    let picture = try boundary(axes, middle, ranges, samples, rows: isFile ? 60 : PictureMaker.gridRows)
    guard let terminal, case let excess = picture.height(terminal) + 1 - terminal.rows(), excess > 0 else {
      return picture
    }
    return try boundary(axes, middle, ranges, samples, rows: max(5, PictureMaker.gridRows - excess))
  }

  private static let gridRows = 17

  /// 56 where they fit.
  private var gridColumns: Int { isFile ? 96 : width(56) }

  private func boundary(
    _ axes: [Int], _ middle: [Double], _ ranges: [ClosedRange<Double>], _ samples: SampleSet?, rows: Int
  ) throws -> Picture {
    let data = samples.map { TrainingData($0, 0..<$0.count) }
    let columns = gridColumns
    let outputs = topology.outputUnits
    var values = [[Double?]](repeating: [], count: rows)
    for row in 0..<rows {
      if interpreter.isInterrupted() { throw Interrupted() }
      for column in 0..<columns {
        var input = middle
        input[axes[0]] = ranges[0].value(at: column, of: columns - 1)
        input[axes[1]] = ranges[1].value(at: rows - 1 - row, of: rows - 1)
        let out = state.network.forward(input, session.settings.plan.rule).out[outputs]
        values[row].append(outputs.count == 1 ? out.first : Double(Classification.largest.classIndex(of: out)))
      }
    }
    let middleTarget = data.map { $0.targets.reduce(0, +) / Double(max(1, $0.targets.count)) } ?? 0.5
    let marks = (0..<min(data?.count ?? 0, 500)).compactMap { sample -> Grid.Mark? in
      guard let data else { return nil }
      let input = Array(data.input(sample))
      let (x, y) = (ranges[0].share(of: input[axes[0]]), ranges[1].share(of: input[axes[1]]))
      let place = (
        column: Int((x * Double(columns - 1)).rounded()), row: rows - 1 - Int((y * Double(rows - 1)).rounded())
      )
      return Grid.Mark(
        row: place.row, column: place.column, isHigh: (data.target(sample).first ?? 0) > middleTarget,
        classIndex: outputs.count == 1 ? nil : data.classification.classIndex(of: data.target(sample)))
    }
    let all = values.joined().compactMap { $0 }
    let range = outputs.count > 1 ? 0...Double(outputs.count - 1) : min(0, all.min() ?? 0)...max(1, all.max() ?? 1)
    let names = axes.map { units.unitName($0).description }
    let headers = axes.map { samples?.inputNames?[$0] }
    let called = zip(names, headers).map { name, header in header.map { "\(name) (\(visibleName($0)))" } ?? name }
    let fixed = topology.inputCount > 2 ? ", the other inputs at their means" : ""
    let place = "over \(called[0]) and \(called[1])\(fixed)"
    let subject: String
    var classes: [String] = []
    var (shades, legend, fileLegend) = ("", "", "")
    if outputs.count == 1 {
      subject = "\(units.unitName(outputs.lowerBound)).out \(place)"
      shades = "light \(rounded(range.lowerBound, digits: digits)), dark \(rounded(range.upperBound, digits: digits))"
      let hasGraphics = terminal?.hasGraphics == true
      legend = "samples " + (hasGraphics ? "● above, ○ below" : "x above, o below")
      fileLegend = "samples filled above, hollow below"
    } else {
      subject = "the class \(place)"
      classes = samples?.classes ?? samples?.targetNames ?? outputs.map { units.unitName($0).description }
      shades = "light \(visibleName(classes.first ?? "")), dark \(visibleName(classes.last ?? ""))"
      let named = classes.prefix(9).enumerated().map { "\(Grid.Mark.symbol(ofClass: $0)) \(visibleName($1))" }
      legend = "samples " + named.joined(separator: ", ") + (classes.count > named.count ? ", …" : "")
      fileLegend = legend
    }
    return Picture(
      terminal?.isReadAloud == true ? subject : "\(subject): \(shades)" + (marks.isEmpty ? "" : "; \(legend)"),
      inFile: subject + (marks.isEmpty ? "" : "; \(fileLegend)"),
      .grid(
        Grid(
          rowNames: [], columnNames: [], values: values, style: .shades(range), marks: marks,
          classes: classes.map { visibleName($0) }, xAxis: Grid.Axis(name: names[0], range: ranges[0]),
          yAxis: Grid.Axis(name: names[1], range: ranges[1]))))
  }

  /// A unit, or the name of a column of the data.
  private func input(_ name: Located<Name>) throws -> Int {
    if let samples = session.samples, samples.inputCount == topology.inputCount,
      let column = samples.inputNames?.firstIndex(of: "\(name.value)")
    {
      return column
    }
    let named = try interpreter.units(name)
    guard named.count == 1, let unit = named.first, unit < topology.inputCount else {
      throw Fault("\(name.value) is not an input", at: name.range, help: "plot boundary i1 i2")
    }
    return unit
  }
}
