import Expressions
import NeuralNetwork
import WorkedExamples

/// A training as textbooks print it: a table for each epoch, with a row for each sample.
struct SampleTable {
  private let columns: [SampleColumn]
  private let digits: Int
  private let names: ResolvedNames
  private let topology: Topology
  private var rows: [[String]] = []

  init(_ columns: [SampleColumn], _ session: Session, _ topology: Topology) {
    self.columns = columns
    self.topology = topology
    digits = session.settings.digits
    names = session.names.resolved(topology)
  }

  /// Adds a row for each sample of an update, the last one with the changes and the new parameters, below the
  /// parameters before the epoch.
  mutating func add(_ samples: [Int], _ data: TrainingData, from before: Training, to new: Network) {
    let (old, rule) = (before.network, before.plan.rule)
    if rows.isEmpty, columns.contains(.parameters) {
      rows.append(columns.flatMap { $0 == .parameters ? texts(old.values) : blanks($0) })
    }
    for (index, sample) in samples.enumerated() {
      let target = Array(data.target(sample))
      let (pass, back) = before.passes(Array(data.input(sample)), target: target)
      let isLast = index == samples.count - 1
      let row = columns.flatMap { column in
        switch column {
        case .inputs: texts(pass.out[topology.inputUnits])
        case .net: texts(pass.net[topology.outputUnits])
        case .out: texts(pass.out[topology.outputUnits])
        case .target: texts(target)
        case .error: texts(signed(back.error[topology.outputUnits], rule))
        case .delta: texts(signed(back.delta[topology.outputUnits], rule))
        case .change: isLast ? texts(zip(new.values, old.values).map { $0 - $1 }) : blanks(column)
        case .parameters: isLast ? texts(new.values) : blanks(column)
        }
      }
      if row.contains(where: { !$0.isEmpty }) { rows.append(row) }
    }
  }

  /// Takes the lines of the rows so far: a header, and the columns aligned at the right.
  mutating func take() -> [String] {
    guard !rows.isEmpty else { return [] }
    defer { rows = [] }
    return tableLines([columns.flatMap(header)] + rows, left: 0)
  }

  private func header(_ column: SampleColumn) -> [String] {
    switch column {
    case .inputs: topology.inputUnits.map { names.name(.unit($0, .out)) }
    case .net: ofOutputs(.net)
    case .out: ofOutputs(.out)
    case .target: ofOutputs(.target)
    case .error: ofOutputs(.error)
    case .delta: ofOutputs(.delta)
    case .change: parameters.map { "Δ\($0)" }
    case .parameters: parameters
    }
  }

  private func ofOutputs(_ part: UnitPart) -> [String] {
    topology.outputCount == 1 ? [part.rawValue] : topology.outputUnits.map { names.name(.unit($0, part)) }
  }

  private var parameters: [String] { (0..<topology.parameterCount).map { names.name(.parameter($0, .value)) } }

  private func blanks(_ column: SampleColumn) -> [String] { header(column).map { _ in "" } }

  private func texts(_ values: some Sequence<Double>) -> [String] { values.map { rounded($0 + 0, digits: digits) } }

  private func signed(_ values: ArraySlice<Double>, _ rule: StepRule) -> [Double] {
    rule.conventions.sign == .gradient ? values.map { -$0 } : Array(values)
  }
}
