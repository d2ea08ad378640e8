import Expressions
import NeuralNetwork
import Safety
import WorkedExamples

/// Makes the pictures of a network.
struct PictureMaker {
  let interpreter: Interpreter
  let state: NetworkState
  /// The range of the command's subject.
  let range: SourceRange
  /// Where the picture is shown; nil for a script's output, and for a file.
  let terminal: TerminalView?
  /// Whether gnuplot draws it, which shows smaller cells than characters.
  let isFile: Bool

  var session: Session { interpreter.session }
  var topology: Topology { state.network.topology }
  var units: UnitNames { UnitNames(topology) }
  var digits: Int { session.settings.digits }

  // MARK: Training

  func loss() throws(Fault) -> Picture {
    let points = try session.lossPoints(at: range, isInterrupted: interpreter.isInterrupted)
    let (first, last) = (points[0], points[points.count - 1])
    let line = Chart.Line(name: "loss", points: points.map { (Double($0.epoch), $0.loss) })
    let values = "\(rounded(first.loss, digits: digits)) after \(counted(first.epoch, "epoch"))"
    return Picture(
      "loss: \(values), \(rounded(last.loss, digits: digits)) after \(last.epoch)",
      .chart(Chart(xName: "epoch", yName: "loss", lines: [line])))
  }

  // MARK: Parameters

  /// A row for each source, and one for the biases; a column for each unit, layer by layer.
  func weights() throws(Fault) -> Picture {
    let targets = (topology.inputCount..<topology.unitCount).prefix(40)
    let sources = (0..<topology.outputUnits.lowerBound).prefix(40)
    var values = [[Double?]](repeating: [Double?](repeating: nil, count: targets.count), count: sources.count + 1)
    for (column, target) in targets.enumerated() {
      for link in topology.sources(of: target) where link.unit < sources.count {
        values[link.unit][column] = state.network.values[link.parameter]
      }
      if let bias = topology.bias(of: target) { values[sources.count][column] = state.network.values[bias] }
    }
    if !topology.hasBiases { values.removeLast() }
    let numbers = state.network.values.map(\.magnitude).filter(\.isFinite)
    let largest = numbers.max() ?? 0
    let name = state.network.values.firstIndex { $0.magnitude == largest }.map { "w\($0 + 1)" } ?? ""
    let names = targets.map { units.unitName($0).description }
    let left =
      topology.unitCount - topology.inputCount - targets.count + topology.outputUnits.lowerBound - sources.count
    let rest =
      "the largest is |\(name)| = \(rounded(largest, digits: digits))" + (left > 0 ? "; the first 40 units only" : "")
    return Picture(
      "weights: \(terminal?.isReadAloud == true ? "" : "filled above 0, hollow below; ")\(rest)",
      inFile: "weights: blue above 0, red below; \(rest)",
      .grid(
        Grid(
          rowNames: sources.map { units.unitName($0).description } + (topology.hasBiases ? ["b"] : []),
          columnNames: names,
          values: values, style: .squares(largest), cellWidth: (names.map(\.terminalWidth).max() ?? 1) + 1)))
  }

  /// The loss over a parameter around its value.
  func gradient(_ name: Located<Name>) throws -> Picture {
    let parameters = try interpreter.parameters(name)
    guard parameters.count == 1, let parameter = parameters.first else {
      throw Fault(
        "\(name.value) is \(counted(parameters.count, "parameter"))", at: name.range, label: "expected one",
        help: parameters.first.map { "plot gradient w\($0 + 1)" })
    }
    let (data, what) = try samples()
    let plan = session.settings.plan
    var network = state.network
    func loss(_ value: Double) throws -> Double {
      network.values[parameter] = value
      let measures = network.measure(data, plan, interrupted: interpreter.isInterrupted)
      if interpreter.isInterrupted() { throw Interrupted() }
      return measures.loss
    }
    let now = state.network.values[parameter]
    let step = 1e-4 * max(1, now.magnitude)
    let slope = (try loss(now + step) - loss(now - step)) / (2 * step)
    let height = try loss(now)
    var curve: [(x: Double, y: Double)] = []
    for index in -60...60 {
      let x = now + Double(index) / 20
      curve.append((x, try loss(x)))
    }
    let (low, high) = (curve.map(\.y).min() ?? 0, curve.map(\.y).max() ?? 0)
    // The tangent as far as it stays in the picture.
    let tangent = curve.map { (x: $0.x, y: height + slope * ($0.x - now)) }.filter { $0.y >= low && $0.y <= high }
    let numbers = "loss \(rounded(height, digits: digits)), slope \(rounded(slope, digits: digits))"
    let title = "loss of \(what) over \(name.value) = \(rounded(now, digits: digits)): \(numbers)"
    return Picture(
      title + " (dotted)", inFile: title,
      .chart(
        Chart(
          xName: "\(name.value)", yName: "loss",
          lines: [
            Chart.Line(name: "loss", points: curve), Chart.Line(name: "tangent", points: tangent, isDotted: true),
          ], marks: [Chart.Mark(x: now, y: height, symbol: ("o", "●"))])))
  }

