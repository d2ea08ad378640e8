import Expressions
import NeuralNetwork

/// The equation lines of a step, in order of computation, read from the record.
package struct StepLines: Sendable {
  let state: NetworkState
  let derivations: Derivations
  let writer: LineWriter
  let isBrief: Bool

  /// - Parameter isBrief: `NAME = RESULT` alone.
  package init(_ state: NetworkState, flatSpot: Double = 0, digits: Int, isBrief: Bool) {
    self.state = state
    self.isBrief = isBrief
    derivations = Derivations(state, flatSpot: flatSpot)
    writer = LineWriter(names: derivations.names, digits: digits, value: state.value, call: state.network.call)
  }

  /// net and out of every unit.
  package var forward: [String] { derivations.forward.compactMap(line) }

  /// Loss, errors, deltas and the gradients of this sample.
  package var backward: [String] { derivations.backward.compactMap(line) }

  /// The new values; before each its mean gradient, if it comes from several samples.
  ///
  /// - Parameter plainDescent: whether the step is rate · gradient and nothing else.
  package func update(plainDescent: Bool) -> [String] {
    guard let record = state.update else { return [] }
    return derivations.update(record, plainDescent: plainDescent).compactMap(line)
  }

  private func line(_ derivation: Derivation) -> String? {
    guard let result = result(of: derivation.quantity) else { return nil }
    let line = writer.line(derivation, result: result)
    return isBrief ? line.brief : line.text
  }

  /// A gradient is this sample's here, whatever is gathered.
  private func result(of quantity: Quantity) -> Double? {
    if case .parameter(let parameter, .gradient) = quantity { return state.backward.map { -$0.direction[parameter] } }
    return state.value(quantity)
  }
}

extension Network {
  /// The value of a function that a formula calls: an activation of the user's, or one that expressions know.
  package func call(_ function: Name, _ arguments: [Double]) -> Double? {
    if arguments.count == 1 {
      for case .custom(let custom) in topology.activations where custom.name == function.base {
        return function.member == nil ? custom.value(arguments[0]) : custom.derivative(arguments[0])
      }
    }
    return Functions.value(function, arguments)
  }
}
