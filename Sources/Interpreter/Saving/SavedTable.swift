import DataFormats
import Expressions
import NeuralNetwork
import WorkedExamples

/// What can be saved as a table.
enum SavedTable: String, Sendable, CaseIterable { case parameters, outputs, activations, loss }

extension Interpreter {
  /// The table of parameters, of the outputs for each sample, of all units, or of the loss by epoch.
  func table(of subject: SavedTable, at range: SourceRange) throws -> NumberTable {
    let state = try session.network(range)
    switch subject {
    case .parameters:
      let names = QuantityNames(state.network.topology)
      var labels: [[String]] = []
      for parameter in state.network.values.indices {
        if Limits.isReached(at: parameter) { try Limits.check() }
        labels.append(["w\(parameter + 1)", "\(names.longName(ofParameter: parameter))"])
      }
      return NumberTable(
        "parameters", columns: ["value"], values: state.network.values, labels: (["name", "connection"], labels))
    case .outputs: return try table("outputs", of: state.network.topology.outputUnits, state, at: range)
    case .loss:
      let points = try session.lossPoints(at: range, isInterrupted: isInterrupted)
      return NumberTable("loss", columns: ["epoch", "loss"], values: points.flatMap { [Double($0.epoch), $0.loss] })
    case .activations: return try table("activations", of: 0..<state.network.topology.unitCount, state, at: range)
    }
  }

  private func table(_ name: String, of units: Range<Int>, _ state: NetworkState, at range: SourceRange) throws
    -> NumberTable
  {
    let samples = try samples(for: state.network, name, at: range, inMemoryFor: "save \(name)")
    try Limits.require(numbers: samples.count * units.count, at: range)
    let names = QuantityNames(state.network.topology)
    var values: [Double] = []
    for sample in 0..<samples.count {
      if isInterrupted() { throw Interrupted() }
      let pass = state.network.forward(Array(samples.inputs(ofSample: sample)), session.settings.plan.rule)
      values += pass.out[units]
    }
    return NumberTable(name, columns: units.map { "\(names.name(.unit($0, .out)))" }, values: values)
  }
}