  /// The sample in hand, or else the training data.
  private func samples() throws -> (TrainingData, String) {
    guard let forward = state.forward, let backward = state.backward, backward.seed == nil, state.isForwardFresh else {
      let samples = try interpreter.samples(
        for: state.network, "measuring", at: range, inMemoryFor: "plot gradient")
      return (TrainingData(samples, samples.trainingRange), samples.name)
    }
    do throws(SampleSetError) {
      let sample = try SampleSet(
        name: "the current sample", inputs: Array(forward.out[topology.inputUnits]), inputCount: topology.inputCount,
        targets: backward.target, targetCount: topology.outputCount)
      return (TrainingData(sample, 0..<1), sample.name)
    } catch {
      throw Fault("no current sample", at: range)
    }
  }

  // MARK: Data

  /// The outputs of a layer, a row for each unit and a column for each sample.
  func units(_ layer: Located<Name>?) throws -> Picture {
    var shown = topology.units(of: 1)
    if let layer {
      let named = try interpreter.units(layer)
      if let first = named.first, let last = named.last { shown = first..<last + 1 }
    }
    let samples = try interpreter.samples(for: state.network, "measuring", at: range, inMemoryFor: "plot units")
    let data = TrainingData(samples, 0..<min(samples.count, width(70)))
    let outputs = (0..<data.count).map { state.network.forward(Array(data.input($0)), session.settings.plan.rule).out }
    let rows = shown.prefix(40)
    let values: [[Double?]] = rows.map { unit in outputs.map { $0[unit] } }
    let all = values.joined().compactMap { $0 }.filter(\.isFinite)
    let (low, high) = (all.min() ?? 0, all.max() ?? 1)
    let start = data.count < samples.count ? "the first \(data.count) of " : ""
    let title = "outputs over \(start)\(counted(samples.count, "sample")) of \(samples.name)"
    return Picture(
      "\(title): light \(rounded(low, digits: digits)), dark \(rounded(high, digits: digits))", inFile: title,
      .grid(
        Grid(
          rowNames: rows.map { units.unitName($0).description }, columnNames: [], values: values,
          style: .shades(low...high), xAxis: Grid.Axis(name: "sample", range: 1...Double(max(1, data.count))),
          cellWidth: max(1, min(8, width(60) / max(1, data.count))))))
  }

  func confusion() throws -> Picture {
    let samples = try interpreter.samples(for: state.network, "testing", at: range, inMemoryFor: "plot confusion")
    let data = TrainingData(samples, samples.testRange)
    let outputs = state.network.outputs(for: data, session.settings.plan, interrupted: interpreter.isInterrupted)
    if interpreter.isInterrupted() { throw Interrupted() }
    guard var matrix = ConfusionMatrix(data, samples) else {
      throw Fault("the targets of \(samples.name) are not 2 to \(ConfusionMatrix.limit) classes", at: range)
    }
    matrix.add(data, outputs: outputs)
    let counts = matrix.counts.map { $0.map { Optional(Double($0)) } }
    let cells = matrix.counts.joined().map { "\($0) #" }
    func widest(_ texts: [String]) -> Int { texts.map(\.terminalWidth).max() ?? 1 }
    var (names, heads) = (matrix.labels, matrix.labels)
    var cellWidth = min(widest(heads + cells), 12) + 2
    if let terminal {
      cellWidth = widest(heads + cells) + 2
      if widest(names) + 2 + heads.count * cellWidth >= terminal.columns() {
        (names, heads) = (matrix.numberedLabels, matrix.labels.indices.map { "\($0 + 1)" })
        cellWidth = widest(heads + cells) + 2
      }
    }
    return Picture(
      "\(counted(data.count, "sample")) of \(samples.name): a row for each class expected, a column for each predicted",
      .grid(Grid(rowNames: names, columnNames: heads, values: counts, style: .counts, cellWidth: cellWidth)))
  }

  /// The characters beside a grid: names of rows, axes and edges.
  private static let margin = 12

  /// A width in characters, or less on a narrow terminal.
  func width(_ wanted: Int) -> Int {
    min(wanted, max(10, (terminal?.columns() ?? .max) - PictureMaker.margin))
  }
}
